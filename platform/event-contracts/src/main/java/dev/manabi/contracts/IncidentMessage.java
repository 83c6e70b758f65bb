package dev.manabi.contracts;

import java.math.BigDecimal;
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

    /**
     * An incident was declared, by a person or by alerting.
     *
     * @param kind INCIDENT, NEAR_MISS or DRILL; null in messages of before there were kinds, which were of incidents
     */
    record IncidentDeclared(
            UUID incidentId,
            String number,
            String title,
            @Nullable String kind,
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

    /** It is the same as another one, which goes on and takes over what was known. Nothing is judged. */
    record IncidentMerged(
            UUID incidentId,
            String number,
            UUID into,
            String intoNumber,
            String reason,
            Instant mergedAt,
            String mergedBy)
            implements IncidentMessage {}

    /** It was over before this system knew of it. Nothing is judged, unless somebody reopens and closes it. */
    record IncidentRecorded(UUID incidentId, Instant recordedAt, String recordedBy, Incident incident)
            implements IncidentMessage {}

    /**
     * A fact was added to the timeline of a closed incident, or corrected there.
     *
     * @param entry as it now stands; it takes the place of one with the same id
     */
    record IncidentTimelineAmended(
            UUID incidentId, String number, TimelineEntry entry, Instant amendedAt, String amendedBy)
            implements IncidentMessage {}

    /**
     * Whether a postmortem is due has not been decided, although the incident is closed: the decision is asked for again.
     * Told once more with {@code answeredAt} when it is there.
     *
     * @param questionId the {@code incident.closed} event that wants a decision
     * @param since when the incident was closed
     * @param asked how often the decision has been asked for, from 1
     */
    record IncidentDecisionMissed(
            UUID incidentId,
            String number,
            String title,
            @Nullable String team,
            UUID questionId,
            Instant since,
            int asked,
            @Nullable Instant answeredAt)
            implements IncidentMessage, MissingAnswer {

        @Override
        public IncidentDecisionMissed asked(int times) {
            return new IncidentDecisionMissed(incidentId, number, title, team, questionId, since, times, answeredAt);
        }

        @Override
        public IncidentDecisionMissed answered(Instant at) {
            return new IncidentDecisionMissed(incidentId, number, title, team, questionId, since, asked, at);
        }
    }

    /**
     * Everything known about an incident when it was closed. A figure that is null is unknown, which is not zero.
     *
     * @param kind INCIDENT, NEAR_MISS or DRILL; null in messages of before there were kinds, which were of incidents
     * @param servicesAtFault ids of the services in which it began; null in messages of before it was asked
     * @param startedAt null only where it was recorded long afterwards, and nobody knows
     */
    record Incident(
            UUID id,
            String number,
            String title,
            @Nullable String summary,
            @Nullable String kind,
            String severity,
            String peakSeverity,
            List<String> services,
            @Nullable List<String> servicesAtFault,
            @Nullable String team,
            Instant declaredAt,
            @Nullable Instant startedAt,
            @Nullable Instant detectedAt,
            @Nullable Instant acknowledgedAt,
            @Nullable Instant mitigatedAt,
            @Nullable Instant resolvedAt,
            @Nullable String detectedBy,
            Roles roles,
            Impact impact,
            List<TimelineEntry> timeline) {

        /** The same incident with these entries in place of its own. */
        public Incident withTimeline(List<TimelineEntry> entries) {
            return new Incident(
                    id,
                    number,
                    title,
                    summary,
                    kind,
                    severity,
                    peakSeverity,
                    services,
                    servicesAtFault,
                    team,
                    declaredAt,
                    startedAt,
                    detectedAt,
                    acknowledgedAt,
                    mitigatedAt,
                    resolvedAt,
                    detectedBy,
                    roles,
                    impact,
                    List.copyOf(entries));
        }
    }

    /** Person ids; a role that nobody took is null. */
    record Roles(
            @Nullable String commander,
            @Nullable String communications,
            @Nullable String scribe,
            List<String> responders) {}

    /** @param figures null in messages of before there were any */
    record Impact(
            @Nullable Boolean userVisible,
            @Nullable Integer downtimeMinutes,
            @Nullable Integer degradedMinutes,
            @Nullable Long usersAffected,
            @Nullable Boolean dataLoss,
            @Nullable Boolean moneyAffected,
            @Nullable Boolean monitoringFailed,
            @Nullable Boolean onCallIntervened,
            @Nullable String notes,
            @Nullable List<Figure> figures) {}

    /**
     * One figure of the impact.
     *
     * @param kind DURATION, USERS, REQUESTS, MONEY, DATA, EFFORT or OTHER
     * @param what what was counted
     * @param how how it was measured or estimated; null only where it was measured
     */
    record Figure(
            String kind,
            String what,
            BigDecimal value,
            String unit,
            boolean estimated,
            @Nullable String how) {}

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
