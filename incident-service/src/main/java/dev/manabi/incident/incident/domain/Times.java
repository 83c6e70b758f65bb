package dev.manabi.incident.incident.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When an incident's steps happened; null where one has not happened, or nobody knows. */
public record Times(
        Instant startedAt,
        @Nullable Instant detectedAt,
        @Nullable Instant acknowledgedAt,
        @Nullable Instant mitigatedAt,
        @Nullable Instant resolvedAt) {}
