package dev.manabi.incident.metrics;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time that a graph shows, and how far its samples lie apart.
 *
 * @param start a multiple of the step, as some servers want it
 */
record Window(Instant start, Instant end, long stepSeconds) {

    private static final int MOST_POINTS = 500;
    private static final long DAY = Duration.ofDays(1).toSeconds();
    private static final long[] ROUND_STEPS = {
        1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200
    };

    /** @param stepSeconds taken where it leads to no more than about 500 points */
    static Window of(Instant start, Instant end, @Nullable Integer stepSeconds) {
        long length = Duration.between(start, end).toSeconds();
        long finest = roundStep(Math.ceilDiv(length, MOST_POINTS));
        long step = stepSeconds == null ? finest : Math.max(finest, stepSeconds);
        long aligned = Math.floorDiv(start.getEpochSecond(), step) * step;
        return new Window(Instant.ofEpochSecond(aligned), end, step);
    }

    private static long roundStep(long atLeast) {
        for (long step : ROUND_STEPS) {
            if (step >= atLeast) {
                return step;
            }
        }
        return Math.ceilDiv(atLeast, DAY) * DAY;
    }

    int points() {
        return (int) (Duration.between(start, end).toSeconds() / stepSeconds) + 1;
    }

    Instant at(int point) {
        return start.plusSeconds(point * stepSeconds);
    }
}
