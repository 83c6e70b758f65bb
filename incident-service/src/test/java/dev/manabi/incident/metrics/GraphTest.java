package dev.manabi.incident.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.manabi.incident.metrics.FakePrometheus.Answer;
import dev.manabi.incident.metrics.FakePrometheus.Behaviour;
import dev.manabi.testkit.Service;
import dev.manabi.testkit.Tokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class GraphTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String member = Tokens.of("ken", "member");
    private final String responder = Tokens.of("mei", "member", "responder");
    private final String admin = Tokens.of("hana", "member", "admin");
    private final String service = "s" + UUID.randomUUID();
    private final List<AutoCloseable> open = new ArrayList<>();

    @Inject
    Clock clock;

    @Inject
    MeterRegistry meters;

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
        waiting().forEach(id -> update("status = 'FAILED', next_attempt_at = null", id));
    }

    @Test
    void a_closed_incident_gets_its_graphs_and_its_timeline_shows_them() {
        FakePrometheus prometheus =
                prometheus(question -> Answer.matrix(FakePrometheus.series(question, "\"code\": \"500\"", "1", "2.5")));
        addQuery("errors", "Errors", "rate(errors{service=\"$service\"}[5m])", 60);
        String incident = closed(ago(180), ago(120));

        JsonNode graph = awaited(incident, "STORED");
        String query = "rate(errors{service=\"" + service + "\"}[5m])";
        assertThat(prometheus.asked(query)).hasSize(1);
        FakePrometheus.Question asked = prometheus.asked(query).getFirst();
        assertThat(asked.start()).isBetween(ago(210).getEpochSecond() - 60, ago(210).getEpochSecond());
        assertThat(asked.end()).isBetween(ago(90).getEpochSecond() - 60, ago(90).getEpochSecond());
        assertThat(asked.step()).isEqualTo(60);
        assertThat(asked.authorization()).isEqualTo("Basic bWFuYWJpOmEtc2VjcmV0LW9mLXRoZS10ZXN0");
        assertThat(graph.path("service").asText()).isEqualTo(service);
        assertThat(graph.path("query").asText()).isEqualTo(query);
        assertThat(graph.path("attempts").asInt()).isEqualTo(1);
        assertThat(graph.path("lastError").isNull()).isTrue();

        String path = path(incident) + "/" + graph.path("id").asText();
        JsonNode points = json(get(path)).at("/samples/series/0/points");
        assertThat(points.size()).isBetween(120, 122);
        assertThat(points.path(1).path("value").asDouble()).isEqualTo(2.5);
        assertThat(Instant.parse(points.path(1).path("at").asText()).getEpochSecond())
                .isEqualTo(asked.start() + 60);

        HttpResponse<String> svg = get(graph.path("svg").asText());
        assertThat(svg.statusCode()).isEqualTo(200);
        assertThat(svg.headers().map())
                .containsEntry("content-type", List.of("image/svg+xml;charset=UTF-8"))
                .containsEntry("x-content-type-options", List.of("nosniff"))
                .containsEntry("content-security-policy", List.of("default-src 'none'; style-src 'unsafe-inline'"));
        assertThat(ParsedSvg.of(svg.body()).texts()).anyMatch(text -> text.startsWith("resolved "));

        List<JsonNode> facts = facts(incident);
        assertThat(facts).hasSize(1);
        assertThat(facts.getFirst().path("text").asText()).isEqualTo("Graph: Errors, " + service);
        assertThat(facts.getFirst().path("kind").asText()).isEqualTo("NOTE");
        assertThat(facts.getFirst().at("/evidence/0/kind").asText()).isEqualTo("QUERY");
        assertThat(facts.getFirst().at("/evidence/0/text").asText()).isEqualTo(query);
        assertThat(facts.getFirst().at("/evidence/0/url").asText())
                .isEqualTo(graph.path("svg").asText())
                .isEqualTo(path + ".svg");
    }

    @Test
    void what_comes_shortly_after_the_end_is_waited_for() {
        FakePrometheus prometheus = prometheus(question -> Answer.matrix(FakePrometheus.series(question, "", "1")));
        addQuery("load", "Load", "load(\"$service\")", null);
        Instant over = clock.instant().plusSeconds(3);
        String incident = closed(ago(60), over.minus(Duration.ofMinutes(30)));
        JsonNode graph = graphs(incident).getFirst();
        assertThat(graph.path("status").asText()).isEqualTo("WAITING");
        assertThat(Instant.parse(graph.path("nextAttemptAt").asText())).isEqualTo(over);
        assertThat(prometheus.asked("load(\"" + service + "\")")).isEmpty();
        assertThat(get(path(incident) + "/" + graph.path("id").asText() + ".svg")
                        .statusCode())
                .isEqualTo(404);
        JsonNode stored = awaited(incident, "STORED");
        assertThat(Instant.parse(stored.path("storedAt").asText())).isAfter(over);
    }

    @Test
    void a_prometheus_that_is_down_delays_graphs_and_loses_none() {
        addQuery("load", "Load", "load(\"$service\")", null);
        List<String> incidents = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            incidents.add(closed(ago(180), ago(120)));
        }
        incidents.forEach(incident -> {
            JsonNode graph = awaited(incident, one -> one.path("lastError").isTextual());
            assertThat(graph.path("status").asText()).isEqualTo("WAITING");
            assertThat(graph.path("lastError").asText()).startsWith("Prometheus cannot be reached");
        });
        assertThat(Service.call("GET", "/q/metrics", null, null).body())
                .contains("manabi_prometheus_failing 1.0")
                .containsPattern("manabi_graphs_waiting [0-9]+\\.0");
        assertThat(meters.get("manabi.graphs.waiting").gauge().value()).isGreaterThanOrEqualTo(3);

        prometheus(question -> Answer.matrix(FakePrometheus.series(question, "", "1")));
        incidents.forEach(incident -> {
            assertThat(awaited(incident, "STORED").path("attempts").asInt()).isGreaterThan(1);
            assertThat(facts(incident)).hasSize(1);
        });
        assertThat(meters.get("manabi.prometheus.failing").gauge().value()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 429, 401, 302})
    void an_answer_that_is_none_is_waited_out(int status) {
        CountDownLatch better = new CountDownLatch(1);
        prometheus(question -> better.getCount() > 0
                ? new Answer(status, Map.of("Location", "http://127.0.0.1:1/", "Retry-After", "1"), "<html>busy</html>")
                : Answer.matrix(FakePrometheus.series(question, "", "1")));
        addQuery("load", "Load", "load(\"$service\")", null);
        String incident = closed(ago(180), ago(120));
        JsonNode waiting = awaited(incident, one -> one.path("lastError").isTextual());
        assertThat(waiting.path("lastError").asText()).isEqualTo("Prometheus answered " + status + ".");
        better.countDown();
        awaited(incident, "STORED");
    }

    @Test
    void who_says_when_to_come_back_is_not_asked_before() {
        prometheus(question -> new Answer(429, Map.of("Retry-After", "600"), ""));
        addQuery("load", "Load", "load(\"$service\")", null);
        String incident = closed(ago(180), ago(120));
        JsonNode waiting = awaited(incident, one -> one.path("lastError").isTextual());
        assertThat(Instant.parse(waiting.path("nextAttemptAt").asText()))
                .isAfter(clock.instant().plusSeconds(500));
    }

    @Test
    void an_answer_that_takes_too_long_or_is_no_json_is_asked_for_again() {
        List<String> answers = new ArrayList<>(List.of("slow", "<html>", "{\"status\": \"success\"}", "[[[[", "null"));
        prometheus(question -> {
            if (answers.isEmpty()) {
                return Answer.matrix(FakePrometheus.series(question, "", "1"));
            }
            String answer = answers.removeFirst();
            if (answer.equals("slow")) {
                TimeUnit.SECONDS.sleep(5);
            }
            return Answer.of(200, answer);
        });
        addQuery("load", "Load", "load(\"$service\")", null);
        String incident = closed(ago(180), ago(120));
        assertThat(awaited(incident, one -> one.path("lastError").isTextual())
                        .path("lastError")
                        .asText())
                .isEqualTo("Prometheus did not answer within 2 s.");
        assertThat(awaited(incident, "STORED").path("attempts").asInt()).isEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource({"400, bad_data", "422, execution"})
    void a_query_that_is_refused_is_given_up_at_once_with_the_reason(int status, String type) {
        FakePrometheus prometheus = prometheus(
                question -> Answer.error(status, type, "1:5: parse error: <b>unclosed</b> \\u0000 \\\"(\\\""));
        addQuery("bad", "Bad", "rate((\"$service\"", null);
        String incident = closed(ago(180), ago(120));
        JsonNode failed = awaited(incident, "FAILED");
        assertThat(failed.path("lastError").asText())
                .isEqualTo(
                        "Prometheus refuses the query: " + type + ": 1:5: parse error: <b>unclosed</b> \uFFFD \"(\"");
        assertThat(failed.path("nextAttemptAt").isNull()).isTrue();
        assertThat(prometheus.asked("rate((\"" + service + "\"")).hasSize(1);
        assertThat(facts(incident)).isEmpty();
        assertThat(json(get(path(incident) + "/" + failed.path("id").asText()))
                        .path("samples")
                        .isNull())
                .isTrue();
    }

    @Test
    void a_query_is_mended_and_asked_again() {
        prometheus(question -> question.query().startsWith("rate((")
                ? Answer.error(400, "bad_data", "parse error")
                : Answer.matrix(FakePrometheus.series(question, "", "1")));
        String id = addQuery("mended", "Mended", "rate((\"$service\"", null);
        String incident = closed(ago(180), ago(120));
        awaited(incident, "FAILED");
        change(id, "load(\"$service\")");
        ask(incident, "{\"metricQuery\": \"" + id + "\"}", 202);
        awaited(incident, "STORED");
        assertThat(facts(incident)).hasSize(1);
    }

    @Test
    void an_answer_that_is_far_too_large_is_not_read() {
        prometheus(question -> Answer.of(200, "[" + " ".repeat(10_000_001)));
        addQuery("giant", "Giant", "giant(\"$service\")", null);
        String incident = closed(ago(180), ago(120));
        assertThat(awaited(incident, "FAILED").path("lastError").asText())
                .isEqualTo("The answer is larger than 10 MB. Let the query choose fewer series.");
    }

    @Test
    void who_asks_in_vain_for_a_week_gives_up_and_somebody_may_ask_again() {
        addQuery("load", "Load", "load(\"$service\")", null);
        String incident = closed(ago(60 * 24 * 30), ago(60 * 24 * 29));
        JsonNode graph = awaited(incident, one -> one.path("lastError").isTextual());
        update("asked_at = now() - interval '8 days'", graph.path("id").asText());
        assertThat(awaited(incident, "FAILED").path("lastError").asText())
                .startsWith("Asked for in vain since")
                .contains("cannot be reached");
        prometheus(question -> Answer.matrix(FakePrometheus.series(question, "", "1")));
        ask(incident, "{}", 202);
        awaited(incident, "STORED");
    }

    @Test
    void whoever_dies_over_a_graph_is_replaced_after_a_while_and_it_is_done_once() {
        FakePrometheus prometheus = prometheus(question -> Answer.matrix(FakePrometheus.series(question, "", "1")));
        addQuery("load", "Load", "load(\"$service\")", null);
        String incident = closed(ago(60), ago(29));
        UUID id = UUID.fromString(graphs(incident).getFirst().path("id").asText());
        QuarkusTransaction.requiringNew()
                .run(() -> Graph.<Graph>findById(id).begin(clock.instant(), Duration.ofSeconds(2)));
        JsonNode stored = awaited(incident, "STORED");
        assertThat(stored.path("attempts").asInt()).isEqualTo(2);
        assertThat(prometheus.asked("load(\"" + service + "\")")).hasSize(1);
        assertThat(facts(incident)).hasSize(1);
    }

    @Test
    void who_asks_again_while_an_answer_is_under_way_gets_the_later_one() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        FakePrometheus prometheus = prometheus(question -> {
            boolean first = begun.getCount() > 0;
            begun.countDown();
            asked.await(1, TimeUnit.SECONDS);
            return Answer.matrix(FakePrometheus.series(question, "", first ? "1" : "2"));
        });
        addQuery("load", "Load", "load(\"$service\")", null);
        String incident = closed(ago(180), ago(120));
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        ask(incident, "{}", 202);
        asked.countDown();
        JsonNode stored = awaited(incident, "STORED");
        assertThat(prometheus.asked("load(\"" + service + "\")")).hasSize(2);
        assertThat(json(get(path(incident) + "/" + stored.path("id").asText()))
                        .at("/samples/series/0/points/0/value")
                        .asDouble())
                .isEqualTo(2);
        assertThat(facts(incident)).hasSize(1);
    }

    @Test
    void an_open_incident_is_shown_until_now_and_asked_twice_it_is_one_graph_and_one_fact() {
        FakePrometheus prometheus = prometheus(question -> Answer.matrix(FakePrometheus.series(question, "", "1")));
        addQuery("load", "Load", "load(\"$service\")", null);
        String incident = declared(ago(60));
        ask(incident, "{}", 202);
        JsonNode first = awaited(incident, "STORED");
        assertThat(Instant.parse(first.path("windowEnd").asText())).isBeforeOrEqualTo(clock.instant());
        ask(incident, "{}", 202);
        JsonNode second = awaited(
                incident,
                one -> one.path("status").asText().equals("STORED")
                        && !one.path("storedAt").equals(first.path("storedAt")));
        assertThat(second.path("id")).isEqualTo(first.path("id"));
        assertThat(graphs(incident)).hasSize(1);
        assertThat(facts(incident)).hasSize(1);

        post("/api/v1/incidents/" + incident + "/resolve", "{\"at\": \"" + ago(31) + "\"}", responder, 200);
        post("/api/v1/incidents/" + incident + "/close", "{}", responder, 200);
        JsonNode third = awaited(
                incident,
                one -> one.path("status").asText().equals("STORED")
                        && !one.path("storedAt").equals(second.path("storedAt")));
        int questions = prometheus.asked("load(\"" + service + "\")").size();
        assertThat(questions).isEqualTo(3);
        assertThat(ask(incident, "{}", 202).at("/items/0")).isEqualTo(third);
        assertThat(facts(incident)).hasSize(1);
    }

    @Test
    void no_samples_are_said_and_are_no_fact_and_never_replace_samples() {
        CountDownLatch forgotten = new CountDownLatch(1);
        prometheus(question ->
                forgotten.getCount() > 0 ? Answer.matrix(FakePrometheus.series(question, "", "1")) : Answer.matrix());
        String id = addQuery("load", "Load", "load(\"$service\")", null);
        String incident = closed(ago(180), ago(120));
        JsonNode stored = awaited(incident, "STORED");
        forgotten.countDown();

        change(id, "old(\"$service\")");
        ask(incident, "{}", 202);
        JsonNode kept = awaited(
                incident,
                one -> one.path("status").asText().equals("STORED")
                        && one.path("lastError").isTextual());
        assertThat(kept.path("lastError").asText()).contains("no samples", "kept");
        assertThat(kept.path("storedAt")).isEqualTo(stored.path("storedAt"));
        JsonNode samples =
                json(get(path(incident) + "/" + kept.path("id").asText())).path("samples");
        assertThat(samples.path("query").asText()).startsWith("load");
        assertThat(samples.path("series")).hasSize(1);

        String silent = closed(ago(180), ago(120));
        JsonNode none = awaited(silent, "STORED");
        assertThat(none.path("series")).isEmpty();
        assertThat(facts(silent)).isEmpty();
        assertThat(ParsedSvg.of(get(none.path("svg").asText()).body()).texts()).contains("No samples.");
    }

    @Test
    void of_a_hundred_series_the_twenty_with_the_highest_peaks_are_kept() {
        prometheus(question -> Answer.matrix(IntStream.range(0, 100)
                .mapToObj(i -> FakePrometheus.series(
                        question, "\"instance\": \"host-%d\"".formatted(i), "0", Integer.toString(i)))
                .toArray(String[]::new)));
        addQuery("many", "Many", "many(\"$service\")", null);
        String incident = closed(ago(180), ago(120));
        JsonNode stored = awaited(incident, "STORED");
        assertThat(stored.path("series")).hasSize(20);
        assertThat(stored.path("series").path(0).asText()).isEqualTo("instance=host-99");
        JsonNode samples =
                json(get(path(incident) + "/" + stored.path("id").asText())).path("samples");
        assertThat(samples.path("seriesLeftOut").asInt()).isEqualTo(80);
        assertThat(ParsedSvg.of(get(stored.path("svg").asText()).body()).texts())
                .contains("The 20 series with the highest peaks; 80 are left out.");
    }

    @Test
    void hostile_labels_are_text_and_nothing_else() {
        String hostile = "</text><script>alert(1)</script>&amp;\\\"' ]]> \\u0000\\u0008\\ud800\\u202e\\uffff";
        prometheus(question -> Answer.matrix(
                FakePrometheus.series(question, "\"a<b\": \"" + hostile + "\"", "1"),
                FakePrometheus.series(question, "\"a<b\": \"" + "x".repeat(100_000) + "\"", "2")));
        addQuery("hostile", "<img src=x onerror=alert(1)>", "\"<&>$service\"", null);
        String incident = closed(ago(180), ago(120));
        JsonNode stored = awaited(incident, "STORED");
        String svg = get(stored.path("svg").asText()).body();
        assertThat(svg).doesNotContain("<script", "<img", "onerror=\"");
        ParsedSvg parsed = ParsedSvg.of(svg);
        assertThat(parsed.elements()).containsOnly("svg", "title", "desc", "style", "rect", "text", "line", "path");
        assertThat(parsed.texts()).anyMatch(text -> text.contains("</text><script>alert(1)</script>&amp;\"'"));
        assertThat(stored.path("series").path(0).asText().length()).isLessThan(250);
    }

    @Test
    void a_query_concerns_the_services_that_it_names_and_is_asked_once_for_each() {
        FakePrometheus prometheus = prometheus(question -> Answer.matrix(FakePrometheus.series(question, "", "1")));
        addQuery("each", "Each", "each(\"$service\")", null);
        addQuery("once", "Once", "once(\"" + service + "\")", null);
        String incident = declared(ago(60), "other\"\\`'}", service);
        assertThat(ask(incident, "{}", 202).path("items").findValuesAsText("query"))
                .containsExactlyInAnyOrder("each(\"" + service + "\")", "once(\"" + service + "\")");
        await().until(() -> prometheus.asked("once(\"" + service + "\")").size() == 1);
        post("/api/v1/incidents/" + declared(ago(60), "other") + "/graphs", "{}", responder, 409);
    }

    @Test
    void only_a_responder_asks_and_only_what_there_is() {
        String id = addQuery("load", "Load", "load(\"$service\")", null);
        String incident = declared(ago(60));
        post(path(incident), "{}", member, 403);
        post(path(incident), "{\"metricQuery\": \"nobody-knows\"}", responder, 404);
        post(path(UUID.randomUUID().toString()), "{}", responder, 404);
        assertThat(get(path(incident) + "?cursor=AAAA").statusCode()).isEqualTo(400);
        assertThat(get(path(UUID.randomUUID().toString())).statusCode()).isEqualTo(404);
        assertThat(get(path(incident) + "/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
        String other = declared(ago(60));
        JsonNode graph = ask(incident, "{\"metricQuery\": \"" + id + "\"}", 202).at("/items/0");
        assertThat(get(path(other) + "/" + graph.path("id").asText()).statusCode())
                .as("of another incident")
                .isEqualTo(404);
    }

    @Test
    void asked_for_by_many_at_once_while_it_is_closed_it_is_one_graph_and_one_fact() throws InterruptedException {
        prometheus(question -> Answer.matrix(FakePrometheus.series(question, "", "1")));
        addQuery("load", "Load", "load(\"$service\")", null);
        String incident = declared(ago(180));
        post("/api/v1/incidents/" + incident + "/resolve", "{\"at\": \"" + ago(120) + "\"}", responder, 200);
        List<Integer> statuses = new CopyOnWriteArrayList<>();
        List<Thread> people = IntStream.range(0, 12)
                .mapToObj(person -> Thread.ofVirtual().start(() -> {
                    String path = person % 4 == 0 ? "/api/v1/incidents/" + incident + "/close" : path(incident);
                    statuses.add(Service.call("POST", path, responder, "{}").statusCode());
                }))
                .toList();
        for (Thread person : people) {
            person.join();
        }
        assertThat(statuses).hasSize(12).containsOnly(200, 202);
        awaited(incident, "STORED");
        assertThat(graphs(incident)).hasSize(1);
        assertThat(facts(incident)).hasSize(1);
    }

    @Test
    void graphs_are_listed_page_by_page() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(addQuery("q" + i, "Q", "load(\"$service\")", null));
        }
        String incident = declared(ago(60));
        ask(incident, "{}", 202);
        List<String> seen = new ArrayList<>();
        JsonNode page = json(get(path(incident) + "?limit=2"));
        while (true) {
            page.path("items").forEach(item -> seen.add(item.path("metricQuery").asText()));
            if (page.path("next").isNull()) {
                break;
            }
            page = json(
                    get(path(incident) + "?limit=2&cursor=" + page.path("next").asText()));
        }
        assertThat(seen).containsExactlyElementsOf(ids.stream().sorted().toList());
    }

    private FakePrometheus prometheus(Behaviour behaviour) {
        FakePrometheus prometheus = FakePrometheus.start(behaviour);
        open.add(prometheus);
        return prometheus;
    }

    /** Concerns this test's service alone, and is gone after the test. */
    private String addQuery(String name, String title, String query, Integer step) {
        String id = name + "-" + service;
        ObjectNode body = JSON.createObjectNode().put("title", title).put("query", query);
        body.putArray("services").add(service);
        if (step != null) {
            body.put("step", step);
        }
        HttpResponse<String> added =
                Service.call("PUT", "/api/v1/metric-queries/" + id, admin, body.toString(), "If-None-Match", "*");
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        open.add(() -> Service.call("DELETE", "/api/v1/metric-queries/" + id, admin, null, "If-Match", "*"));
        return id;
    }

    private void change(String id, String query) {
        ObjectNode body = JSON.createObjectNode().put("title", "Changed").put("query", query);
        body.putArray("services").add(service);
        HttpResponse<String> changed =
                Service.call("PUT", "/api/v1/metric-queries/" + id, admin, body.toString(), "If-Match", "*");
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
    }

    private String declared(Instant startedAt) {
        return declared(startedAt, service);
    }

    private String declared(Instant startedAt, String... services) {
        ObjectNode body = JSON.createObjectNode()
                .put("title", "Card payments fail")
                .put("severity", "SEV2")
                .put("startedAt", startedAt.toString());
        for (String one : services) {
            body.withArray("services").add(one);
        }
        return json(post("/api/v1/incidents", body.toString(), responder, 201))
                .path("id")
                .asText();
    }

    private String closed(Instant startedAt, Instant resolvedAt) {
        String id = declared(startedAt);
        post("/api/v1/incidents/" + id + "/resolve", "{\"at\": \"" + resolvedAt + "\"}", responder, 200);
        post("/api/v1/incidents/" + id + "/close", "{}", responder, 200);
        return id;
    }

    private JsonNode ask(String incident, String body, int status) {
        return json(post(path(incident), body, responder, status));
    }

    private JsonNode awaited(String incident, String status) {
        return awaited(incident, graph -> graph.path("status").asText().equals(status));
    }

    private JsonNode awaited(String incident, Predicate<JsonNode> condition) {
        return await().atMost(Duration.ofSeconds(40))
                .until(() -> graphs(incident).getFirst(), graph -> condition.test(graph));
    }

    private List<JsonNode> graphs(String incident) {
        List<JsonNode> graphs = new ArrayList<>();
        json(get(path(incident))).path("items").forEach(graphs::add);
        assertThat(graphs).isNotEmpty();
        return graphs;
    }

    private List<JsonNode> facts(String incident) {
        List<JsonNode> facts = new ArrayList<>();
        json(get("/api/v1/incidents/" + incident)).path("timeline").forEach(entry -> {
            if (entry.path("source").asText().equals("prometheus")) {
                facts.add(entry);
            }
        });
        return facts;
    }

    private static String path(String incident) {
        return "/api/v1/incidents/" + incident + "/graphs";
    }

    private Instant ago(int minutes) {
        return clock.instant().minus(Duration.ofMinutes(minutes));
    }

    private HttpResponse<String> get(String path) {
        return Service.call("GET", path, member, null);
    }

    private static HttpResponse<String> post(String path, String body, String token, int status) {
        HttpResponse<String> answer = Service.call("POST", path, token, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return answer;
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> waiting() {
        return QuarkusTransaction.requiringNew()
                .call(() -> Graph.<Graph>list("status", GraphStatus.WAITING).stream()
                        .map(graph -> graph.id.toString())
                        .toList());
    }

    private static void update(String change, String graph) {
        QuarkusTransaction.requiringNew()
                .run(() -> Graph.getEntityManager()
                        .createNativeQuery("update graph set " + change + " where id = ?1")
                        .setParameter(1, UUID.fromString(graph))
                        .executeUpdate());
    }
}
