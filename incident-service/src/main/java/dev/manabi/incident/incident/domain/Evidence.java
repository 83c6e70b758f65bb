package dev.manabi.incident.incident.domain;

import org.jspecify.annotations.Nullable;

/** What shows that an entry is true. */
public record Evidence(
        EvidenceKind kind, @Nullable String url, @Nullable String text) {}
