package dev.manabi.incident.ingest;

import dev.manabi.eventsourcing.Expected;
import dev.manabi.incident.catalog.ServiceNames;
import dev.manabi.incident.incident.AlertView;
import dev.manabi.incident.incident.Deployments;
import dev.manabi.incident.incident.IncidentCommands;
import dev.manabi.incident.incident.IncidentView;
import dev.manabi.incident.incident.domain.Alert;
import dev.manabi.incident.incident.domain.EntryKind;
import dev.manabi.incident.incident.domain.Incident;
import dev.manabi.incident.incident.domain.Incident.Declared;
import dev.manabi.incident.incident.domain.IncidentCommand;
import dev.manabi.incident.incident.domain.IncidentCommand.AcknowledgeIncident;
import dev.manabi.incident.incident.domain.IncidentCommand.NoteFacts;
import dev.manabi.incident.incident.domain.IncidentCommand.ReportAlerts;
import dev.manabi.incident.incident.domain.Status;
import dev.manabi.incident.incident.domain.TimelineEntry;
import dev.manabi.incident.ingest.Happening.What;
import dev.manabi.incident.ingest.IngestAnswer.Outcome;
import dev.manabi.kit.Handled;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What sources tell becomes commands. Each thing at a source is handled in a transaction of its own, so that one which
 * cannot be does not keep the others out; told again, all of it changes nothing.
 */
@ApplicationScoped
public class Intake {

    private static final int MOST_INCIDENTS = 20;
    private static final int MOST_TOLD = 1_000;

    private final AlertIntake alerts;
    private final IncidentCommands incidents;
    private final ServiceNames services;
    private final Deployments deployments;

    Intake(AlertIntake alerts, IncidentCommands incidents, ServiceNames services, Deployments deployments) {
        this.deployments = deployments;
        this.alerts = alerts;
        this.incidents = incidents;
        this.services = services;
    }

    IngestAnswer receive(Origin origin, Told.Group group) {
        return QuarkusTransaction.requiringNew().call(() -> alerts.receive(origin, group));
    }

    IngestAnswer happened(Origin origin, List<Happening> happenings) {
        requireReal(happenings.stream().map(Happening::at), happenings.size());
        Map<String, List<Happening>> things = happenings.stream()
                .collect(Collectors.groupingBy(Happening::thing, LinkedHashMap::new, Collectors.toList()));
        return things.values().stream()
                .map(one -> QuarkusTransaction.requiringNew().call(() -> happenedToOne(origin, one)))
                .min(Comparator.comparing(IngestAnswer::outcome))
                .orElseGet(() -> IngestAnswer.ignored("No incident is open for it."));
    }

    IngestAnswer noticed(Origin origin, List<Told.Fact> facts) {
        requireReal(facts.stream().map(Told.Fact::at), facts.size());
        return facts.stream()
                .map(fact -> QuarkusTransaction.requiringNew().call(() -> noticed(origin, fact)))
                .min(Comparator.comparing(IngestAnswer::outcome))
                .orElseGet(() -> IngestAnswer.ignored("No incident is open for it."));
    }

    private static void requireReal(Stream<Instant> times, int count) {
        if (count > MOST_TOLD) {
            throw new NotUnderstood("More than " + MOST_TOLD + " things are told at once.");
        }
        if (times.anyMatch(at -> !Incoming.isRealTime(at))) {
            throw new NotUnderstood("A time lies before 1970 or after the year 9999.");
        }
    }

    private IngestAnswer happenedToOne(Origin origin, List<Happening> told) {
        alerts.oneAtATime(origin);
        String thing = told.getFirst().thing();
        AlertView latest = AlertView.find(
                        "source = ?1 and fingerprint = ?2 order by startsAt desc", origin.name(), thing)
                .firstResult();
        if (latest == null) {
            Optional<Happening> beginning = told.stream()
                    .filter(one -> one.what() == What.OPENED || one.what() == What.ACKNOWLEDGED)
                    .min(Comparator.comparing(Happening::at));
            if (beginning.isEmpty()) {
                told.forEach(one -> EarlyHappening.remember(origin.name(), one, now(origin)));
                return IngestAnswer.ignored("Its beginning has not been told; kept until it is.");
            }
            List<Happening> all = Stream.concat(told.stream(), EarlyHappening.recall(origin.name(), thing).stream())
                    .toList();
            return open(origin, beginning.get(), all);
        }
        Handled<Incident> known = incidents.load(latest.incidentId);
        Declared incident = (Declared) known.state();
        Optional<Happening> anew = incident.status() == Status.CLOSED
                ? told.stream()
                        .filter(one -> one.what() == What.OPENED && isNew(incident, one))
                        .findFirst()
                : Optional.empty();
        if (anew.isPresent()) {
            return open(origin, anew.get(), told);
        }
        return goOn(origin, known, told, Outcome.IGNORED);
    }

    private IngestAnswer open(Origin origin, Happening beginning, List<Happening> told) {
        Alert alert = new Alert(
                beginning.thing(), true, beginning.at(), null, beginning.about().title(), beginning.url());
        Handled<Incident> declared = alerts.declare(origin, beginning.thing(), beginning.about(), List.of(alert));
        return goOn(origin, declared, told, Outcome.OPENED);
    }

    private IngestAnswer goOn(Origin origin, Handled<Incident> from, List<Happening> told, Outcome soFar) {
        Handled<Incident> reached = from;
        boolean changed = false;
        List<Happening> inOrder =
                told.stream().sorted(Comparator.comparing(Happening::at)).toList();
        for (Happening happening : inOrder) {
            IncidentCommand command = command(origin, (Declared) reached.state(), happening);
            if (command != null) {
                Handled<Incident> next = incidents.continueWith(reached, command, origin.cause());
                changed = changed || next.changed();
                reached = next;
            }
        }
        Declared incident = (Declared) reached.state();
        Outcome outcome = soFar == Outcome.OPENED
                ? Outcome.OPENED
                : !changed
                        ? Outcome.IGNORED
                        : incident.status() == Status.RESOLVED ? Outcome.RESOLVED : Outcome.UPDATED;
        return IngestAnswer.of(outcome, incident.id(), incident.number());
    }

    /** Null where it says nothing new. */
    private static @Nullable IncidentCommand command(Origin origin, Declared incident, Happening happening) {
        return switch (happening.what()) {
            case OPENED -> {
                if (isNew(incident, happening)) {
                    yield report(origin, incident, alert(happening, happening.at()));
                }
                // Its acknowledgement came first, and the incident began with that.
                boolean late = occurrences(incident, happening.thing())
                        .allMatch(known -> happening.at().isBefore(known.startsAt()));
                yield late ? note(origin, incident, happening) : null;
            }
            case ENDED ->
                occurrences(incident, happening.thing())
                        .filter(one -> one.firing() && !one.startsAt().isAfter(happening.at()))
                        .findFirst()
                        .map(one -> report(
                                origin,
                                incident,
                                alert(happening, one.startsAt()).endedAt(happening.at())))
                        .orElse(null);
            case ACKNOWLEDGED ->
                switch (incident.status()) {
                    case OPEN ->
                        new AcknowledgeIncident(
                                incident.id(),
                                origin.cause().actor(),
                                happening.text(),
                                notAfter(happening.at(), now(origin)),
                                now(origin));
                    // Too late to begin the work, but a fact all the same.
                    case RESOLVED, CLOSED ->
                        incident.acknowledgedAt() == null ? note(origin, incident, happening) : null;
                    case ACKNOWLEDGED, MITIGATED -> null;
                };
            case NOTED -> note(origin, incident, happening);
        };
    }

    /** Neither the beginning nor a repetition of an occurrence that the incident knows. */
    private static boolean isNew(Declared incident, Happening opened) {
        return occurrences(incident, opened.thing()).noneMatch(known -> {
            boolean over = !known.firing()
                    && opened.at().isAfter(Objects.requireNonNullElse(known.endsAt(), known.startsAt()));
            return !over;
        });
    }

    private static Stream<Alert> occurrences(Declared incident, String thing) {
        return incident.alerts().stream().filter(alert -> alert.fingerprint().equals(thing));
    }

    private static Alert alert(Happening happening, Instant startsAt) {
        return new Alert(happening.thing(), true, startsAt, null, happening.text(), happening.url());
    }

    private static ReportAlerts report(Origin origin, Declared incident, Alert alert) {
        return new ReportAlerts(incident.id(), origin.name(), alert.fingerprint(), List.of(alert), now(origin));
    }

    private static NoteFacts note(Origin origin, Declared incident, Happening happening) {
        return fact(
                origin,
                incident.id(),
                happening.thing() + "/" + happening.id(),
                happening.at(),
                EntryKind.NOTE,
                happening.text(),
                happening.url());
    }

    private static NoteFacts fact(
            Origin origin, UUID incident, String id, Instant at, EntryKind kind, String text, @Nullable String url) {
        TimelineEntry entry = Deployments.entry(incident, origin.name(), id, at, kind, text, url, now(origin));
        return new NoteFacts(incident, List.of(entry), now(origin));
    }

    /** Every incident is loaded before the first of them is written to. */
    private IngestAnswer noticed(Origin origin, Told.Fact fact) {
        List<IngestAnswer> answers = new ArrayList<>();
        concerned(origin, fact).stream()
                .map(view -> incidents.prepare(
                        fact(origin, view.id, fact.id(), fact.at(), fact.kind(), fact.text(), fact.url()),
                        Expected.any(),
                        origin.cause()))
                .toList()
                .forEach(prepared -> {
                    Handled<Incident> handled = prepared.commit();
                    Declared incident = (Declared) handled.state();
                    answers.add(IngestAnswer.of(
                            handled.changed() ? Outcome.UPDATED : Outcome.IGNORED, incident.id(), incident.number()));
                });
        String service = service(origin, fact);
        if (fact.kind() == EntryKind.DEPLOYMENT && service != null) {
            deployments.remember(origin.name(), fact.id(), service, fact.at(), fact.text(), fact.url(), now(origin));
        }
        return answers.stream()
                .min(Comparator.comparing(IngestAnswer::outcome))
                .orElseGet(() -> IngestAnswer.ignored("No incident is open for it."));
    }

    private List<IncidentView> concerned(Origin origin, Told.Fact fact) {
        if (fact.number() != null) {
            return IncidentView.<IncidentView>list("number", fact.number()).stream()
                    .map(Intake::whatItWasMergedInto)
                    .toList();
        }
        String name = service(origin, fact);
        if (name == null) {
            return List.of();
        }
        return IncidentView.<IncidentView>find(
                        "status <> ?1 and array_contains(services, ?2) order by id desc", Status.CLOSED, name)
                .range(0, MOST_INCIDENTS - 1)
                .list();
    }

    private static IncidentView whatItWasMergedInto(IncidentView named) {
        IncidentView view = named;
        while (view.mergedInto != null) {
            view = IncidentView.findById(view.mergedInto);
        }
        return view;
    }

    private @Nullable String service(Origin origin, Told.Fact fact) {
        return fact.service() == null
                ? origin.service()
                : services.known(List.of(fact.service())).getFirst();
    }

    private static Instant notAfter(Instant at, Instant now) {
        return at.isAfter(now) ? now : at;
    }

    private static Instant now(Origin origin) {
        return origin.cause().at();
    }
}
