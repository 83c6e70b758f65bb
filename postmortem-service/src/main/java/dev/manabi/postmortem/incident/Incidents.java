package dev.manabi.postmortem.incident;

import dev.manabi.contracts.IncidentMessage.Incident;
import dev.manabi.contracts.IncidentMessage.IncidentClosed;
import dev.manabi.contracts.IncidentMessage.IncidentDeclared;
import dev.manabi.contracts.IncidentMessage.IncidentMerged;
import dev.manabi.contracts.IncidentMessage.IncidentRecorded;
import dev.manabi.contracts.IncidentMessage.IncidentSeverityChanged;
import dev.manabi.contracts.IncidentMessage.IncidentTimelineAmended;
import dev.manabi.contracts.IncidentMessage.TimelineEntry;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.postmortem.catalog.Catalog;
import dev.manabi.postmortem.incident.IncidentView.SeverityChange;
import dev.manabi.postmortem.listing.Filter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What this service knows of incidents. */
@ApplicationScoped
public class Incidents {

    private final Catalog catalog;

    Incidents(Catalog catalog) {
        this.catalog = catalog;
    }

    public void declared(IncidentDeclared event) {
        if (IncidentView.findByIdOptional(event.incidentId()).isPresent()) {
            return;
        }
        IncidentView incident = new IncidentView();
        incident.id = event.incidentId();
        incident.number = event.number();
        incident.title = event.title();
        incident.severity = event.severity();
        incident.team = event.team();
        incident.status = "OPEN";
        incident.declaredAt = event.declaredAt();
        incident.severityChanges = List.of();
        incident.persist();
    }

    public void changedSeverity(IncidentSeverityChanged event) {
        find(event.incidentId()).ifPresent(incident -> {
            List<SeverityChange> changes = new ArrayList<>(incident.severityChanges);
            changes.add(new SeverityChange(event.from(), event.to(), event.reason(), event.changedAt()));
            incident.severityChanges = List.copyOf(changes);
            incident.severity = worse(incident.severity, event.to());
        });
    }

    public void changedStatus(UUID incidentId, String status) {
        find(incidentId).ifPresent(incident -> incident.status = status);
    }

    public void merged(IncidentMerged event) {
        find(event.incidentId()).ifPresent(incident -> {
            incident.status = "CLOSED";
            incident.mergedInto = event.into();
        });
    }

    /** The id of the incident that goes on where this one was merged into another, else its own. */
    public UUID goingOn(IncidentView incident) {
        Set<UUID> seen = new HashSet<>();
        UUID now = incident.id;
        Optional<UUID> next = Optional.ofNullable(incident.mergedInto);
        while (next.isPresent() && seen.add(now)) {
            now = next.get();
            next = find(now).map(one -> one.mergedInto);
        }
        return now;
    }

    /** The closing carries everything, so an incident whose declaration was never heard is known from now on. */
    public void closed(IncidentClosed event) {
        know(event.incident(), event.closedAt());
    }

    /** A fact that came, or was corrected, after the closing. */
    public void amended(IncidentTimelineAmended event) {
        find(event.incidentId()).ifPresent(incident -> {
            Incident document = incident.document;
            if (document != null) {
                incident.document = with(document, event.entry());
            }
        });
    }

    private static Incident with(Incident incident, TimelineEntry entry) {
        List<TimelineEntry> timeline = new ArrayList<>(incident.timeline());
        timeline.removeIf(one -> one.id().equals(entry.id()));
        timeline.add(entry);
        return incident.withTimeline(timeline);
    }

    /** Of the past: nobody closed it here. */
    public void recorded(IncidentRecorded event) {
        if (find(event.incidentId()).isEmpty()) {
            know(event.incident(), null);
        }
    }

    private void know(Incident document, @Nullable Instant closedAt) {
        IncidentView incident = find(document.id()).orElseGet(IncidentView::new);
        boolean unheard = incident.id == null;
        incident.id = document.id();
        incident.number = document.number();
        incident.title = document.title();
        incident.severity = document.peakSeverity();
        incident.team = catalog.teamOf(document).orElse(null);
        incident.status = "CLOSED";
        incident.declaredAt = document.declaredAt();
        incident.closedAt = closedAt;
        incident.document = document;
        if (unheard) {
            incident.severityChanges = List.of();
            incident.persist();
        }
    }

    public Optional<IncidentView> find(UUID id) {
        return IncidentView.findByIdOptional(id);
    }

    /**
     * @param idOrNumber the id, or the human number {@code INC-12}
     * @throws NotFound where no such incident is known
     */
    public IncidentView get(String idOrNumber) {
        return byIdOrNumber(idOrNumber).orElseThrow(() -> new NotFound("incident", idOrNumber));
    }

    /** SEV1 is worse than SEV2. */
    private static String worse(String one, String other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private Optional<IncidentView> byIdOrNumber(String idOrNumber) {
        Optional<UUID> id = Filter.uuid(idOrNumber);
        if (id.isPresent()) {
            return find(id.get());
        }
        return Filter.number(idOrNumber)
                .flatMap(number ->
                        IncidentView.<IncidentView>find("number", number).firstResultOptional());
    }
}
