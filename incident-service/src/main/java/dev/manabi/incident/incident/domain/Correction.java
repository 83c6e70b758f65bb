package dev.manabi.incident.incident.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * A fact of the timeline was written down otherwise before.
 *
 * @param entryId of the fact, which keeps it
 * @param before the fact as it was until then
 * @param by person id
 */
public record Correction(UUID entryId, TimelineEntry before, String by, Instant correctedAt) {}
