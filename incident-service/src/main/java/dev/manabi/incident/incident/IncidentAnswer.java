package dev.manabi.incident.incident;

import dev.manabi.incident.incident.domain.Correction;
import dev.manabi.incident.incident.domain.Coverage;
import dev.manabi.incident.incident.domain.Detection;
import dev.manabi.incident.incident.domain.Durations;
import dev.manabi.incident.incident.domain.Impact;
import dev.manabi.incident.incident.domain.Incident.Declared;
import dev.manabi.incident.incident.domain.Roles;
import dev.manabi.incident.incident.domain.Severity;
import dev.manabi.incident.incident.domain.Status;
import dev.manabi.incident.incident.domain.TimelineEntry;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An incident as it is answered. A figure that is null is unknown, which is not zero. */
@Schema(name = "Incident")
public record IncidentAnswer(
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
        Durations durations,
        Roles roles,
        Impact impact,
        Coverage coverage,
        List<TimelineEntry> timeline,
        List<Correction> corrections,
        long version) {

    static IncidentAnswer of(Declared incident, long version) {
        return new IncidentAnswer(
                incident.id(),
                incident.number(),
                incident.title(),
                incident.summary(),
                incident.severity(),
                incident.peakSeverity(),
                incident.status(),
                incident.services(),
                incident.team(),
                incident.declaredAt(),
                incident.startedAt(),
                incident.detectedAt(),
                incident.acknowledgedAt(),
                incident.mitigatedAt(),
                incident.resolvedAt(),
                incident.closedAt(),
                incident.detectedBy(),
                Durations.of(incident.times()),
                incident.roles(),
                incident.impact(),
                Coverage.of(incident.timeline()),
                incident.timeline(),
                incident.corrections(),
                version);
    }

    /** An incident in a list, without its timeline. */
    @Schema(name = "IncidentSummary")
    public record Summary(
            UUID id,
            String number,
            String title,
            Severity severity,
            Severity peakSeverity,
            Status status,
            List<String> services,
            @Nullable String team,
            @Nullable String commander,
            Instant declaredAt,
            Instant startedAt,
            @Nullable Instant detectedAt,
            @Nullable Instant acknowledgedAt,
            @Nullable Instant mitigatedAt,
            @Nullable Instant resolvedAt,
            @Nullable Instant closedAt,
            long version) {

        static Summary of(IncidentView view) {
            return new Summary(
                    view.id,
                    view.number,
                    view.title,
                    view.severity,
                    view.peakSeverity,
                    view.status,
                    view.services,
                    view.team,
                    view.commander,
                    view.declaredAt,
                    view.startedAt,
                    view.detectedAt,
                    view.acknowledgedAt,
                    view.mitigatedAt,
                    view.resolvedAt,
                    view.closedAt,
                    view.version);
        }
    }
}
