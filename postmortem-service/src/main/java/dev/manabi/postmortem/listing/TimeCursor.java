package dev.manabi.postmortem.listing;

import dev.manabi.eventsourcing.DomainException.InvalidValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a page of a list ended that is sorted by a time and, among equal times, by id. */
public record TimeCursor(Instant at, UUID id) {

    private static final String SEPARATOR = "|";

    /** @throws InvalidValue where it was not answered by such a list */
    public static @Nullable TimeCursor read(@Nullable String after) {
        if (after == null) {
            return null;
        }
        int separator = after.indexOf(SEPARATOR);
        try {
            return new TimeCursor(
                    Instant.parse(after.substring(0, Math.max(separator, 0))),
                    UUID.fromString(after.substring(separator + 1)));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new InvalidValue("cursor", "cursor must be the next of an earlier answer.");
        }
    }

    public String text() {
        return at + SEPARATOR + id;
    }
}
