package dev.manabi.incident.ingest;

import dev.manabi.eventsourcing.Expected;
import dev.manabi.eventsourcing.Ids;
import dev.manabi.incident.catalog.ServiceNames;
import dev.manabi.incident.incident.AlertView;
import dev.manabi.incident.incident.IncidentCommands;
import dev.manabi.incident.incident.IncidentView;
import dev.manabi.incident.incident.domain.Alert;
import dev.manabi.incident.incident.domain.Description;
import dev.manabi.incident.incident.domain.Detection;
import dev.manabi.incident.incident.domain.Impact;
import dev.manabi.incident.incident.domain.Incident;
import dev.manabi.incident.incident.domain.Incident.Declared;
import dev.manabi.incident.incident.domain.IncidentCommand.DeclareIncident;
import dev.manabi.incident.incident.domain.IncidentCommand.ReportAlerts;
import dev.manabi.incident.incident.domain.IncidentKind;
import dev.manabi.incident.incident.domain.Roles;
import dev.manabi.incident.incident.domain.Status;
import dev.manabi.incident.ingest.IngestAnswer.Outcome;
import dev.manabi.kit.Handled;
import dev.manabi.kit.TransactionSql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
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

/**
 * Alerts find their incident. Repeated and reordered deliveries, and two senders that tell the same, change nothing: an
 * alert's fingerprint and start name one occurrence, and each occurrence belongs to one incident. Runs in the caller's
 * transaction.
 */
@ApplicationScoped
public class AlertIntake {

    private static final int LONGEST_TITLE = 300;

    private final IncidentCommands incidents;
    private final EntityManager entities;
    private final TransactionSql sql;
    private final ServiceNames services;

    AlertIntake(IncidentCommands incidents, EntityManager entities, TransactionSql sql, ServiceNames services) {
        this.services = services;
        this.incidents = incidents;
        this.entities = entities;
        this.sql = sql;
    }

    IngestAnswer receive(Origin origin, Told.Group group) {
        oneAtATime(origin);
        List<Alert> alerts = group.alerts();
        Map<AlertView.Key, UUID> owners = owners(origin, alerts);
        Map<UUID, List<Alert>> shares = new LinkedHashMap<>();
        List<Alert> newcomers = new ArrayList<>();
        for (Alert alert : alerts) {
            UUID owner = owners.get(key(origin, alert));
            List<Alert> share = owner == null ? newcomers : shares.computeIfAbsent(owner, _ -> new ArrayList<>());
            share.add(alert);
        }
        List<Alert> asOfNow = newcomers.isEmpty() ? List.of() : EarlyEnd.apply(origin.name(), newcomers);
        Optional<UUID> home =
                newcomers.isEmpty() ? Optional.empty() : home(origin, shares.keySet(), group.key(), newcomers);
        home.ifPresent(id -> shares.computeIfAbsent(id, _ -> new ArrayList<>()).addAll(asOfNow));
        List<IngestAnswer> answers = report(origin, shares, group.key());
        if (home.isEmpty() && newcomers.stream().anyMatch(Alert::firing)) {
            answers.add(opened(declare(origin, group.key(), group.about(newcomers), asOfNow)));
        } else if (home.isEmpty() && !newcomers.isEmpty()) {
            EarlyEnd.remember(origin.name(), newcomers, now(origin));
        }
        return answers.stream()
                .min(Comparator.comparing(IngestAnswer::outcome))
                .orElseGet(() -> IngestAnswer.ignored("Nothing of it is open, and nothing of it fires."));
    }

    /** Two deliveries that both find nothing must not both open something. */
    void oneAtATime(Origin origin) {
        sql.lock("ingest/" + origin.name());
    }

    /** The incident of each occurrence that has been reported before, closed or not. */
    private static Map<AlertView.Key, UUID> owners(Origin origin, List<Alert> alerts) {
        return AlertView.<AlertView>find(
                        "source = ?1 and fingerprint in ?2 and startsAt in ?3",
                        origin.name(),
                        alerts.stream().map(Alert::fingerprint).distinct().toList(),
                        alerts.stream().map(Alert::startsAt).distinct().toList())
                .stream()
                .collect(Collectors.toMap(
                        view -> new AlertView.Key(view.source, view.fingerprint, view.startsAt),
                        view -> view.incidentId));
    }

    private static AlertView.Key key(Origin origin, Alert alert) {
        return new AlertView.Key(origin.name(), alert.fingerprint(), alert.startsAt());
    }

    /**
     * Where new occurrences belong: to the newest incident, not closed, of those that share this notification, else of
     * those that have alerts of the same group, or an alert of the same fingerprint that still fires.
     */
    private Optional<UUID> home(Origin origin, Set<UUID> sharing, String groupKey, List<Alert> alerts) {
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
                .setParameter("source", origin.name())
                .setParameter("group", groupKey)
                .setParameter(
                        "fingerprints", alerts.stream().map(Alert::fingerprint).toList())
                .setParameter("closed", Status.CLOSED)
                .setMaxResults(1)
                .getResultStream()
                .findFirst());
    }

    /** Every incident is loaded before the first of them is written to. */
    private List<IngestAnswer> report(Origin origin, Map<UUID, List<Alert>> shares, String groupKey) {
        List<IngestAnswer> answers = new ArrayList<>();
        shares.entrySet().stream()
                .map(share -> incidents.prepare(
                        reportOf(origin, share.getKey(), groupKey, share.getValue()), Expected.any(), origin.cause()))
                .toList()
                .forEach(prepared -> answers.add(answer(prepared.commit())));
        return answers;
    }

    private static IngestAnswer answer(Handled<Incident> handled) {
        Declared incident = (Declared) handled.state();
        boolean over = incident.status() == Status.RESOLVED
                && incident.alerts().stream().noneMatch(Alert::firing);
        Outcome outcome = !handled.changed() ? Outcome.IGNORED : over ? Outcome.RESOLVED : Outcome.UPDATED;
        return IngestAnswer.of(outcome, incident.id(), incident.number());
    }

    private static IngestAnswer opened(Handled<Incident> handled) {
        Declared incident = (Declared) handled.state();
        return IngestAnswer.of(Outcome.OPENED, incident.id(), incident.number());
    }

    /** @param alerts what has begun it, and perhaps ended it already */
    Handled<Incident> declare(Origin origin, String groupKey, About about, List<Alert> alerts) {
        UUID id = Ids.next();
        Instant now = now(origin);
        // The rule fired: that is the detection. An alert does not know whether it had begun before.
        Instant firedAt = alerts.stream()
                .map(Alert::startsAt)
                .min(Comparator.naturalOrder())
                .filter(start -> start.isBefore(now))
                .orElse(now);
        String number = incidents.nextNumber();
        Handled<Incident> declared = incidents.declare(
                new DeclareIncident(
                        id,
                        number,
                        new Description(
                                Incoming.cut(about.title(), LONGEST_TITLE),
                                about.summary(),
                                IncidentKind.INCIDENT,
                                services.known(origin.services(about)),
                                List.of(),
                                origin.team(about),
                                Detection.MONITORING),
                        origin.severity(about),
                        firedAt,
                        firedAt,
                        Roles.NONE,
                        Impact.UNKNOWN,
                        origin.cause().actor(),
                        now),
                origin.cause());
        return incidents.continueWith(declared, reportOf(origin, id, groupKey, alerts), origin.cause());
    }

    private static ReportAlerts reportOf(Origin origin, UUID id, String groupKey, List<Alert> alerts) {
        return new ReportAlerts(id, origin.name(), groupKey, alerts, now(origin));
    }

    private static Instant now(Origin origin) {
        return origin.cause().at();
    }
}
