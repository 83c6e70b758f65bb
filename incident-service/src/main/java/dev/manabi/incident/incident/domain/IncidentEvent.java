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
            Description description,
            Severity severity,
            Instant startedAt,
            @Nullable Instant detectedAt,
            Roles roles,
            Impact impact,
            String declaredBy,
            Instant declaredAt)
            implements IncidentEvent {}

    /** It was over before this system knew of it. What nobody knows any more is null. */
    record PastIncidentRecorded(
            UUID incidentId,
            String number,
            Description description,
            Severity severity,
            Times times,
            Roles roles,
            Impact impact,
            Imported imported,
            String by,
            Instant recordedAt)
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

    /** What it was described as before stands in the events before. */
    record IncidentDescribed(UUID incidentId, Description description, String by, Instant describedAt)
            implements IncidentEvent {}

    /** It is the same as another one, which goes on. */
    record IncidentMerged(UUID incidentId, MergedInto into, String reason, String by, Instant mergedAt)
            implements IncidentEvent {}

    /**
     * Another one was the same as this one.
     *
     * @param entries of the duplicate's timeline, with ids of their own
     * @param alerts the last that was said of each occurrence
     */
    record DuplicateAbsorbed(
            UUID incidentId,
            UUID duplicate,
            String duplicateNumber,
            List<TimelineEntry> entries,
            List<Alert> alerts,
            String reason,
            String by,
            Instant absorbedAt)
            implements IncidentEvent {}

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
