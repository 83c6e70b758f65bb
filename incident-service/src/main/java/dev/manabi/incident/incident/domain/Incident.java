package dev.manabi.incident.incident.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An incident as its events have made it. */
public sealed interface Incident {

    /** Nobody has declared it. */
    record Undeclared() implements Incident {}

    /**
     * @param peakSeverity the worst that it ever had; a later downgrade does not undo it
     * @param alerts the last that was said of each occurrence
     * @param corrections in their order
     */
    record Declared(
            UUID id,
            String number,
            String title,
            @Nullable String summary,
            Severity severity,
            Severity peakSeverity,
            Status status,
            List<String> services,
            @Nullable String team,
            Instant declaredAt,
            Instant startedAt,
            @Nullable Instant detectedAt,
            @Nullable Instant acknowledgedAt,
            @Nullable Instant mitigatedAt,
            @Nullable Instant resolvedAt,
            @Nullable Instant closedAt,
            @Nullable Detection detectedBy,
            Roles roles,
            Impact impact,
            List<TimelineEntry> timeline,
            List<Alert> alerts,
            List<Correction> corrections)
            implements Incident {

        Declared acknowledged(Instant at) {
            return copy(
                    severity, peakSeverity, Status.ACKNOWLEDGED, at, mitigatedAt, resolvedAt, closedAt, roles, impact);
        }

        Declared mitigated(Instant at) {
            return copy(
                    severity, peakSeverity, Status.MITIGATED, acknowledgedAt, at, resolvedAt, closedAt, roles, impact);
        }

        Declared resolved(Instant at) {
            return copy(
                    severity, peakSeverity, Status.RESOLVED, acknowledgedAt, mitigatedAt, at, closedAt, roles, impact);
        }

        Declared closed(Instant at) {
            return copy(
                    severity, peakSeverity, Status.CLOSED, acknowledgedAt, mitigatedAt, resolvedAt, at, roles, impact);
        }

        /** Being worked on again: what had ended has not. */
        Declared reopened() {
            return copy(
                    severity,
                    peakSeverity,
                    acknowledgedAt == null ? Status.OPEN : Status.ACKNOWLEDGED,
                    acknowledgedAt,
                    mitigatedAt,
                    null,
                    null,
                    roles,
                    impact);
        }

        Declared withSeverity(Severity next) {
            return copy(
                    next,
                    peakSeverity.peak(next),
                    status,
                    acknowledgedAt,
                    mitigatedAt,
                    resolvedAt,
                    closedAt,
                    roles,
                    impact);
        }

        public Times times() {
            return new Times(startedAt, detectedAt, acknowledgedAt, mitigatedAt, resolvedAt);
        }

        Declared withTimes(Times next) {
            return copy(next, timeline, alerts, corrections);
        }

        Declared withRoles(Roles next) {
            return copy(
                    severity, peakSeverity, status, acknowledgedAt, mitigatedAt, resolvedAt, closedAt, next, impact);
        }

        Declared withImpact(Impact next) {
            return copy(severity, peakSeverity, status, acknowledgedAt, mitigatedAt, resolvedAt, closedAt, roles, next);
        }

        Declared withCorrections(List<Correction> next) {
            return copy(times(), timeline, alerts, List.copyOf(next));
        }

        Declared withTimeline(List<TimelineEntry> nextTimeline, List<Alert> nextAlerts) {
            return copy(times(), nextTimeline, nextAlerts, corrections);
        }

        private Declared copy(
                Times times,
                List<TimelineEntry> nextTimeline,
                List<Alert> nextAlerts,
                List<Correction> nextCorrections) {
            return new Declared(
                    id,
                    number,
                    title,
                    summary,
                    severity,
                    peakSeverity,
                    status,
                    services,
                    team,
                    declaredAt,
                    times.startedAt(),
                    times.detectedAt(),
                    times.acknowledgedAt(),
                    times.mitigatedAt(),
                    times.resolvedAt(),
                    closedAt,
                    detectedBy,
                    roles,
                    impact,
                    nextTimeline,
                    nextAlerts,
                    nextCorrections);
        }

        private Declared copy(
                Severity nextSeverity,
                Severity nextPeak,
                Status nextStatus,
                @Nullable Instant nextAcknowledgedAt,
                @Nullable Instant nextMitigatedAt,
                @Nullable Instant nextResolvedAt,
                @Nullable Instant nextClosedAt,
                Roles nextRoles,
                Impact nextImpact) {
            return new Declared(
                    id,
                    number,
                    title,
                    summary,
                    nextSeverity,
                    nextPeak,
                    nextStatus,
                    services,
                    team,
                    declaredAt,
                    startedAt,
                    detectedAt,
                    nextAcknowledgedAt,
                    nextMitigatedAt,
                    nextResolvedAt,
                    nextClosedAt,
                    detectedBy,
                    nextRoles,
                    nextImpact,
                    timeline,
                    alerts,
                    corrections);
        }
    }
}
