package dev.manabi.incident.incident.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** When an incident's steps happened; null where one has not happened, or nobody knows. */
public record Times(
        @Nullable Instant startedAt,
        @Nullable Instant detectedAt,
        @Nullable Instant acknowledgedAt,
        @Nullable Instant mitigatedAt,
        @Nullable Instant resolvedAt) {

    /** When it began, or where nobody knows that, the first step of which the time is known. */
    public @Nullable Instant earliestKnown() {
        return Stream.of(
                        Optional.ofNullable(startedAt),
                        Optional.ofNullable(detectedAt),
                        Optional.ofNullable(acknowledgedAt),
                        Optional.ofNullable(mitigatedAt),
                        Optional.ofNullable(resolvedAt))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(null);
    }

    Times withAcknowledged(Instant at) {
        return new Times(startedAt, detectedAt, at, mitigatedAt, resolvedAt);
    }

    Times withMitigated(Instant at) {
        return new Times(startedAt, detectedAt, acknowledgedAt, at, resolvedAt);
    }

    Times withResolved(@Nullable Instant at) {
        return new Times(startedAt, detectedAt, acknowledgedAt, mitigatedAt, at);
    }
}
