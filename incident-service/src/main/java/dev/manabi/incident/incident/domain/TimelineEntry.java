package dev.manabi.incident.incident.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One fact of the timeline.
 *
 * @param occurredAt when it happened
 * @param recordedAt when it was written down
 * @param source {@code person}, {@code manabi} for changes of the incident itself, or the alerting system's name
 * @param author person id; null where a machine wrote it
 */
public record TimelineEntry(
        UUID id,
        Instant occurredAt,
        Instant recordedAt,
        EntryKind kind,
        String text,
        String source,
        @Nullable String author,
        List<Evidence> evidence) {

    public TimelineEntry {
        evidence = List.copyOf(evidence);
    }
}
