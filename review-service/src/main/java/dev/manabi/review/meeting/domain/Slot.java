package dev.manabi.review.meeting.domain;

import dev.manabi.eventsourcing.DomainException.InvalidValue;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * When a meeting takes place.
 *
 * @param durationMinutes 30 to 60
 * @param timeZone IANA name; {@code startsAt} is what holds, the zone is for the people who read it
 */
public record Slot(Instant startsAt, int durationMinutes, String timeZone) {

    static final int SHORTEST = 30;
    static final int LONGEST = 60;

    /** @throws InvalidValue where no meeting can be so long, or there is no such zone */
    public static Slot checked(Instant startsAt, int durationMinutes, String timeZone) {
        if (durationMinutes < SHORTEST || durationMinutes > LONGEST) {
            throw new InvalidValue("durationMinutes", "A review meeting takes 30 to 60 minutes.");
        }
        if (!ZoneId.getAvailableZoneIds().contains(timeZone)) {
            throw new InvalidValue("timeZone", "timeZone is the IANA name of a zone, for instance Europe/Berlin.");
        }
        return new Slot(startsAt, durationMinutes, timeZone);
    }

    public Duration duration() {
        return Duration.ofMinutes(durationMinutes);
    }
}
