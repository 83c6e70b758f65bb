package dev.manabi.notification.report;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;

/** Once a week, at a time of day where the organisation is. */
record Schedule(DayOfWeek day, LocalTime time, ZoneId zone) {

    /** The first time after that one. A time that there is not on some day is the moment when the clock has jumped over it. */
    Instant after(Instant instant) {
        ZonedDateTime local = instant.atZone(zone);
        Instant same = local.toLocalDate()
                .with(TemporalAdjusters.nextOrSame(day))
                .atTime(time)
                .atZone(zone)
                .toInstant();
        return same.isAfter(instant)
                ? same
                : local.toLocalDate()
                        .with(TemporalAdjusters.next(day))
                        .atTime(time)
                        .atZone(zone)
                        .toInstant();
    }

    /** The ISO week that a report made then looks back upon, for instance {@code 2026-W48}. */
    String period(Instant madeAt) {
        ZonedDateTime local = madeAt.atZone(zone).minusDays(1);
        return "%d-W%02d".formatted(local.get(IsoFields.WEEK_BASED_YEAR), local.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }
}
