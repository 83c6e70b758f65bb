package dev.manabi.incident.incident.domain;

import dev.manabi.incident.incident.domain.IncidentEvent.AlertsReported;
import dev.manabi.incident.incident.domain.IncidentEvent.ImpactRecorded;
import dev.manabi.incident.incident.domain.IncidentEvent.IncidentAcknowledged;
import dev.manabi.incident.incident.domain.IncidentEvent.IncidentClosed;
import dev.manabi.incident.incident.domain.IncidentEvent.IncidentDeclared;
import dev.manabi.incident.incident.domain.IncidentEvent.IncidentMitigated;
import dev.manabi.incident.incident.domain.IncidentEvent.IncidentReopened;
import dev.manabi.incident.incident.domain.IncidentEvent.IncidentResolved;
import dev.manabi.incident.incident.domain.IncidentEvent.RolesAssigned;
import dev.manabi.incident.incident.domain.IncidentEvent.SeverityChanged;
import dev.manabi.incident.incident.domain.IncidentEvent.TimelineEntryAdded;
import dev.manabi.incident.incident.domain.IncidentEvent.TimelineEntryCorrected;
import dev.manabi.incident.incident.domain.IncidentEvent.TimesCorrected;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which facts of the timeline an event adds. The incident's own changes are facts too. */
public final class Timeline {

    /** How large a timeline may grow, in characters: the whole of it travels in the message of the closing. */
    public static final int LARGEST = 2_000_000;

    private static final int FIELDS = 300;

    private Timeline() {}

    /** About how many characters the entries take when they are written. */
    static int size(List<TimelineEntry> entries) {
        return entries.stream().mapToInt(Timeline::size).sum();
    }

    static int size(TimelineEntry entry) {
        return FIELDS
                + entry.text().length()
                + entry.evidence().stream()
                        .mapToInt(one -> length(one.url()) + length(one.text()))
                        .sum();
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    public static List<TimelineEntry> entriesOf(IncidentEvent event) {
        return switch (event) {
            case IncidentDeclared e ->
                List.of(status(
                        e, "declared", e.declaredAt(), e.declaredAt(), e.severity() + " declared: " + e.title(), null));
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
            case AlertsReported e ->
                e.alerts().stream().map(alert -> alert(e, alert)).toList();
            case TimelineEntryAdded e -> List.of(e.entry());
            case ImpactRecorded _, RolesAssigned _, TimelineEntryCorrected _ -> List.of();
        };
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
