package dev.manabi.incident.incident;

import dev.manabi.eventsourcing.Projection;
import dev.manabi.eventsourcing.Recorded;
import dev.manabi.incident.incident.domain.Alert;
import dev.manabi.incident.incident.domain.Description;
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
import dev.manabi.incident.incident.domain.Status;
import dev.manabi.incident.incident.domain.Timeline;
import dev.manabi.incident.incident.domain.TimelineEntry;
import dev.manabi.incident.incident.domain.Times;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Incidents' events as rows for lists, timelines and for finding the incident of an alert. */
final class IncidentProjection implements Projection<IncidentEvent> {

    /** More than one event ever adds to a timeline. */
    private static final long ENTRIES_OF_AN_EVENT = 10_000;

    @Override
    public List<String> tables() {
        return List.of("incident_view", "timeline_entry_view", "incident_words", "alert_view");
    }

    @Override
    public void project(Recorded<IncidentEvent> recorded) {
        IncidentEvent event = recorded.event();
        IncidentView view =
                switch (event) {
                    case IncidentDeclared e -> declared(e);
                    case PastIncidentRecorded e -> recorded(e);
                    default -> IncidentView.findById(event.incidentId());
                };
        switch (event) {
            case IncidentDeclared _, PastIncidentRecorded _, TimelineEntryAdded _ -> {}
            case ImpactRecorded e -> view.impact = e.impact();
            case IncidentDescribed e -> {
                describe(view, e.description());
                IncidentWords.describe(view);
            }
            case IncidentMerged e -> {
                view.status = Status.CLOSED;
                view.closedAt = e.mergedAt();
                view.mergedInto = e.into().id();
            }
            case DuplicateAbsorbed e ->
                AlertView.update("incidentId = ?1 where incidentId = ?2", e.incidentId(), e.duplicate());
            case TimelineEntryCorrected e -> correct(e);
            case IncidentAcknowledged e -> {
                view.status = Status.ACKNOWLEDGED;
                view.acknowledgedAt = e.acknowledgedAt();
            }
            case IncidentMitigated e -> {
                view.status = Status.MITIGATED;
                view.mitigatedAt = e.mitigatedAt();
            }
            case IncidentResolved e -> {
                view.status = Status.RESOLVED;
                view.resolvedAt = e.resolvedAt();
            }
            case IncidentClosed e -> {
                view.status = Status.CLOSED;
                view.closedAt = e.closedAt();
            }
            case IncidentReopened _ -> {
                view.status = view.acknowledgedAt == null ? Status.OPEN : Status.ACKNOWLEDGED;
                view.resolvedAt = null;
                view.closedAt = null;
                view.mergedInto = null;
            }
            case SeverityChanged e -> {
                view.severity = e.to();
                view.peakSeverity = view.peakSeverity.peak(e.to());
            }
            case TimesCorrected e -> {
                setTimes(view, e.times());
            }
            case RolesAssigned e -> view.commander = e.roles().commander();
            case AlertsReported e -> e.alerts().forEach(alert -> report(e, alert));
        }
        view.version = recorded.version();
        view.happenedAt = happened(view);
        if (event instanceof IncidentDeclared || event instanceof PastIncidentRecorded) {
            view.persist();
            IncidentWords.begin(
                    view,
                    Timeline.entriesOf(event).stream().map(TimelineEntry::text).toList());
        }
        addEntries(recorded);
    }

    private static IncidentView declared(IncidentDeclared e) {
        IncidentView view = new IncidentView();
        view.id = e.incidentId();
        view.number = e.number();
        view.severity = e.severity();
        view.peakSeverity = e.severity();
        view.status = Status.OPEN;
        describe(view, e.description());
        view.commander = e.roles().commander();
        view.declaredAt = e.declaredAt();
        view.startedAt = e.startedAt();
        view.detectedAt = e.detectedAt();
        view.impact = e.impact();
        return view;
    }

    private static IncidentView recorded(PastIncidentRecorded e) {
        IncidentView view = new IncidentView();
        view.id = e.incidentId();
        view.number = e.number();
        view.severity = e.severity();
        view.peakSeverity = e.severity();
        view.status = Status.CLOSED;
        describe(view, e.description());
        view.commander = e.roles().commander();
        view.impact = e.impact();
        view.declaredAt = e.recordedAt();
        view.importedSource = e.imported().source();
        view.importedKey = e.imported().key();
        setTimes(view, e.times());
        return view;
    }

    private static void describe(IncidentView view, Description description) {
        view.title = description.title();
        view.summary = description.summary();
        view.detectedBy = description.detectedBy();
        view.kind = description.kind();
        view.services = description.services();
        view.servicesAtFault = description.servicesAtFault();
        view.team = description.team();
    }

    private static void setTimes(IncidentView view, Times times) {
        view.startedAt = times.startedAt();
        view.detectedAt = times.detectedAt();
        view.acknowledgedAt = times.acknowledgedAt();
        view.mitigatedAt = times.mitigatedAt();
        view.resolvedAt = times.resolvedAt();
    }

    private static Instant happened(IncidentView view) {
        Times times =
                new Times(view.startedAt, view.detectedAt, view.acknowledgedAt, view.mitigatedAt, view.resolvedAt);
        return Objects.requireNonNullElse(times.earliestKnown(), view.declaredAt);
    }

    private static void addEntries(Recorded<IncidentEvent> recorded) {
        long place = recorded.version() * ENTRIES_OF_AN_EVENT;
        for (TimelineEntry entry : Timeline.entriesOf(recorded.event())) {
            int part = IncidentWords.add(recorded.streamId(), entry.text());
            TimelineEntryView.of(recorded.streamId(), place, part, entry).persist();
            place++;
        }
    }

    private static void correct(TimelineEntryCorrected e) {
        TimelineEntryView entry = TimelineEntryView.findById(e.entryId());
        entry.occurredAt = e.occurredAt();
        entry.kind = e.kind();
        entry.text = e.text();
        entry.evidence = e.evidence();
        IncidentWords.correct(entry);
    }

    private static void report(AlertsReported event, Alert alert) {
        AlertView view = AlertView.findById(new AlertView.Key(event.source(), alert.fingerprint(), alert.startsAt()));
        if (view == null) {
            view = new AlertView();
            view.source = event.source();
            view.fingerprint = alert.fingerprint();
            view.startsAt = alert.startsAt();
            view.groupKey = event.groupKey();
            view.incidentId = event.incidentId();
            view.firing = alert.firing();
            view.persist();
            return;
        }
        view.firing = alert.firing();
    }
}
