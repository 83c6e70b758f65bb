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
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which facts of the timeline an event adds. The incident's own changes are facts too. */
public final class Timeline {

    private Timeline() {}

    public static List<TimelineEntry> entriesOf(IncidentEvent event) {
        return switch (event) {
            case IncidentDeclared e ->
                List.of(status(e, e.declaredAt(), e.declaredAt(), e.severity() + " declared: " + e.title(), null));
            case IncidentAcknowledged e ->
                List.of(status(e, e.acknowledgedAt(), e.recordedAt(), "Acknowledged", e.note()));
            case IncidentMitigated e -> List.of(status(e, e.mitigatedAt(), e.recordedAt(), "Mitigated", e.note()));
            case IncidentResolved e -> List.of(status(e, e.resolvedAt(), e.recordedAt(), "Resolved", e.note()));
            case IncidentClosed e -> List.of(status(e, e.closedAt(), e.closedAt(), "Closed", e.note()));
            case IncidentReopened e -> List.of(status(e, e.reopenedAt(), e.reopenedAt(), "Reopened", e.reason()));
            case SeverityChanged e ->
                List.of(status(
                        e,
                        e.changedAt(),
                        e.changedAt(),
                        "Severity changed from " + e.from() + " to " + e.to(),
                        e.reason()));
            case AlertsReported e ->
                e.alerts().stream().map(alert -> alert(e, alert)).toList();
            case TimelineEntryAdded e -> List.of(e.entry());
            case ImpactRecorded _, RolesAssigned _ -> List.of();
        };
    }

    private static TimelineEntry status(
            IncidentEvent event, Instant occurredAt, Instant recordedAt, String what, @Nullable String note) {
        String text = note == null || note.isBlank() ? what : what + ": " + note;
        return new TimelineEntry(
                id(event, event.getClass().getSimpleName() + recordedAt),
                occurredAt,
                recordedAt,
                TimelineEntry.Kind.STATUS,
                text,
                "manabi",
                null,
                List.of());
    }

    private static TimelineEntry alert(AlertsReported event, Alert alert) {
        boolean ended = !alert.firing();
        Instant at = ended ? Objects.requireNonNullElse(alert.endsAt(), event.recordedAt()) : alert.startsAt();
        List<Evidence> evidence =
                alert.url() == null ? List.of() : List.of(new Evidence(Evidence.Kind.LINK, alert.url(), null));
        return new TimelineEntry(
                id(event, alert.fingerprint() + alert.startsAt() + alert.firing()),
                at,
                event.recordedAt(),
                TimelineEntry.Kind.ALERT,
                (ended ? "Alert ended: " : "Alert fires: ") + alert.text(),
                event.source(),
                null,
                evidence);
    }

    /** The same event gives the same id, whoever asks and whenever. */
    private static UUID id(IncidentEvent event, String what) {
        return UUID.nameUUIDFromBytes((event.incidentId() + what).getBytes(StandardCharsets.UTF_8));
    }
}
