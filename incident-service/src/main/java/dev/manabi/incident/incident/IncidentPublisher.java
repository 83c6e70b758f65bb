package dev.manabi.incident.incident;

import dev.manabi.contracts.IncidentMessage;
import dev.manabi.contracts.PublicEvent;
import dev.manabi.eventsourcing.Recorded;
import dev.manabi.incident.incident.domain.Description;
import dev.manabi.incident.incident.domain.Evidence;
import dev.manabi.incident.incident.domain.Figure;
import dev.manabi.incident.incident.domain.Impact;
import dev.manabi.incident.incident.domain.Incident;
import dev.manabi.incident.incident.domain.Incident.Declared;
import dev.manabi.incident.incident.domain.IncidentEvent;
import dev.manabi.incident.incident.domain.IncidentEvent.AlertsReported;
import dev.manabi.incident.incident.domain.IncidentEvent.DuplicateAbsorbed;
import dev.manabi.incident.incident.domain.IncidentEvent.ImpactRecorded;
import dev.manabi.incident.incident.domain.IncidentEvent.IncidentAcknowledged;
import dev.manabi.incident.incident.domain.IncidentEvent.IncidentClosed;
import dev.manabi.incident.incident.domain.IncidentEvent.IncidentDeclared;
import dev.manabi.incident.incident.domain.IncidentEvent.IncidentDescribed;
import dev.manabi.incident.incident.domain.IncidentEvent.IncidentMerged;
import dev.manabi.incident.incident.domain.IncidentEvent.IncidentMitigated;
import dev.manabi.incident.incident.domain.IncidentEvent.IncidentReopened;
import dev.manabi.incident.incident.domain.IncidentEvent.IncidentResolved;
import dev.manabi.incident.incident.domain.IncidentEvent.PastIncidentRecorded;
import dev.manabi.incident.incident.domain.IncidentEvent.RolesAssigned;
import dev.manabi.incident.incident.domain.IncidentEvent.SeverityChanged;
import dev.manabi.incident.incident.domain.IncidentEvent.TimelineEntryAdded;
import dev.manabi.incident.incident.domain.IncidentEvent.TimelineEntryCorrected;
import dev.manabi.incident.incident.domain.IncidentEvent.TimesCorrected;
import dev.manabi.incident.incident.domain.Roles;
import dev.manabi.incident.incident.domain.Status;
import dev.manabi.incident.incident.domain.TimelineEntry;
import dev.manabi.kit.Publisher;
import java.util.Optional;
import java.util.UUID;

/** What the world is told of an incident. Details travel with the closing, not one by one. */
final class IncidentPublisher implements Publisher<IncidentEvent, Incident> {

    @Override
    public Optional<PublicEvent> publish(Recorded<IncidentEvent> recorded, Incident after) {
        Declared incident = (Declared) after;
        return switch (recorded.event()) {
            case IncidentDeclared e ->
                Optional.of(new IncidentMessage.IncidentDeclared(
                        e.incidentId(),
                        e.number(),
                        e.description().title(),
                        e.description().kind().name(),
                        e.severity().name(),
                        e.description().services(),
                        e.description().team(),
                        e.startedAt(),
                        e.declaredAt(),
                        e.declaredBy()));
            case IncidentAcknowledged e ->
                Optional.of(new IncidentMessage.IncidentAcknowledged(
                        e.incidentId(), incident.number(), e.acknowledgedAt(), e.by()));
            case SeverityChanged e ->
                Optional.of(new IncidentMessage.IncidentSeverityChanged(
                        e.incidentId(), incident.number(), e.from().name(), e.to().name(), e.reason(), e.changedAt()));
            case IncidentMitigated e ->
                Optional.of(new IncidentMessage.IncidentMitigated(e.incidentId(), incident.number(), e.mitigatedAt()));
            case IncidentResolved e ->
                Optional.of(new IncidentMessage.IncidentResolved(e.incidentId(), incident.number(), e.resolvedAt()));
            case IncidentClosed e ->
                Optional.of(new IncidentMessage.IncidentClosed(e.incidentId(), e.closedAt(), e.by(), whole(incident)));
            case IncidentReopened e ->
                Optional.of(new IncidentMessage.IncidentReopened(
                        e.incidentId(), incident.number(), e.reason(), e.reopenedAt(), e.by()));
            case IncidentMerged e ->
                Optional.of(new IncidentMessage.IncidentMerged(
                        e.incidentId(),
                        incident.number(),
                        e.into().id(),
                        e.into().number(),
                        e.reason(),
                        e.mergedAt(),
                        e.by()));
            case PastIncidentRecorded e ->
                Optional.of(
                        new IncidentMessage.IncidentRecorded(e.incidentId(), e.recordedAt(), e.by(), whole(incident)));
            case TimelineEntryAdded e -> amended(e.entry().id(), incident, recorded);
            case TimelineEntryCorrected e -> amended(e.entryId(), incident, recorded);
            case ImpactRecorded _,
                    IncidentDescribed _,
                    DuplicateAbsorbed _,
                    TimesCorrected _,
                    RolesAssigned _,
                    AlertsReported _ -> Optional.empty();
        };
    }

    /** Until the closing the timeline travels with it; what comes after is told fact by fact. */
    private static Optional<PublicEvent> amended(UUID entryId, Declared incident, Recorded<IncidentEvent> recorded) {
        if (incident.status() != Status.CLOSED) {
            return Optional.empty();
        }
        return incident.timeline().stream()
                .filter(entry -> entry.id().equals(entryId))
                .findFirst()
                .map(entry -> new IncidentMessage.IncidentTimelineAmended(
                        incident.id(),
                        incident.number(),
                        entry(entry),
                        recorded.metadata().at(),
                        recorded.metadata().actor()));
    }

    private static IncidentMessage.Incident whole(Declared incident) {
        Description description = incident.description();
        return new IncidentMessage.Incident(
                incident.id(),
                incident.number(),
                description.title(),
                description.summary(),
                description.kind().name(),
                incident.severity().name(),
                incident.peakSeverity().name(),
                description.services(),
                description.servicesAtFault(),
                description.team(),
                incident.declaredAt(),
                incident.startedAt(),
                incident.detectedAt(),
                incident.acknowledgedAt(),
                incident.mitigatedAt(),
                incident.resolvedAt(),
                description.detectedBy() == null
                        ? null
                        : description.detectedBy().name(),
                roles(incident.roles()),
                impact(incident.impact()),
                incident.timeline().stream().map(IncidentPublisher::entry).toList());
    }

    private static IncidentMessage.Roles roles(Roles roles) {
        return new IncidentMessage.Roles(roles.commander(), roles.communications(), roles.scribe(), roles.responders());
    }

    private static IncidentMessage.Impact impact(Impact impact) {
        return new IncidentMessage.Impact(
                impact.userVisible(),
                impact.downtimeMinutes(),
                impact.degradedMinutes(),
                impact.usersAffected(),
                impact.dataLoss(),
                impact.moneyAffected(),
                impact.monitoringFailed(),
                impact.onCallIntervened(),
                impact.notes(),
                impact.figures().stream().map(IncidentPublisher::figure).toList());
    }

    private static IncidentMessage.Figure figure(Figure figure) {
        return new IncidentMessage.Figure(
                figure.kind().name(), figure.what(), figure.value(), figure.unit(), figure.estimated(), figure.how());
    }

    private static IncidentMessage.TimelineEntry entry(TimelineEntry entry) {
        return new IncidentMessage.TimelineEntry(
                entry.id(),
                entry.occurredAt(),
                entry.recordedAt(),
                entry.kind().name(),
                entry.text(),
                entry.source(),
                entry.author(),
                entry.evidence().stream().map(IncidentPublisher::evidence).toList());
    }

    private static IncidentMessage.Evidence evidence(Evidence evidence) {
        return new IncidentMessage.Evidence(evidence.kind().name(), evidence.url(), evidence.text());
    }
}
