package dev.manabi.incident.incident.domain;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long the steps took.
 *
 * @param detect from the beginning until it was detected
 * @param acknowledge from the detection until somebody worked on it
 * @param mitigate from the beginning until users no longer suffered
 * @param resolve from the beginning until it was over
 */
public record Durations(Length detect, Length acknowledge, Length mitigate, Length resolve) {

    /**
     * @param seconds null where one of the two times is unknown, or they contradict each other
     * @param invalid how they contradict each other; null where they do not
     */
    public record Length(@Nullable Long seconds, @Nullable String invalid) {

        private static Length between(String fromName, @Nullable Instant from, String toName, @Nullable Instant to) {
            if (from == null || to == null) {
                return new Length(null, null);
            }
            if (to.isBefore(from)) {
                return new Length(null, toName + " lies before " + fromName + ".");
            }
            return new Length(Duration.between(from, to).toSeconds(), null);
        }
    }

    public static Durations of(Times times) {
        Instant began = times.startedAt();
        return new Durations(
                Length.between("startedAt", began, "detectedAt", times.detectedAt()),
                Length.between("detectedAt", times.detectedAt(), "acknowledgedAt", times.acknowledgedAt()),
                Length.between("startedAt", began, "mitigatedAt", times.mitigatedAt()),
                Length.between("startedAt", began, "resolvedAt", times.resolvedAt()));
    }
}
