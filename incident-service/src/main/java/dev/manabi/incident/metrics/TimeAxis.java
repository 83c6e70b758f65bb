package dev.manabi.incident.metrics;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/** A horizontal axis of times in UTC, with ticks at round ones. */
record TimeAxis(Instant start, Instant end) {

    private static final int MOST_TICKS = 9;
    private static final long DAY = Duration.ofDays(1).toSeconds();
    private static final long[] ROUND_STEPS = {
        1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, DAY, 2 * DAY, 7 * DAY
    };
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    List<Instant> ticks() {
        long step = step();
        long first = Math.ceilDiv(start.getEpochSecond(), step);
        long last = Math.floorDiv(end.getEpochSecond(), step);
        return LongStream.rangeClosed(first, last)
                .mapToObj(one -> Instant.ofEpochSecond(one * step))
                .toList();
    }

    private long step() {
        long atLeast = Math.ceilDiv(Duration.between(start, end).toSeconds(), MOST_TICKS);
        for (long step : ROUND_STEPS) {
            if (step >= atLeast) {
                return step;
            }
        }
        return Math.ceilDiv(atLeast, 7 * DAY) * 7 * DAY;
    }

    /** How far to the right the time lies, 0 to 1. */
    double share(Instant time) {
        double length = Math.max(1, Duration.between(start, end).toMillis());
        return Duration.between(start, time).toMillis() / length;
    }

    boolean holds(Instant time) {
        return !time.isBefore(start) && !time.isAfter(end);
    }

    /** The time of day, or nothing where ticks are days apart. */
    String timeOfDay(Instant tick) {
        long step = step();
        return step >= DAY ? "" : (step < 60 ? SECOND : MINUTE).format(tick.atOffset(ZoneOffset.UTC));
    }

    static String date(Instant time) {
        return DATE.format(time.atOffset(ZoneOffset.UTC));
    }

    static String minute(Instant time) {
        return MINUTE.format(time.atOffset(ZoneOffset.UTC));
    }

    static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }
}
