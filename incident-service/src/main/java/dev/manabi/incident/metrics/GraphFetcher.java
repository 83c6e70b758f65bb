package dev.manabi.incident.metrics;

import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.DomainException.ConcurrentChange;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.eventsourcing.Ids;
import dev.manabi.incident.incident.IncidentCommands;
import dev.manabi.incident.incident.domain.EntryKind;
import dev.manabi.incident.incident.domain.Evidence;
import dev.manabi.incident.incident.domain.EvidenceKind;
import dev.manabi.incident.incident.domain.Incident.Declared;
import dev.manabi.incident.incident.domain.IncidentCommand.NoteFacts;
import dev.manabi.incident.incident.domain.TimelineEntry;
import dev.manabi.kit.Inbox;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.LockModeType;
import jakarta.persistence.OptimisticLockException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Asks Prometheus for what is due, one graph after the other, while no transaction is open. Whoever takes a graph puts
 * its next attempt off by the lease first: one who dies over it is replaced after that time.
 */
@ApplicationScoped
class GraphFetcher {

    private static final Logger LOG = Logger.getLogger(GraphFetcher.class);
    private static final String SOURCE = "prometheus";
    private static final int TRIES = 10;

    /** Hibernate's name for: what another transaction has locked is left to it. */
    private static final int SKIP_LOCKED = -2;

    private final Prometheus prometheus;
    private final PrometheusConfig config;
    private final IncidentCommands incidents;
    private final Inbox inbox;
    private final Clock clock;
    private final MeterRegistry meters;
    private volatile boolean away;
    private volatile boolean stopping;

    GraphFetcher(
            Prometheus prometheus,
            PrometheusConfig config,
            IncidentCommands incidents,
            Inbox inbox,
            Clock clock,
            MeterRegistry meters) {
        this.prometheus = prometheus;
        this.config = config;
        this.incidents = incidents;
        this.inbox = inbox;
        this.clock = clock;
        this.meters = meters;
    }

    private record Errand(UUID graph, UUID attempt, String query, Window window) {}

    void start(@Observes StartupEvent event) {
        meters.gauge("manabi.prometheus.failing", this, one -> one.away ? 1 : 0);
        meters.gauge("manabi.graphs.waiting", this, _ -> waiting());
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    private static long waiting() {
        return QuarkusTransaction.requiringNew().call(() -> Graph.count("status", GraphStatus.WAITING));
    }

    /** Where Prometheus is away, one graph in each round finds that out, and the others wait. */
    @Scheduled(every = "{manabi.prometheus.every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        if (!prometheus.isConfigured()) {
            return;
        }
        try {
            Optional<Errand> errand = begin();
            while (errand.isPresent() && fetch(errand.get()) && !stopping) {
                errand = begin();
            }
        } catch (RuntimeException e) {
            // The database is away, for instance. What was begun is begun anew after its lease.
            LOG.warnf("Graphs must wait: %s", e.toString());
            LOG.debug("Why graphs must wait", e);
        }
    }

    private Optional<Errand> begin() {
        return QuarkusTransaction.requiringNew().call(() -> {
            Instant now = clock.instant();
            return Graph.<Graph>find(
                            "status = ?1 and nextAttemptAt <= ?2 order by nextAttemptAt", GraphStatus.WAITING, now)
                    .range(0, 0)
                    .withLock(LockModeType.PESSIMISTIC_WRITE)
                    .withHint("jakarta.persistence.lock.timeout", SKIP_LOCKED)
                    .firstResultOptional()
                    .map(graph -> new Errand(graph.id, graph.begin(now, config.lease()), graph.query, graph.window()));
        });
    }

    /** @return false where Prometheus is away, so that the others need not find out too */
    private boolean fetch(Errand errand) {
        return switch (prometheus.ask(errand.query(), errand.window())) {
            case Reply.Answered answered -> {
                store(errand, answered.samples());
                back();
                yield true;
            }
            case Reply.Refused refused -> {
                refuse(errand, refused.reason());
                back();
                yield true;
            }
            case Reply.Away reply -> {
                putOff(errand, reply);
                gone(reply.reason());
                yield false;
            }
        };
    }

    private void store(Errand errand, Samples samples) {
        Cause cause = inbox.ownCause();
        for (int tries = 1; ; tries++) {
            try {
                QuarkusTransaction.requiringNew().run(() -> store(errand, samples, cause));
                count("stored");
                return;
            } catch (ConcurrentChange | OptimisticLockException e) {
                if (tries == TRIES) {
                    throw e;
                }
                LOG.debugf("%s changed meanwhile; its samples are stored once more", errand.graph());
            }
        }
    }

    private void store(Errand errand, Samples samples, Cause cause) {
        Graph graph = underway(errand);
        if (graph == null) {
            return;
        }
        boolean kept = !samples.isEmpty() || graph.series.isEmpty();
        if (!samples.isEmpty()) {
            // The stream first: it is loaded before anything is written, and its head is what is written first.
            Declared incident = (Declared) incidents.load(graph.incidentId).state();
            incidents.handle(
                    new NoteFacts(incident.id(), List.of(fact(graph, incident, cause.at())), cause.at()),
                    Expected.any(),
                    cause);
        }
        if (kept) {
            GraphSamples.keep(graph.id, samples);
        }
        graph.answered(samples, kept, cause.at());
        Graph.flush();
    }

    /** One for each graph, however often it is asked for, at the end of what it was first asked about. */
    private static TimelineEntry fact(Graph graph, Declared incident, Instant now) {
        Instant end = Objects.requireNonNullElse(incident.resolvedAt(), graph.askedAt);
        String about = graph.service.isEmpty() ? "" : ", " + graph.service;
        return new TimelineEntry(
                Ids.named("fact/" + graph.incidentId + "/" + SOURCE + "/" + graph.id),
                end,
                now,
                EntryKind.NOTE,
                "Graph: " + graph.title + about,
                SOURCE,
                null,
                List.of(new Evidence(EvidenceKind.QUERY, graph.svg(), graph.query)));
    }

    private void refuse(Errand errand, String reason) {
        QuarkusTransaction.requiringNew().run(() -> {
            Graph graph = underway(errand);
            if (graph != null) {
                graph.failed(reason);
                LOG.warnf("No graph of query %s for incident %s: %s", graph.queryId, graph.incidentId, reason);
            }
        });
        count("refused");
    }

    private void putOff(Errand errand, Reply.Away reply) {
        QuarkusTransaction.requiringNew().run(() -> {
            Graph graph = underway(errand);
            if (graph == null) {
                return;
            }
            Instant now = clock.instant();
            if (now.isAfter(graph.dueSince().plus(config.giveUpAfter()))) {
                graph.failed("Asked for in vain since " + graph.dueSince() + ". The last time: " + reply.reason());
                LOG.warnf("No graph of query %s for incident %s: %s", graph.queryId, graph.incidentId, reply.reason());
                count("given-up");
                return;
            }
            graph.putOff(reply.reason(), now.plus(pause(graph.attempts, reply.retryAfter())));
        });
    }

    private Duration pause(int attempts, @Nullable Duration asked) {
        Duration pause = config.firstPause();
        for (int i = 1; i < attempts && pause.compareTo(config.longestPause()) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        Duration capped = pause.compareTo(config.longestPause()) > 0 ? config.longestPause() : pause;
        return asked != null && asked.compareTo(capped) > 0 ? asked : capped;
    }

    /** Null where it was asked anew meanwhile, or somebody else has taken over. */
    private static @Nullable Graph underway(Errand errand) {
        Graph graph = Graph.findById(errand.graph());
        return graph != null && errand.attempt().equals(graph.attempt) ? graph : null;
    }

    private void gone(String reason) {
        if (!away) {
            LOG.warnf("Graphs must wait. %s", reason);
        }
        away = true;
    }

    private void back() {
        if (away) {
            LOG.info("Prometheus answers again");
        }
        away = false;
    }

    private void count(String outcome) {
        meters.counter("manabi.graphs.answered", "outcome", outcome).increment();
    }
}
