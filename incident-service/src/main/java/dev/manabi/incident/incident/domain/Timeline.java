package dev.manabi.incident.incident.domain;

import dev.manabi.incident.incident.domain.IncidentEvent.AlertsReported;
import dev.manabi.incident.incident.domain.IncidentEvent.DuplicateAbsorbed;
import dev.manabi.incident.incident.domain.IncidentEvent.ImpactRecorded;
import dev.manabi.incident.incident.domain.IncidentEvent.IncidentAcknowledged;
import dev.manabi.incident.incident.domain.IncidentEvent.IncidentClosed;
import dev.manabi.incident.incident.domain.IncidentEvent.IncidentDeclared;
import dev.manabi.incident.incident.domain.IncidentEvent.IncidentDescribed;
import dev.manabi.incident.incident.domain.IncidentEvent.IncidentMerged;
import dev.manabi.incident.incident.domain.IncidentEvent.IncidentMitigated;
import dev.manabi.incident.incident.domain.IncidentEvent.IncidentReopened;
import dev.manabi.incident.incident.domain.IncidentEvent.IncidentResolved;
import dev.manabi.incident.incident.domain.IncidentEvent.PastIncidentRecorded;
import dev.manabi.incident.incident.domain.IncidentEvent.RolesAssigned;
import dev.manabi.incident.incident.domain.IncidentEvent.SeverityChanged;
import dev.manabi.incident.incident.domain.IncidentEvent.TimelineEntryAdded;
import dev.manabi.incident.incident.domain.IncidentEvent.TimelineEntryCorrected;
import dev.manabi.incident.incident.domain.IncidentEvent.TimesCorrected;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which facts of the timeline an event adds. The incident's own changes are facts too. */
public final class Timeline {

    /** How large a timeline may grow, in bytes: the whole of it travels in the message of the closing. */
    public static final int LARGEST = 8_000_000;

    /** What an entry takes beside its words. */
    private static final int FIELDS = 300;

    /** A character that JSON writes as an escape takes this many bytes, and no other takes more. */
    private static final int ESCAPE = 6;

    private Timeline() {}

    /** About how many bytes the entries take when they are written. */
    static int size(List<TimelineEntry> entries) {
        return entries.stream().mapToInt(Timeline::size).sum();
    }

    static int size(TimelineEntry entry) {
        return FIELDS
                + length(entry.text())
                + entry.evidence().stream()
                        .mapToInt(one -> length(one.url()) + length(one.text()))
                        .sum();
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.chars().map(Timeline::bytes).sum();
    }

    private static int bytes(int character) {
        if (character < ' ') {
            return ESCAPE;
        }
        return character < 0x80 ? 1 : character < 0x800 ? 2 : 3;
    }

    public static List<TimelineEntry> entriesOf(IncidentEvent event) {
        return switch (event) {
            case IncidentDeclared e ->
                List.of(status(e, "declared", e.declaredAt(), e.declaredAt(), declared(e), null));
            case PastIncidentRecorded e -> past(e);
            case IncidentAcknowledged e ->
                List.of(status(e, "acknowledged", e.acknowledgedAt(), e.recordedAt(), "Acknowledged", e.note()));
            case IncidentMitigated e ->
                List.of(status(e, "mitigated", e.mitigatedAt(), e.recordedAt(), "Mitigated", e.note()));
            case IncidentResolved e ->
                List.of(status(e, "resolved", e.resolvedAt(), e.recordedAt(), "Resolved", e.note()));
            case IncidentClosed e -> List.of(status(e, "closed", e.closedAt(), e.closedAt(), "Closed", e.note()));
            case IncidentReopened e ->
                List.of(status(e, "reopened", e.reopenedAt(), e.reopenedAt(), "Reopened", e.reason()));
            case SeverityChanged e ->
                List.of(status(
                        e,
                        "severity",
                        e.changedAt(),
                        e.changedAt(),
                        "Severity changed from " + e.from() + " to " + e.to(),
                        e.reason()));
            case TimesCorrected e ->
                List.of(status(e, "times", e.correctedAt(), e.correctedAt(), "Times corrected", e.reason()));
            case IncidentMerged e ->
                List.of(status(
                        e,
                        "merged",
                        e.mergedAt(),
                        e.mergedAt(),
                        "Merged into " + e.into().number(),
                        e.reason()));
            case DuplicateAbsorbed e -> absorbed(e);
            case AlertsReported e ->
                e.alerts().stream().map(alert -> alert(e, alert)).toList();
            case TimelineEntryAdded e -> List.of(e.entry());
            case ImpactRecorded _, IncidentDescribed _, RolesAssigned _, TimelineEntryCorrected _ -> List.of();
        };
    }

    private static String declared(IncidentDeclared e) {
        String what =
                switch (e.description().kind()) {
                    case INCIDENT -> " declared: ";
                    case NEAR_MISS -> " near miss declared: ";
                    case DRILL -> " drill declared: ";
                };
        return e.severity() + what + e.description().title();
    }

    private static List<TimelineEntry> past(PastIncidentRecorded e) {
        Times times = e.times();
        List<TimelineEntry> entries = new ArrayList<>();
        addStep(entries, e, "began", times.startedAt(), "Began");
        addStep(entries, e, "detected", times.detectedAt(), "Detected");
        addStep(entries, e, "acknowledged", times.acknowledgedAt(), "Acknowledged");
        addStep(entries, e, "mitigated", times.mitigatedAt(), "Mitigated");
        addStep(entries, e, "resolved", times.resolvedAt(), "Resolved");
        String recorded =
                e.severity() + " recorded afterwards: " + e.description().title();
        addStep(entries, e, "recorded", e.recordedAt(), recorded);
        return entries;
    }

    private static void addStep(
            List<TimelineEntry> entries, PastIncidentRecorded e, String name, @Nullable Instant at, String what) {
        if (at != null) {
            entries.add(status(e, name, at, e.recordedAt(), what, null));
        }
    }

    private static List<TimelineEntry> absorbed(DuplicateAbsorbed e) {
        TimelineEntry merged = status(
                e,
                "absorbed" + e.duplicate(),
                e.absorbedAt(),
                e.absorbedAt(),
                e.duplicateNumber() + " was merged into this incident",
                e.reason());
        return Stream.concat(e.entries().stream(), Stream.of(merged)).toList();
    }

    private static TimelineEntry status(
            IncidentEvent event,
            String name,
            Instant occurredAt,
            Instant recordedAt,
            String what,
            @Nullable String note) {
        String text = note == null || note.isBlank() ? what : what + ": " + note;
        return new TimelineEntry(
                id(event, name + recordedAt),
                occurredAt,
                recordedAt,
                EntryKind.STATUS,
                text,
                "manabi",
                null,
                List.of());
    }

    private static TimelineEntry alert(AlertsReported event, Alert alert) {
        boolean ended = !alert.firing();
        Instant said = ended ? Objects.requireNonNullElse(alert.endsAt(), event.recordedAt()) : alert.startsAt();
        // Their clock may be ahead of ours; what we have heard of has happened.
        Instant at = said.isAfter(event.recordedAt()) ? event.recordedAt() : said;
        List<Evidence> evidence =
                alert.url() == null ? List.of() : List.of(new Evidence(EvidenceKind.LINK, alert.url(), null));
        return new TimelineEntry(
                id(event, alert.fingerprint() + alert.startsAt() + alert.firing()),
                at,
                event.recordedAt(),
                EntryKind.ALERT,
                (ended ? "Alert ended: " : "Alert fires: ") + alert.text(),
                event.source(),
                null,
                evidence);
    }

    /** The same event gives the same id, whoever asks and whenever, and whatever its class is called. */
    private static UUID id(IncidentEvent event, String what) {
        return UUID.nameUUIDFromBytes((event.incidentId() + what).getBytes(StandardCharsets.UTF_8));
    }
}
