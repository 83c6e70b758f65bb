package dev.manabi.incident.incident.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What has happened to an incident. Stored for ever; shapes grow by new event types or upcasting, never by change. */
public sealed interface IncidentEvent {

    UUID incidentId();

    record IncidentDeclared(
            UUID incidentId,
            String number,
            String title,
            @Nullable String summary,
            Severity severity,
            List<String> services,
            @Nullable String team,
            Instant startedAt,
            @Nullable Instant detectedAt,
            @Nullable Detection detectedBy,
            Roles roles,
            Impact impact,
            String declaredBy,
            Instant declaredAt)
            implements IncidentEvent {}

    record IncidentAcknowledged(
            UUID incidentId, String by, @Nullable String note, Instant acknowledgedAt, Instant recordedAt)
            implements IncidentEvent {}

    record IncidentMitigated(
            UUID incidentId, String by, @Nullable String note, Instant mitigatedAt, Instant recordedAt)
            implements IncidentEvent {}

    record IncidentResolved(
            UUID incidentId, String by, @Nullable String note, Instant resolvedAt, Instant recordedAt)
            implements IncidentEvent {}

    record IncidentClosed(
            UUID incidentId, String by, @Nullable String note, Instant closedAt) implements IncidentEvent {}

    record IncidentReopened(UUID incidentId, String by, String reason, Instant reopenedAt) implements IncidentEvent {}

    record SeverityChanged(
            UUID incidentId,
            Severity from,
            Severity to,
            @Nullable String reason,
            String by,
            Instant changedAt) implements IncidentEvent {}

    /** The times before stand in the events before. */
    record TimesCorrected(UUID incidentId, Times times, String reason, String by, Instant correctedAt)
            implements IncidentEvent {}

    record ImpactRecorded(UUID incidentId, Impact impact, String by, Instant recordedAt) implements IncidentEvent {}

    record RolesAssigned(UUID incidentId, Roles roles, String by, Instant assignedAt) implements IncidentEvent {}

    record TimelineEntryAdded(UUID incidentId, TimelineEntry entry) implements IncidentEvent {}

    /** What the entry said before stands in the events before. */
    record TimelineEntryCorrected(
            UUID incidentId,
            UUID entryId,
            Instant occurredAt,
            EntryKind kind,
            String text,
            List<Evidence> evidence,
            String by,
            Instant correctedAt)
            implements IncidentEvent {}

    /** @param alerts only those of which something new was said */
    record AlertsReported(UUID incidentId, String source, String groupKey, List<Alert> alerts, Instant recordedAt)
            implements IncidentEvent {}
}
