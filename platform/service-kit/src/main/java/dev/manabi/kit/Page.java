package dev.manabi.kit;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param next to be sent as {@code cursor} for what follows; null at the end
 */
public record Page<T>(List<T> items, @Nullable String next) {

    /**
     * @param rows one more than the page holds, where there are more
     * @param key what the next page starts after
     */
    public static <R, T> Page<T> of(PageRequest request, List<R> rows, Function<R, String> key, Function<R, T> item) {
        boolean more = rows.size() > request.limit();
        List<R> shown = more ? rows.subList(0, request.limit()) : rows;
        String next = more ? PageRequest.cursor(key.apply(shown.getLast())) : null;
        return new Page<>(shown.stream().map(item).toList(), next);
    }
}
