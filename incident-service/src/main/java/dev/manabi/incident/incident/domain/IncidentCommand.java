package dev.manabi.incident.incident.domain;

import dev.manabi.incident.incident.domain.Incident.Declared;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of an incident. {@code at} is when it happened, {@code now} when it is asked; the two differ where
 * something is entered after the fact.
 */
public sealed interface IncidentCommand {

    UUID incidentId();

    Instant now();

    record DeclareIncident(
            UUID incidentId,
            String number,
            Description description,
            Severity severity,
            @Nullable Instant startedAt,
            @Nullable Instant detectedAt,
            Roles roles,
            Impact impact,
            String declaredBy,
            Instant now)
            implements IncidentCommand {}

    /** Keeps one that was over before this system knew of it. A time that nobody knows stays unknown. */
    record RecordPastIncident(
            UUID incidentId,
            String number,
            Description description,
            Severity severity,
            Times times,
            Roles roles,
            Impact impact,
            Imported imported,
            String by,
            Instant now)
            implements IncidentCommand {}

    record AcknowledgeIncident(
            UUID incidentId, String by, @Nullable String note, Instant at, Instant now) implements IncidentCommand {}

    record MitigateIncident(
            UUID incidentId, String by, @Nullable String note, Instant at, Instant now) implements IncidentCommand {}

    record ResolveIncident(
            UUID incidentId, String by, @Nullable String note, Instant at, Instant now) implements IncidentCommand {}

    record CloseIncident(
            UUID incidentId, String by, @Nullable String note, Instant now) implements IncidentCommand {}

    record ReopenIncident(UUID incidentId, String by, String reason, Instant now) implements IncidentCommand {}

    record ChangeSeverity(
            UUID incidentId, Severity severity, @Nullable String reason, String by, Instant now)
            implements IncidentCommand {}

    /** A time that is null stays as it is. */
    record CorrectTimes(
            UUID incidentId,
            @Nullable Instant startedAt,
            @Nullable Instant detectedAt,
            @Nullable Instant acknowledgedAt,
            @Nullable Instant mitigatedAt,
            @Nullable Instant resolvedAt,
            String reason,
            String by,
            Instant now)
            implements IncidentCommand {}

    record DescribeIncident(UUID incidentId, Description description, String by, Instant now)
            implements IncidentCommand {}

    /** Says that this one is the same as another, which goes on. */
    record MergeIncident(UUID incidentId, MergedInto into, String reason, String by, Instant now)
            implements IncidentCommand {}

    /** Takes over what is known of a duplicate. */
    record AbsorbDuplicate(UUID incidentId, Declared duplicate, String reason, String by, Instant now)
            implements IncidentCommand {}

    record RecordImpact(UUID incidentId, Impact impact, String by, Instant now) implements IncidentCommand {}

    record AssignRoles(UUID incidentId, Roles roles, String by, Instant now) implements IncidentCommand {}

    record AddTimelineEntry(
            UUID incidentId,
            UUID entryId,
            Instant occurredAt,
            EntryKind kind,
            String text,
            String author,
            List<Evidence> evidence,
            Instant now)
            implements IncidentCommand {}

    /** Says what an entry should have said. */
    record CorrectTimelineEntry(
            UUID incidentId,
            UUID entryId,
            Instant occurredAt,
            EntryKind kind,
            String text,
            List<Evidence> evidence,
            String by,
            Instant now)
            implements IncidentCommand {}

    /** Facts that another system has noticed: known by their entries' ids, and kept whatever the status. */
    record NoteFacts(UUID incidentId, List<TimelineEntry> entries, Instant now) implements IncidentCommand {}

    /** @param source the alerting system, for instance {@code alertmanager} */
    record ReportAlerts(UUID incidentId, String source, String groupKey, List<Alert> alerts, Instant now)
            implements IncidentCommand {}
}
