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
import dev.manabi.incident.ingest.Alertmanager.Notification;
import dev.manabi.kit.Caller;
import dev.manabi.kit.Handled;
import dev.manabi.kit.Idempotent;
import dev.manabi.kit.TransactionSql;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.EntityManager;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
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
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Ingest")
public class AlertmanagerResource {

    private final IncidentCommands incidents;
    private final EntityManager entities;
    private final TransactionSql sql;
    private final Caller caller;

    AlertmanagerResource(IncidentCommands incidents, EntityManager entities, TransactionSql sql, Caller caller) {
        this.incidents = incidents;
        this.entities = entities;
        this.sql = sql;
        this.caller = caller;
    }

    /** What a delivery led to, most first. */
    @Schema(name = "IngestOutcome")
    public enum Outcome {
        OPENED,
        UPDATED,
        RESOLVED,
        IGNORED
    }

    /**
     * @param incidentId the incident that the alerts belong to, of several the one that most has happened to; null where
     *     nothing was open for them
     */
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
                    + " once all of them have ended, and is worked on again where one fires before it is closed. A closed"
                    + " incident is never reopened by an alert: what fires after it opens a new one.")
    @APIResponse(
            responseCode = "200",
            description = "What the alerts led to",
            content = @Content(schema = @Schema(implementation = Answer.class)))
    public Response receiveAlertmanager(@NotNull @Valid Notification notification) {
        oneAtATime();
        List<Alert> alerts = notification.reports();
        Map<AlertView.Key, UUID> owners = owners(alerts);
        Map<UUID, List<Alert>> shares = new LinkedHashMap<>();
        List<Alert> newcomers = new ArrayList<>();
        for (Alert alert : alerts) {
            UUID owner = owners.get(key(alert));
            List<Alert> share = owner == null ? newcomers : shares.computeIfAbsent(owner, _ -> new ArrayList<>());
            share.add(alert);
        }
        List<Alert> asOfNow = newcomers.isEmpty() ? List.of() : EarlyEnd.apply(Alertmanager.SOURCE, newcomers);
        Optional<UUID> home =
                newcomers.isEmpty() ? Optional.empty() : home(shares.keySet(), notification.groupKey(), newcomers);
        home.ifPresent(id -> shares.computeIfAbsent(id, _ -> new ArrayList<>()).addAll(asOfNow));
        List<Answer> answers = report(shares, notification.groupKey());
        if (home.isEmpty() && newcomers.stream().anyMatch(Alert::firing)) {
            answers.add(open(notification.of(newcomers), asOfNow));
        } else if (home.isEmpty() && !newcomers.isEmpty()) {
            EarlyEnd.remember(Alertmanager.SOURCE, newcomers, now());
        }
        Answer answer = answers.stream()
                .min(Comparator.comparing(Answer::outcome))
                .orElseGet(() -> new Answer(Outcome.IGNORED, null, null));
        return Response.ok(answer).build();
    }

    /** Two deliveries that both find nothing must not both open something. */
    private void oneAtATime() {
        sql.lock("ingest/" + Alertmanager.SOURCE);
    }

    /** The incident of each occurrence that has been reported before, closed or not. */
    private static Map<AlertView.Key, UUID> owners(List<Alert> alerts) {
        return AlertView.<AlertView>find(
                        "source = ?1 and fingerprint in ?2 and startsAt in ?3",
                        Alertmanager.SOURCE,
                        alerts.stream().map(Alert::fingerprint).distinct().toList(),
                        alerts.stream().map(Alert::startsAt).distinct().toList())
                .stream()
                .collect(Collectors.toMap(
                        view -> new AlertView.Key(view.source, view.fingerprint, view.startsAt),
                        view -> view.incidentId));
    }

    private static AlertView.Key key(Alert alert) {
        return new AlertView.Key(Alertmanager.SOURCE, alert.fingerprint(), alert.startsAt());
    }

    /**
     * Where new occurrences belong: to the newest incident, not closed, of those that share this notification, else of
     * those that have alerts of the same group, or an alert of the same fingerprint that still fires.
     */
    private Optional<UUID> home(Set<UUID> sharing, String groupKey, List<Alert> alerts) {
        Optional<UUID> shared = sharing.stream()
                .filter(id -> IncidentView.<IncidentView>findById(id).status != Status.CLOSED)
                .max(Comparator.comparing(UUID::toString));
        return shared.or(() -> entities.createQuery("""
                        select a.incidentId from AlertView a
                         where a.source = :source
                           and (function('md5', a.groupKey) = function('md5', :group) and a.groupKey = :group
                                or a.firing and a.fingerprint in :fingerprints)
                           and exists (from IncidentView i where i.id = a.incidentId and i.status <> :closed)
                         order by a.incidentId desc
                        """, UUID.class)
                .setParameter("source", Alertmanager.SOURCE)
                .setParameter("group", groupKey)
                .setParameter(
                        "fingerprints", alerts.stream().map(Alert::fingerprint).toList())
                .setParameter("closed", Status.CLOSED)
                .setMaxResults(1)
                .getResultStream()
                .findFirst());
    }

    /** Every incident is loaded before the first of them is written to. */
    private List<Answer> report(Map<UUID, List<Alert>> shares, String groupKey) {
        List<Answer> answers = new ArrayList<>();
        shares.entrySet().stream()
                .map(share -> incidents.prepare(
                        reportOf(share.getKey(), groupKey, share.getValue()), Expected.any(), caller.cause()))
                .toList()
                .forEach(prepared -> answers.add(answer(prepared.commit())));
        return answers;
    }

    private static Answer answer(Handled<Incident> handled) {
        Declared incident = (Declared) handled.state();
        boolean over = incident.status() == Status.RESOLVED
                && incident.alerts().stream().noneMatch(Alert::firing);
        Outcome outcome = !handled.changed() ? Outcome.IGNORED : over ? Outcome.RESOLVED : Outcome.UPDATED;
        return new Answer(outcome, incident.id(), incident.number());
    }

    private Answer open(Notification notification, List<Alert> alerts) {
        UUID id = Ids.next();
        Instant now = now();
        // The rule fired: that is the detection. An alert does not know whether it had begun before.
        Instant firedAt = alerts.stream()
                .map(Alert::startsAt)
                .min(Comparator.naturalOrder())
                .filter(start -> start.isBefore(now))
                .orElse(now);
        String number = incidents.nextNumber();
        Handled<Incident> declared = incidents.handle(
                new DeclareIncident(
                        id,
                        number,
                        notification.title(),
                        notification.summary(),
                        notification.severity(),
                        notification.services(),
                        notification.team(),
                        firedAt,
                        firedAt,
                        Detection.MONITORING,
                        Roles.NONE,
                        Impact.UNKNOWN,
                        caller.person(),
                        now),
                Expected.newStream(),
                caller.cause());
        incidents.continueWith(declared, reportOf(id, notification.groupKey(), alerts), caller.cause());
        return new Answer(Outcome.OPENED, id, number);
    }

    private ReportAlerts reportOf(UUID id, String groupKey, List<Alert> alerts) {
        return new ReportAlerts(id, Alertmanager.SOURCE, groupKey, alerts, now());
    }

    private Instant now() {
        return caller.cause().at();
    }
}
