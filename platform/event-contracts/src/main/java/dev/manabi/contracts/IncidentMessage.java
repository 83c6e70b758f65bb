package dev.manabi.contracts;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happens to incidents, on topic {@code incidents}, keyed by incident id. */
public sealed interface IncidentMessage extends PublicEvent {

    UUID incidentId();

    @Override
    default String key() {
        return incidentId().toString();
    }

    /** An incident was declared, by a person or by alerting. */
    record IncidentDeclared(
            UUID incidentId,
            String number,
            String title,
            String severity,
            List<String> services,
            @Nullable String team,
            Instant startedAt,
            Instant declaredAt,
            String declaredBy)
            implements IncidentMessage {}

    /** Somebody works on it. */
    record IncidentAcknowledged(UUID incidentId, String number, Instant acknowledgedAt, String acknowledgedBy)
            implements IncidentMessage {}

    record IncidentSeverityChanged(
            UUID incidentId,
            String number,
            String from,
            String to,
            @Nullable String reason,
            Instant changedAt) implements IncidentMessage {}

    /** Users no longer suffer; the cause may remain. */
    record IncidentMitigated(UUID incidentId, String number, Instant mitigatedAt) implements IncidentMessage {}

    record IncidentResolved(UUID incidentId, String number, Instant resolvedAt) implements IncidentMessage {}

    /** The response has ended. Carries the whole incident, so that nobody needs to ask back. */
    record IncidentClosed(UUID incidentId, Instant closedAt, String closedBy, Incident incident)
            implements IncidentMessage {}

    record IncidentReopened(UUID incidentId, String number, String reason, Instant reopenedAt, String reopenedBy)
            implements IncidentMessage {}

    /** Everything known about an incident when it was closed. A figure that is null is unknown, which is not zero. */
    record Incident(
            UUID id,
            String number,
            String title,
            @Nullable String summary,
            String severity,
            String peakSeverity,
            List<String> services,
            @Nullable String team,
            Instant declaredAt,
            Instant startedAt,
            @Nullable Instant detectedAt,
            @Nullable Instant acknowledgedAt,
            @Nullable Instant mitigatedAt,
            @Nullable Instant resolvedAt,
            @Nullable String detectedBy,
            Roles roles,
            Impact impact,
            List<TimelineEntry> timeline) {}

    /** Person ids; a role that nobody took is null. */
    record Roles(
            @Nullable String commander,
            @Nullable String communications,
            @Nullable String scribe,
            List<String> responders) {}

    record Impact(
            @Nullable Boolean userVisible,
            @Nullable Integer downtimeMinutes,
            @Nullable Integer degradedMinutes,
            @Nullable Long usersAffected,
            @Nullable Boolean dataLoss,
            @Nullable Boolean moneyAffected,
            @Nullable Boolean monitoringFailed,
            @Nullable Boolean onCallIntervened,
            @Nullable String notes) {}

    /**
     * @param kind NOTE, ALERT, STATUS, ACTION, DEPLOYMENT or CHAT
     * @param source what wrote it down: {@code person}, {@code manabi}, {@code alertmanager} …
     * @param author person id, or null for a machine
     */
    record TimelineEntry(
            UUID id,
            Instant occurredAt,
            Instant recordedAt,
            String kind,
            String text,
            String source,
            @Nullable String author,
            List<Evidence> evidence) {}

    /** @param kind LINK, MESSAGE, IMAGE or QUERY */
    record Evidence(
            String kind, @Nullable String url, @Nullable String text) {}
}
