package dev.manabi.incident.metrics;

import dev.manabi.incident.incident.IncidentJustClosed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.jboss.logging.Logger;

/** In the transaction of the closing: either both are known afterwards, or neither. */
@ApplicationScoped
class WhenAnIncidentIsClosedThenAskForItsGraphs {

    private static final Logger LOG = Logger.getLogger(WhenAnIncidentIsClosedThenAskForItsGraphs.class);

    private final Graphs graphs;
    private final Prometheus prometheus;

    WhenAnIncidentIsClosedThenAskForItsGraphs(Graphs graphs, Prometheus prometheus) {
        this.graphs = graphs;
        this.prometheus = prometheus;
    }

    void ask(@Observes IncidentJustClosed closed) {
        List<MetricQuery> queries = MetricQuery.list("order by id");
        if (queries.isEmpty()) {
            return;
        }
        if (!prometheus.isConfigured()) {
            LOG.warnf(
                    "%s is closed without graphs: there are metric queries, and manabi.prometheus.url is empty",
                    closed.incident().number());
            return;
        }
        graphs.ask(closed.incident(), queries, closed.at());
    }
}
