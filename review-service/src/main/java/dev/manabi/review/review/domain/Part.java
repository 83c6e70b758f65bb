package dev.manabi.review.review.domain;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a postmortem's content that can change while the rest stays.
 *
 * @param key of a section, or {@code TITLE}, {@code ACTION_ITEMS} or {@code CLASSIFICATION}
 * @param title of a section, else null
 * @param hash the same while it stays as it is
 */
public record Part(String key, @Nullable String title, String hash) {

    /**
     * @return the keys of what differs, in the order of the later content, then what it has no more; null where one of
     *     the two does not say what it consists of
     */
    static @Nullable List<String> changed(@Nullable List<Part> before, @Nullable List<Part> after) {
        if (before == null || after == null) {
            return null;
        }
        Map<String, String> old = before.stream().collect(Collectors.toMap(Part::key, Part::hash, (first, _) -> first));
        Set<String> present = after.stream().map(Part::key).collect(Collectors.toSet());
        Stream<Part> different = after.stream().filter(part -> !part.hash().equals(old.get(part.key())));
        Stream<Part> gone = before.stream().filter(part -> !present.contains(part.key()));
        return Stream.concat(different, gone).map(Part::key).toList();
    }
}
