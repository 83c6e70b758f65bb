package dev.manabi.incident.ingest;

import dev.manabi.eventsourcing.Expected;
import dev.manabi.eventsourcing.Ids;
import dev.manabi.incident.incident.AlertView;
import dev.manabi.incident.incident.IncidentCommands;
import dev.manabi.incident.incident.IncidentView;
import dev.manabi.incident.incident.domain.Alert;
import dev.manabi.incident.incident.domain.Detection;
import dev.manabi.incident.incident.domain.Impact;
import dev.manabi.incident.incident.domain.Incident;
import dev.manabi.incident.incident.domain.Incident.Declared;
import dev.manabi.incident.incident.domain.IncidentCommand.DeclareIncident;
import dev.manabi.incident.incident.domain.IncidentCommand.ReportAlerts;
import dev.manabi.incident.incident.domain.Roles;
import dev.manabi.incident.incident.domain.Status;
import dev.manabi.kit.Caller;
import dev.manabi.kit.Handled;
import dev.manabi.kit.Idempotent;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.EntityManager;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Prometheus Alertmanager's webhook. Repeated and reordered deliveries, and two Alertmanagers that send the same, change
 * nothing: an alert's fingerprint and start name one occurrence, and each occurrence belongs to one incident.
 */
@Path("/api/v1/ingest/alertmanager")
@Tag(name = "Ingest")
public class AlertmanagerResource {

    private final IncidentCommands incidents;
    private final EntityManager entities;
    private final Caller caller;

    AlertmanagerResource(IncidentCommands incidents, EntityManager entities, Caller caller) {
        this.incidents = incidents;
        this.entities = entities;
        this.caller = caller;
    }

    /** What a delivery led to. */
    public enum Outcome {
        OPENED,
        UPDATED,
        RESOLVED,
        IGNORED
    }

    /** @param incidentId the incident that the alerts belong to; null where nothing was open for them */
    @Schema(name = "IngestAnswer")
    public record Answer(
            Outcome outcome,
            @Nullable UUID incidentId,
            @Nullable String number) {}

    @POST
    @RolesAllowed("responder")
    @Idempotent
    @Operation(
            summary = "Receive alerts from Alertmanager",
            description = "Firing alerts open an incident or are added to the one that they belong to; it is resolved"
                    + " once all of them have ended. A closed incident is never reopened by an alert.")
    @APIResponse(
            responseCode = "200",
            description = "What the alerts led to",
            content = @Content(schema = @Schema(implementation = Answer.class)))
    public Response receive(Alertmanager.@NotNull @Valid Notification notification) {
        oneAtATime();
        Optional<UUID> known = incidentOf(notification);
        if (known.isEmpty() && !notification.isFiring()) {
            return Response.ok(new Answer(Outcome.IGNORED, null, null)).build();
        }
        return Response.ok(known.map(id -> report(id, notification)).orElseGet(() -> open(notification)))
                .build();
    }

    /** Two deliveries that both find nothing must not both open something. */
    private void oneAtATime() {
        entities.createNativeQuery("select 1 from pg_advisory_xact_lock(hashtext(:source))", Integer.class)
                .setParameter("source", Alertmanager.SOURCE)
                .getSingleResult();
    }

    /**
     * The incident of the same occurrence of one of the alerts; else the newest of the same group, or of an alert of
     * the same fingerprint that still fires, while that incident is not closed.
     */
    private Optional<UUID> incidentOf(Alertmanager.Notification notification) {
        List<Alert> alerts = notification.reports();
        for (Alert alert : alerts) {
            AlertView view =
                    AlertView.findById(new AlertView.Key(Alertmanager.SOURCE, alert.fingerprint(), alert.startsAt()));
            if (view != null) {
                return Optional.of(view.incidentId);
            }
        }
        List<String> fingerprints = alerts.stream().map(Alert::fingerprint).toList();
        return AlertView.<AlertView>find(
                        "source = ?1 and (groupKey = ?2 or (firing = true and fingerprint in ?3))"
                                + " order by incidentId desc",
                        Alertmanager.SOURCE,
                        notification.groupKey(),
                        fingerprints)
                .firstResultOptional()
                .map(view -> view.incidentId)
                .filter(id -> IncidentView.<IncidentView>findById(id).status != Status.CLOSED);
    }

    private Answer open(Alertmanager.Notification notification) {
        UUID id = Ids.next();
        Instant now = caller.cause().at();
        Instant startedAt = notification.startedAt();
        Handled<Incident> declared = incidents.handle(
                new DeclareIncident(
                        id,
                        incidents.nextNumber(),
                        notification.title(),
                        notification.summary(),
                        notification.severity(),
                        notification.services(),
                        notification.team(),
                        startedAt.isAfter(now) ? now : startedAt,
                        now,
                        Detection.MONITORING,
                        Roles.NONE,
                        Impact.UNKNOWN,
                        caller.person(),
                        now),
                Expected.newStream(),
                caller.cause());
        incidents.continueWith(declared, reportOf(id, notification), caller.cause());
        return new Answer(Outcome.OPENED, id, number(declared));
    }

    private Answer report(UUID id, Alertmanager.Notification notification) {
        Handled<Incident> handled = incidents.handle(reportOf(id, notification), Expected.any(), caller.cause());
        Declared incident = (Declared) handled.state();
        Outcome outcome = !handled.changed()
                ? Outcome.IGNORED
                : incident.status() == Status.RESOLVED && !notification.isFiring() ? Outcome.RESOLVED : Outcome.UPDATED;
        return new Answer(outcome, id, incident.number());
    }

    private ReportAlerts reportOf(UUID id, Alertmanager.Notification notification) {
        return new ReportAlerts(
                id,
                Alertmanager.SOURCE,
                notification.groupKey(),
                notification.reports(),
                caller.cause().at());
    }

    private static @Nullable String number(Handled<Incident> handled) {
        return handled.state() instanceof Declared incident ? incident.number() : null;
    }
}
