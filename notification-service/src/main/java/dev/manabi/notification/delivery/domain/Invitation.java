package dev.manabi.notification.delivery.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a mail brings for the reader's calendar. People are ids: names and addresses are looked up when it is sent.
 *
 * @param sequence grows with each version that takes the place of an earlier one
 * @param stampedAt when this version was made
 * @param facilitator person id
 * @param attendees person ids
 */
public record Invitation(
        Kind kind,
        UUID meetingId,
        int sequence,
        Instant stampedAt,
        Instant startsAt,
        int durationMinutes,
        String summary,
        @Nullable String location,
        String facilitator,
        List<String> attendees) {

    /** What the calendar is to do. */
    public enum Kind {
        REQUEST,
        CANCEL
    }

    public Invitation {
        attendees = List.copyOf(attendees);
    }
}
