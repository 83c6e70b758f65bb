package dev.manabi.incident.incident.domain;

import java.util.UUID;

/** The incident that a duplicate has become a part of. */
public record MergedInto(UUID id, String number) {}
