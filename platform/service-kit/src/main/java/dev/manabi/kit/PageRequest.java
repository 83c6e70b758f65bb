package dev.manabi.kit;

import dev.manabi.eventsourcing.DomainException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is wanted.
 *
 * @param after the sort key after which the page starts, or null at the beginning
 */
public record PageRequest(int limit, @Nullable String after) {

    static final int DEFAULT = 50;
    static final int MOST = 200;

    /**
     * @param limit 1 to 200, or null for 50
     * @param cursor as answered before, or null
     */
    public static PageRequest of(@Nullable Integer limit, @Nullable String cursor) {
        int size = limit == null ? DEFAULT : limit;
        if (size < 1 || size > MOST) {
            throw new DomainException.InvalidValue("limit", "limit is a number from 1 to " + MOST + ".");
        }
        if (cursor == null || cursor.isEmpty()) {
            return new PageRequest(size, null);
        }
        try {
            return new PageRequest(size, new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new DomainException.InvalidValue("cursor", "cursor must be the next of an earlier answer.");
        }
    }

    /** One more row than the page holds tells whether there are more. */
    public int rowsToRead() {
        return limit + 1;
    }

    static String cursor(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }
}
