package dev.manabi.incident.metrics;

import dev.manabi.incident.incident.domain.Incident.Declared;
import dev.manabi.incident.metrics.MetricQuery.Question;
import dev.manabi.kit.TransactionSql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Notes what Prometheus is to be asked. Who asks is {@link GraphFetcher}. */
@ApplicationScoped
class Graphs {

    private static final Logger LOG = Logger.getLogger(Graphs.class);

    /** An incident of many services, and many queries: what nobody looks at any more is not asked for either. */
    private static final int MOST = 100;

    private final PrometheusConfig config;
    private final TransactionSql sql;

    Graphs(PrometheusConfig config, TransactionSql sql) {
        this.config = config;
        this.sql = sql;
    }

    private record Asked(MetricQuery query, Question question) {}

    /**
     * In the caller's transaction. Writes, so call it once every stream has been loaded.
     *
     * @return the graphs of the incident that those queries lead to, by query and service
     */
    List<Graph> ask(Declared incident, List<MetricQuery> queries, Instant now) {
        // One at a time for an incident: of two who begin the same graph at once, one would fail.
        sql.lock("graphs/" + incident.id());
        Map<UUID, Graph> known = Graph.<Graph>find("incidentId = ?1 order by id", incident.id())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .stream()
                .collect(Collectors.toMap(graph -> graph.id, Function.identity()));
        List<Graph> graphs = new ArrayList<>();
        for (Asked asked : questions(incident, queries)) {
            Graph graph = known.get(Graph.id(incident.id(), asked.query(), asked.question()));
            boolean isNew = graph == null;
            if (graph == null) {
                graph = Graph.of(incident.id(), asked.query(), asked.question());
            }
            graph.ask(asked.query(), asked.question(), window(incident, asked.query(), now), now);
            if (isNew) {
                graph.persist();
            }
            graphs.add(graph);
        }
        return graphs;
    }

    private static List<Asked> questions(Declared incident, List<MetricQuery> queries) {
        List<Asked> questions = queries.stream()
                .flatMap(query -> query.questions(incident.services()).stream().map(one -> new Asked(query, one)))
                .toList();
        if (questions.size() <= MOST) {
            return questions;
        }
        LOG.warnf("%s leads to %d graphs; %d are made", incident.number(), questions.size(), MOST);
        return questions.subList(0, MOST);
    }

    /** While nobody knows the end, nothing lies behind it that would be worth waiting for. */
    private Window window(Declared incident, MetricQuery query, Instant now) {
        Instant start = incident.happenedAt().minus(config.margin());
        Instant resolvedAt = incident.resolvedAt();
        Instant end = resolvedAt == null ? now : resolvedAt.plus(config.margin());
        return Window.of(start, end.isBefore(start) ? now : end, query.stepSeconds);
    }
}
