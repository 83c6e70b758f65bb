package dev.manabi.incident.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manabi.eventsourcing.DomainException.RuleBroken;
import dev.manabi.incident.incident.IncidentCommands;
import dev.manabi.incident.incident.IncidentJustClosed;
import dev.manabi.incident.incident.domain.Incident.Declared;
import dev.manabi.kit.Caller;
import dev.manabi.testkit.Tokens;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Where manabi.prometheus.url is empty. */
@QuarkusTest
class NoPrometheusTest {

    @Inject
    IncidentCommands incidents;

    @Inject
    Graphs graphs;

    @Inject
    Caller caller;

    @Inject
    Clock clock;

    @Test
    void an_incident_is_closed_without_graphs_and_who_asks_for_them_is_told_why() {
        String id = Tokens.as("mei")
                .body("{\"title\": \"Card payments fail\", \"severity\": \"SEV2\"}")
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        PrometheusConfig nothing = new SmallRyeConfigBuilder()
                .withMapping(PrometheusConfig.class)
                .withConverter(Duration.class, 200, new io.quarkus.runtime.configuration.DurationConverter())
                .build()
                .getConfigMapping(PrometheusConfig.class);
        Prometheus prometheus = new Prometheus(nothing, clock);
        QuarkusTransaction.requiringNew().run(() -> {
            Declared incident = (Declared) incidents.load(UUID.fromString(id)).state();
            MetricQuery query = new MetricQuery();
            query.id = "no-prometheus";
            query.title = "Load";
            query.query = "load";
            query.services = List.of();
            query.persistAndFlush();
            new WhenAnIncidentIsClosedThenAskForItsGraphs(graphs, prometheus)
                    .ask(new IncidentJustClosed(incident, clock.instant()));
            assertThat(Graph.count("incidentId", incident.id())).isZero();
            query.delete();
        });
        GraphResource resource = new GraphResource(graphs, prometheus, incidents, caller);
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> resource.askForGraphs(id, null)))
                .isInstanceOf(RuleBroken.class)
                .hasMessageContaining("manabi.prometheus.url")
                .extracting(refusal -> ((RuleBroken) refusal).code())
                .isEqualTo("no-prometheus");
    }
}
