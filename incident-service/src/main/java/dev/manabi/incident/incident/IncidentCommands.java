package dev.manabi.incident.incident;

import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.eventsourcing.Recorded;
import dev.manabi.incident.incident.domain.Incident;
import dev.manabi.incident.incident.domain.Incident.Declared;
import dev.manabi.incident.incident.domain.IncidentCommand;
import dev.manabi.incident.incident.domain.IncidentCommand.AbsorbDuplicate;
import dev.manabi.incident.incident.domain.IncidentCommand.CloseIncident;
import dev.manabi.incident.incident.domain.IncidentCommand.DeclareIncident;
import dev.manabi.incident.incident.domain.IncidentCommand.MergeIncident;
import dev.manabi.incident.incident.domain.IncidentCommand.NoteFacts;
import dev.manabi.incident.incident.domain.IncidentDecider;
import dev.manabi.incident.incident.domain.IncidentEvent;
import dev.manabi.incident.incident.domain.MergedInto;
import dev.manabi.incident.incident.domain.TimelineEntry;
import dev.manabi.kit.Aggregate;
import dev.manabi.kit.Aggregates;
import dev.manabi.kit.Handled;
import dev.manabi.kit.TransactionSql;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The one way into incidents. */
@Startup
@ApplicationScoped
public class IncidentCommands {

    private final Aggregate<IncidentCommand, IncidentEvent, Incident> incidents;
    private final TransactionSql sql;
    private final Deployments deployments;
    private final Event<IncidentJustClosed> closings;

    IncidentCommands(
            Aggregates aggregates, TransactionSql sql, Deployments deployments, Event<IncidentJustClosed> closings) {
        this.incidents = aggregates.register(
                new IncidentDecider(), IncidentEventTypes.TYPES, new IncidentProjection(), new IncidentPublisher());
        this.sql = sql;
        this.deployments = deployments;
        this.closings = closings;
    }

    /** A new one, with what was deployed shortly before it. */
    public Handled<Incident> declare(DeclareIncident command, Cause cause) {
        Handled<Incident> declared = handle(command, Expected.newStream(), cause);
        Declared incident = (Declared) declared.state();
        List<TimelineEntry> deployed =
                deployments.around(incident.id(), incident.services(), incident.happenedAt(), command.now());
        return deployed.isEmpty()
                ? declared
                : continueWith(declared, new NoteFacts(incident.id(), deployed, command.now()), cause);
    }

    public Handled<Incident> handle(IncidentCommand command, Expected expected, Cause cause) {
        Handled<Incident> handled = incidents.handle(command.incidentId(), command, expected, cause);
        if (command instanceof CloseIncident && handled.changed()) {
            closings.fire(new IncidentJustClosed((Declared) handled.state(), cause.at()));
        }
        return handled;
    }

    /** The duplicate is closed, and the other one takes over what is known of it: both or neither. */
    Handled<Incident> merge(UUID duplicate, UUID into, String reason, String by, Expected expected, Cause cause) {
        Declared survivor = declared(into);
        Declared before = declared(duplicate);
        var merging = prepare(
                new MergeIncident(duplicate, new MergedInto(into, survivor.number()), reason, by, cause.at()),
                expected,
                cause);
        if (merging.events().isEmpty()) {
            return merging.commit();
        }
        var absorbing = prepare(new AbsorbDuplicate(into, before, reason, by, cause.at()), Expected.any(), cause);
        // Always in the same order: two who merge each into the other do not wait for each other for ever.
        if (duplicate.compareTo(into) < 0) {
            Handled<Incident> merged = merging.commit();
            absorbing.commit();
            return merged;
        }
        absorbing.commit();
        return merging.commit();
    }

    private Declared declared(UUID id) {
        return switch (load(id).state()) {
            case Declared incident -> incident;
            case Incident.Undeclared _ -> throw new NotFound("incident", id.toString());
        };
    }

    /** Decides and writes nothing yet, for transactions upon several incidents: prepare all, then commit all. */
    public Aggregate<IncidentCommand, IncidentEvent, Incident>.Prepared prepare(
            IncidentCommand command, Expected expected, Cause cause) {
        return incidents.prepare(command.incidentId(), command, expected, cause);
    }

    /** A second command in the same transaction, upon what the first one left behind. */
    public Handled<Incident> continueWith(Handled<Incident> reached, IncidentCommand command, Cause cause) {
        return incidents.continueWith(command.incidentId(), reached, command, cause);
    }

    public Handled<Incident> load(UUID id) {
        return incidents.load(id);
    }

    /** As it was known at that time. */
    Handled<Incident> loadAt(UUID id, Instant time) {
        return incidents.loadAt(id, time);
    }

    public List<Recorded<IncidentEvent>> history(UUID id) {
        return incidents.history(id);
    }

    /** The next human number. Gaps are possible: a number drawn for what is then refused is not given again. */
    public String nextNumber() {
        return "INC-" + sql.next("incident_number");
    }

    /** @param id a UUID, or a human number such as INC-12 */
    public UUID resolve(String id) {
        if (id.regionMatches(true, 0, "INC-", 0, 4)) {
            IncidentView view = IncidentView.find("number", id.toUpperCase(java.util.Locale.ROOT))
                    .firstResult();
            if (view == null) {
                throw new NotFound("incident", id);
            }
            return view.id;
        }
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw new NotFound("incident", id);
        }
    }
}
