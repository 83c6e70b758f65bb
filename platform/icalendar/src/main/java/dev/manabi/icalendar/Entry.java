package dev.manabi.icalendar;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that takes place once.
 *
 * @param id the same for every version of it
 * @param sequence grows with each version that takes the place of an earlier one
 * @param stampedAt when this version was made
 * @param startsAt a moment, which every calendar shows in its reader's own time
 * @param attendees must be empty where it is only published (RFC 5546, 3.2.1)
 * @param cancelled it does not take place
 */
public record Entry(
        UUID id,
        int sequence,
        Instant stampedAt,
        Instant startsAt,
        Duration duration,
        String summary,
        @Nullable String description,
        @Nullable String location,
        @Nullable URI url,
        Party organizer,
        List<Attendee> attendees,
        boolean cancelled) {

    public Entry {
        attendees = List.copyOf(attendees);
    }

    /** @param address of a mailbox */
    public record Party(String name, String address) {}

    /** @param chairs leads it */
    public record Attendee(Party party, boolean chairs) {}
}
