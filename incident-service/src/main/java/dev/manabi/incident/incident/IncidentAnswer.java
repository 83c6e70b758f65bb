package dev.manabi.incident.incident;

import dev.manabi.incident.incident.domain.Correction;
import dev.manabi.incident.incident.domain.Coverage;
import dev.manabi.incident.incident.domain.Description;
import dev.manabi.incident.incident.domain.Detection;
import dev.manabi.incident.incident.domain.Durations;
import dev.manabi.incident.incident.domain.Impact;
import dev.manabi.incident.incident.domain.Imported;
import dev.manabi.incident.incident.domain.Incident.Declared;
import dev.manabi.incident.incident.domain.IncidentKind;
import dev.manabi.incident.incident.domain.MergedInto;
import dev.manabi.incident.incident.domain.Roles;
import dev.manabi.incident.incident.domain.Severity;
import dev.manabi.incident.incident.domain.Status;
import dev.manabi.incident.incident.domain.TimeWarning;
import dev.manabi.incident.incident.domain.TimeWarnings;
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
        IncidentKind kind,
        List<String> services,
        List<String> servicesAtFault,
        @Nullable String team,
        Instant declaredAt,
        @Nullable Instant startedAt,
        @Nullable Instant detectedAt,
        @Nullable Instant acknowledgedAt,
        @Nullable Instant mitigatedAt,
        @Nullable Instant resolvedAt,
        @Nullable Instant closedAt,
        @Nullable Detection detectedBy,
        @Nullable MergedInto mergedInto,
        @Nullable Imported imported,
        Durations durations,
        Roles roles,
        Impact impact,
        Coverage coverage,
        List<TimelineEntry> timeline,
        List<Correction> corrections,
        List<TimeWarning> warnings,
        long version) {

    static IncidentAnswer of(Declared incident, long version) {
        Description description = incident.description();
        return new IncidentAnswer(
                incident.id(),
                incident.number(),
                description.title(),
                description.summary(),
                incident.severity(),
                incident.peakSeverity(),
                incident.status(),
                description.kind(),
                description.services(),
                description.servicesAtFault(),
                description.team(),
                incident.declaredAt(),
                incident.startedAt(),
                incident.detectedAt(),
                incident.acknowledgedAt(),
                incident.mitigatedAt(),
                incident.resolvedAt(),
                incident.closedAt(),
                description.detectedBy(),
                incident.mergedInto(),
                incident.imported(),
                Durations.of(incident.times()),
                incident.roles(),
                incident.impact(),
                Coverage.of(incident.timeline()),
                incident.timeline(),
                incident.corrections(),
                TimeWarnings.of(incident),
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
            IncidentKind kind,
            @Nullable UUID mergedInto,
            List<String> services,
            List<String> servicesAtFault,
            @Nullable String team,
            @Nullable String commander,
            Instant declaredAt,
            @Nullable Instant startedAt,
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
                    view.kind,
                    view.mergedInto,
                    view.services,
                    view.servicesAtFault,
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
