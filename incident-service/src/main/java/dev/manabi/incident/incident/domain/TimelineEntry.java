package dev.manabi.incident.incident.domain;

import java.nio.charset.StandardCharsets;
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

    /** The source of what people write down. */
    public static final String PERSON = "person";

    private static final int BRIEF = 100;

    public TimelineEntry {
        evidence = List.copyOf(evidence);
    }

    /** Whether a person wrote it down. */
    boolean writtenByAPerson() {
        return source.equals(PERSON);
    }

    TimelineEntry corrected(Instant nextOccurredAt, EntryKind nextKind, String nextText, List<Evidence> nextEvidence) {
        return new TimelineEntry(id, nextOccurredAt, recordedAt, nextKind, nextText, source, author, nextEvidence);
    }

    /** The same fact on the timeline of an incident that a duplicate was merged into. */
    TimelineEntry takenOverBy(UUID incident) {
        UUID other = UUID.nameUUIDFromBytes((incident + "/" + id).getBytes(StandardCharsets.UTF_8));
        return new TimelineEntry(other, occurredAt, recordedAt, kind, text, source, author, evidence);
    }

    /** The same without what takes room. */
    TimelineEntry brief() {
        String begin =
                text.substring(0, text.offsetByCodePoints(0, Math.min(BRIEF, text.codePointCount(0, text.length()))));
        return new TimelineEntry(id, occurredAt, recordedAt, kind, begin, source, author, List.of());
    }

    /** Their clock may be ahead of ours; what we have heard of has happened. */
    TimelineEntry notAfter(Instant now) {
        return occurredAt.isAfter(now)
                ? new TimelineEntry(id, now, recordedAt, kind, text, source, author, evidence)
                : this;
    }
}
