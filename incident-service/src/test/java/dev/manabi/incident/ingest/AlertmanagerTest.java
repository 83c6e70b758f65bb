package dev.manabi.incident.ingest;

import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.manabi.testkit.Service;
import dev.manabi.testkit.Tokens;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AlertmanagerTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BEGAN = "2026-03-01T10:05:58.432911368Z";
    private static final String ENDED = "2026-03-01T10:57:30.118Z";
    private static final String AGAIN = "2026-03-01T11:20:00Z";
    private static final String NEVER = "0001-01-01T00:00:00Z";

    @Inject
    AgroalDataSource dataSource;

    private final String token = Tokens.of("alertmanager", "responder");
    private final String group = "{}:{alertname=\"" + UUID.randomUUID() + "\"}";
    private final String a = "a" + UUID.randomUUID();
    private final String b = "b" + UUID.randomUUID();

    @Test
    void firing_alerts_open_an_incident_with_everything_that_they_know() {
        ObjectNode notification = notification(group, firing(a, BEGAN), firing(b, AGAIN));
        notification
                .putObject("commonAnnotations")
                .put("summary", "Card payments fail")
                .put("description", "31 %");
        JsonNode answer = send(notification, "OPENED");
        JsonNode incident = incident(answer);
        assertThat(incident.path("number").asText())
                .isEqualTo(answer.path("number").asText());
        assertThat(incident.path("title").asText()).isEqualTo("Card payments fail");
        assertThat(incident.path("summary").asText()).isEqualTo("31 %");
        assertThat(incident.path("severity").asText()).isEqualTo("SEV2");
        assertThat(incident.path("status").asText()).isEqualTo("OPEN");
        assertThat(incident.path("services").findValuesAsText("")).isEmpty();
        assertThat(texts(incident.path("services"))).containsExactly("checkout");
        assertThat(incident.path("team").asText()).isEqualTo("storefront");
        assertThat(incident.path("startedAt").asText()).isEqualTo("2026-03-01T10:05:58.432911Z");
        assertThat(incident.path("detectedBy").asText()).isEqualTo("MONITORING");
        assertThat(incident.path("detectedAt").asText()).isEqualTo("2026-03-01T10:05:58.432911Z");
        JsonNode fact = incident.path("timeline").path(0);
        assertThat(fact.path("text").asText()).isEqualTo("Alert fires: CheckoutErrors: 31 % of payments fail");
        assertThat(fact.path("source").asText()).isEqualTo("alertmanager");
        assertThat(fact.at("/evidence/0/url").asText()).isEqualTo("http://prometheus.example:9090/graph?g0.expr=x");
        assertThat(incident.path("timeline")).hasSize(3);
    }

    @Test
    void a_group_that_is_repeated_changes_nothing() {
        ObjectNode notification = notification(group, firing(a, BEGAN), firing(b, BEGAN));
        JsonNode opened = send(notification, "OPENED");
        long events = count("event");
        for (int times = 0; times < 3; times++) {
            assertThat(send(notification, "IGNORED").path("incidentId")).isEqualTo(opened.path("incidentId"));
        }
        assertThat(count("event")).isEqualTo(events);
    }

    @Test
    void an_incident_is_resolved_once_all_of_its_alerts_have_ended() {
        JsonNode opened = send(notification(group, firing(a, BEGAN)), "OPENED");
        send(notification(group, firing(a, BEGAN), firing(b, BEGAN)), "UPDATED");
        send(notification(group, resolved(a, BEGAN, "2026-03-01T10:30:00Z"), firing(b, BEGAN)), "UPDATED");
        assertThat(incident(opened).path("status").asText()).isEqualTo("OPEN");
        send(notification(group, resolved(a, BEGAN, "2026-03-01T10:30:00Z"), resolved(b, BEGAN, ENDED)), "RESOLVED");
        JsonNode incident = incident(opened);
        assertThat(incident.path("status").asText()).isEqualTo("RESOLVED");
        assertThat(incident.path("resolvedAt").asText()).isEqualTo(ENDED);
        send(notification(group, resolved(a, BEGAN, "2026-03-01T10:30:00Z"), resolved(b, BEGAN, ENDED)), "IGNORED");
    }

    @Test
    void an_end_that_overtakes_its_beginning_stays_the_end() {
        JsonNode opened = send(notification(group, firing(a, BEGAN)), "OPENED");
        send(notification(group, resolved(b, BEGAN, ENDED)), "UPDATED");
        send(notification(group, firing(b, BEGAN)), "IGNORED");
        send(notification(group, resolved(a, BEGAN, ENDED)), "RESOLVED");
        assertThat(incident(opened).path("timeline").toString()).doesNotContain("Alert fires: b");
    }

    @Test
    void a_beginning_that_comes_after_its_end_opens_an_incident_that_is_over() {
        assertThat(send(notification(group, resolved(a, BEGAN, ENDED)), "IGNORED")
                        .path("incidentId")
                        .isNull())
                .isTrue();
        send(notification(group, resolved(a, BEGAN, ENDED)), "IGNORED");
        JsonNode opened = send(notification(group, firing(a, BEGAN)), "OPENED");
        JsonNode incident = incident(opened);
        assertThat(incident.path("status").asText()).isEqualTo("RESOLVED");
        assertThat(incident.path("resolvedAt").asText()).isEqualTo(ENDED);
        send(notification(group, firing(a, BEGAN)), "IGNORED");
    }

    @Test
    void two_alertmanagers_that_send_the_same_at_the_same_moment_open_one_incident() {
        String same = notification(group, firing(a, BEGAN), firing(b, BEGAN)).toString();
        List<JsonNode> answers = atOnce(8, same);
        assertThat(answers)
                .extracting(answer -> answer.path("outcome").asText())
                .containsOnlyOnce("OPENED")
                .containsOnly("OPENED", "IGNORED");
        assertThat(answers)
                .extracting(answer -> answer.path("incidentId").asText())
                .containsOnly(answers.getFirst().path("incidentId").asText());
        String ends = notification(group, resolved(a, BEGAN, ENDED), resolved(b, BEGAN, ENDED))
                .toString();
        assertThat(atOnce(8, ends))
                .extracting(answer -> answer.path("outcome").asText())
                .containsOnlyOnce("RESOLVED")
                .containsOnly("RESOLVED", "IGNORED");
        assertThat(history(answers.getFirst()))
                .containsExactly(
                        "incident-declared.v2", "alerts-reported.v1", "alerts-reported.v1", "incident-resolved.v1");
    }

    @Test
    void another_group_is_another_incident() {
        JsonNode one = send(notification(group, firing(a, BEGAN)), "OPENED");
        JsonNode other = send(notification(group + "2", firing(b, BEGAN)), "OPENED");
        assertThat(one.path("incidentId")).isNotEqualTo(other.path("incidentId"));
        send(notification(group, resolved(a, BEGAN, ENDED)), "RESOLVED");
        assertThat(incident(other).path("status").asText()).isEqualTo("OPEN");
    }

    @Test
    void a_regrouped_notification_gives_each_incident_its_own_alerts() {
        JsonNode one = send(notification(group, firing(a, BEGAN)), "OPENED");
        JsonNode other = send(notification(group + "2", firing(b, BEGAN)), "OPENED");
        send(notification(group + "3", firing(a, BEGAN), firing(b, BEGAN)), "IGNORED");
        send(notification(group + "3", resolved(a, BEGAN, ENDED), resolved(b, BEGAN, ENDED)), "RESOLVED");
        for (JsonNode each : List.of(one, other)) {
            assertThat(incident(each).path("status").asText()).isEqualTo("RESOLVED");
            assertThat(history(each))
                    .containsExactly(
                            "incident-declared.v2", "alerts-reported.v1", "alerts-reported.v1", "incident-resolved.v1");
        }
    }

    @Test
    void the_same_alert_under_another_group_still_belongs_to_its_incident() {
        JsonNode opened = send(notification(group, firing(a, BEGAN)), "OPENED");
        assertThat(send(notification("other" + group, resolved(a, BEGAN, ENDED)), "RESOLVED")
                        .path("incidentId"))
                .isEqualTo(opened.path("incidentId"));
    }

    @Test
    void what_fires_again_before_the_closing_is_the_same_trouble() {
        JsonNode opened = send(notification(group, firing(a, BEGAN)), "OPENED");
        send(notification(group, resolved(a, BEGAN, "2026-03-01T10:30:00Z")), "RESOLVED");
        assertThat(send(notification(group, firing(a, AGAIN)), "UPDATED").path("incidentId"))
                .isEqualTo(opened.path("incidentId"));
        JsonNode incident = incident(opened);
        assertThat(incident.path("status").asText()).isEqualTo("OPEN");
        assertThat(incident.path("resolvedAt").isNull()).isTrue();
        send(notification(group, resolved(a, AGAIN, "2026-03-01T11:40:00Z")), "RESOLVED");
        assertThat(incident(opened).path("resolvedAt").asText()).isEqualTo("2026-03-01T11:40:00Z");
    }

    @Test
    void what_fires_again_after_the_closing_opens_another_incident() {
        JsonNode opened = send(notification(group, firing(a, BEGAN)), "OPENED");
        send(notification(group, resolved(a, BEGAN, ENDED)), "RESOLVED");
        close(opened);
        JsonNode again = send(notification(group, firing(a, AGAIN)), "OPENED");
        assertThat(again.path("incidentId")).isNotEqualTo(opened.path("incidentId"));
        assertThat(incident(opened).path("status").asText()).isEqualTo("CLOSED");
    }

    @Test
    void a_late_duplicate_of_a_closed_one_changes_nothing() {
        JsonNode opened = send(notification(group, firing(a, BEGAN)), "OPENED");
        send(notification(group, resolved(a, BEGAN, ENDED)), "RESOLVED");
        close(opened);
        long events = count("event");
        for (ObjectNode late : List.of(firing(a, BEGAN), resolved(a, BEGAN, ENDED))) {
            assertThat(send(notification(group, late), "IGNORED").path("incidentId"))
                    .isEqualTo(opened.path("incidentId"));
        }
        assertThat(count("event")).isEqualTo(events);
    }

    @Test
    void a_new_alert_beside_one_of_a_closed_incident_is_not_swallowed() {
        JsonNode opened = send(notification(group, firing(a, BEGAN)), "OPENED");
        as("mei").post("/api/v1/incidents/" + id(opened) + "/resolve").then().statusCode(200);
        close(opened);
        JsonNode other = send(notification(group, firing(a, BEGAN), firing(b, AGAIN)), "OPENED");
        assertThat(other.path("incidentId")).isNotEqualTo(opened.path("incidentId"));
        assertThat(incident(other).path("timeline").toString()).contains(AGAIN).doesNotContain(BEGAN.substring(0, 19));
    }

    @Test
    void an_older_incident_that_is_open_is_found_behind_a_newer_one_that_is_closed() {
        JsonNode older = send(notification(group, firing(a, BEGAN)), "OPENED");
        JsonNode newer = send(notification(group + "2", firing(b, BEGAN)), "OPENED");
        send(notification(group, resolved(b, BEGAN, ENDED)), "RESOLVED");
        close(newer);
        assertThat(send(notification(group, firing("c" + a, AGAIN)), "UPDATED").path("incidentId"))
                .isEqualTo(older.path("incidentId"));
    }

    @Test
    void one_occurrence_twice_in_a_notification_is_one() {
        JsonNode opened =
                send(notification(group, firing(a, BEGAN), firing(a, BEGAN), resolved(b, BEGAN, ENDED)), "OPENED");
        assertThat(incident(opened).path("timeline")).hasSize(3);
        send(notification(group, resolved(a, BEGAN, ENDED), firing(a, BEGAN)), "RESOLVED");
    }

    @Test
    void a_thousand_alerts_at_once_are_one_incident_and_one_more_is_refused() {
        ObjectNode[] many =
                IntStream.range(0, 1_000).mapToObj(n -> firing(a + n, BEGAN)).toArray(ObjectNode[]::new);
        JsonNode opened = send(notification(group, many), "OPENED");
        assertThat(incident(opened).path("timeline")).hasSize(1_001);
        send(notification(group, many), "IGNORED");
        ObjectNode tooMany = notification(group, many);
        ((com.fasterxml.jackson.databind.node.ArrayNode) tooMany.path("alerts")).add(firing(b, BEGAN));
        assertThat(refused(tooMany, 400)).contains("alerts");
    }

    @ParameterizedTest
    @CsvSource({
        "critical, SEV2",
        "page, SEV2",
        "SEV1, SEV1",
        "sev5, SEV5",
        "error, SEV3",
        "warning, SEV3",
        "info, SEV4",
        "'', SEV4",
        "nonsense, SEV4"
    })
    void the_label_tells_the_severity(String label, String severity) {
        ObjectNode alert = firing(a, BEGAN);
        ((ObjectNode) alert.path("labels")).put("severity", label);
        assertThat(incident(send(notification(group, alert), "OPENED"))
                        .path("severity")
                        .asText())
                .isEqualTo(severity);
    }

    @Test
    void the_worst_of_all_labels_counts() {
        ObjectNode mild = firing(a, BEGAN);
        ((ObjectNode) mild.path("labels")).put("severity", "info");
        assertThat(incident(send(notification(group, mild, firing(b, BEGAN)), "OPENED"))
                        .path("severity")
                        .asText())
                .isEqualTo("SEV2");
    }

    @Test
    void an_alert_without_labels_or_annotations_is_one_all_the_same() {
        ObjectNode bare = JSON.createObjectNode()
                .put("status", "firing")
                .put("startsAt", BEGAN)
                .put("fingerprint", a);
        ObjectNode notification = notification(group, bare);
        notification.retain("version", "groupKey", "status", "alerts");
        JsonNode incident = incident(send(notification, "OPENED"));
        assertThat(incident.path("title").asText()).isEqualTo("Alert");
        assertThat(incident.path("team").isNull()).isTrue();
        assertThat(incident.path("timeline").toString()).contains("Alert fires: alert");
    }

    @Test
    void an_alert_without_a_fingerprint_is_refused_by_name_and_nothing_is_written() {
        long events = count("event");
        long views = count("alert_view");
        ObjectNode nameless = firing(a, BEGAN);
        nameless.remove("fingerprint");
        assertThat(refused(notification(group, nameless), 400)).contains("\"field\":\"alerts[0].fingerprint\"");
        assertThat(refused(notification(group, firing(b, BEGAN), nameless), 400))
                .contains("\"field\":\"alerts[1].fingerprint\"");
        assertThat(count("event")).isEqualTo(events);
        assertThat(count("alert_view")).isEqualTo(views);
    }

    @Test
    void whatever_else_is_missing_or_wrong_is_refused_by_name() {
        long events = count("event");
        for (String field : List.of("version", "groupKey", "status", "alerts")) {
            ObjectNode incomplete = notification(group, firing(a, BEGAN));
            incomplete.remove(field);
            assertThat(refused(incomplete, 400)).contains("\"field\":\"" + field + "\"");
        }
        for (String field : List.of("status", "startsAt")) {
            ObjectNode alert = firing(a, BEGAN);
            alert.remove(field);
            assertThat(refused(notification(group, alert), 400)).contains("\"field\":\"alerts[0]." + field + "\"");
        }
        assertThat(refused(notification(group, firing(a, BEGAN)).put("version", "3"), 400))
                .contains("\"version\"");
        assertThat(refused(notification(group, firing(a, BEGAN)).put("version", 4), 400))
                .contains("\"version\"");
        assertThat(refused(notification(group), 400)).contains("\"alerts\"");
        assertThat(refused(notification(group, firing(a, "yesterday")), 400)).contains("\"alerts[0].startsAt\"");
        assertThat(refused(notification(group, firing(a, BEGAN).put("status", "FIRING")), 400))
                .contains("\"alerts[0].status\"");
        assertThat(refused(notification(group, firing("f".repeat(201), BEGAN)), 400))
                .contains("\"alerts[0].fingerprint\"");
        assertThat(count("event")).isEqualTo(events);
    }

    @Test
    void the_zero_time_of_go_is_no_end() {
        JsonNode opened = send(notification(group, firing(a, BEGAN).put("endsAt", NEVER)), "OPENED");
        send(notification(group, resolved(a, BEGAN, NEVER)), "RESOLVED");
        assertThat(Instant.parse(incident(opened).path("resolvedAt").asText()))
                .isAfter(Instant.now().minusSeconds(600));
    }

    @ParameterizedTest
    @ValueSource(strings = {NEVER, "-000044-03-15T12:00:00Z", "+10000-01-01T00:00:00Z", "+294277-01-01T00:00:00Z"})
    void a_beginning_that_no_alert_can_have_is_refused(String time) {
        assertThat(refused(notification(group, firing(a, time)), 400)).contains("\"alerts[0].startsAt\"");
    }

    @Test
    void clocks_that_are_ahead_do_not_lead_into_the_future() {
        String far = "9999-12-31T23:59:59.999999Z";
        JsonNode opened = send(notification(group, firing(a, far)), "OPENED");
        Instant soon = Instant.now().plusSeconds(60);
        JsonNode incident = incident(opened);
        assertThat(Instant.parse(incident.path("startedAt").asText())).isBefore(soon);
        incident.path("timeline")
                .forEach(
                        fact -> assertThat(Instant.parse(fact.path("occurredAt").asText()))
                                .isBefore(soon));
        send(notification(group, resolved(a, far, far)), "RESOLVED");
        assertThat(Instant.parse(incident(opened).path("resolvedAt").asText())).isBefore(soon);
    }

    @Test
    void an_end_before_the_beginning_is_no_end_that_is_known() {
        JsonNode opened = send(notification(group, firing(a, AGAIN)), "OPENED");
        send(notification(group, resolved(a, AGAIN, BEGAN)), "RESOLVED");
        JsonNode incident = incident(opened);
        assertThat(Instant.parse(incident.path("resolvedAt").asText()))
                .isAfter(Instant.parse(incident.path("startedAt").asText()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JaVaScRiPt:alert(1)",
                "data:text/html,x",
                "http://x.example/\nSet-Cookie: a",
                "https://x.example/ onclick=alert(1)",
                "file:///etc/passwd",
                "//x.example",
                ""
            })
    void an_address_that_is_none_of_the_web_is_left_out(String url) {
        ObjectNode alert = firing(a, BEGAN).put("generatorURL", url);
        assertThat(incident(send(notification(group, alert), "OPENED")).at("/timeline/0/evidence"))
                .isEmpty();
    }

    @Test
    void text_of_any_length_and_kind_becomes_text_that_can_be_read() {
        String endless = random(150_000);
        ObjectNode alert = firing(a, BEGAN);
        ((ObjectNode) alert.path("labels"))
                .put("service", endless)
                .put("team", endless)
                .put("alertname", "a\u0007\r\nb");
        ((ObjectNode) alert.path("annotations"))
                .put("description", endless)
                .put("summary", "x\u001b[31m\r\ny " + endless);
        ObjectNode notification = notification(random(3_900), alert);
        notification.remove("commonLabels");
        JsonNode incident = incident(send(notification, "OPENED"));
        assertThat(incident.path("title").asText()).startsWith("x [31m y ").hasSize(300);
        assertThat(incident.path("summary").asText()).hasSize(10_000);
        assertThat(incident.path("services")).isEmpty();
        assertThat(incident.path("team").isNull()).isTrue();
        assertThat(incident.at("/timeline/0/text").asText())
                .startsWith("Alert fires: a b: ")
                .hasSize(2_000 + "Alert fires: ".length());
        send(notification(notification.path("groupKey").asText(), firing(b, BEGAN)), "UPDATED");
    }

    @Test
    void a_megabyte_is_too_much() {
        ObjectNode alert = firing(a, BEGAN);
        ((ObjectNode) alert.path("labels")).put("x", "x".repeat(1_100_000));
        assertThat(refused(notification(group, alert), 413)).contains("body-too-large");
    }

    @Test
    void nul_is_refused_by_name() {
        ObjectNode alert = firing(a, BEGAN);
        ((ObjectNode) alert.path("labels")).put("x", "a\u0000b");
        assertThat(refused(notification(group, alert), 400)).contains("\"alerts[0].labels.x\"");
        assertThat(refused(notification("g\u0000", firing(a, BEGAN)), 400)).contains("\"groupKey\"");
    }

    @Test
    void the_examples_of_the_project_tell_one_story() throws IOException {
        tell(
                Path.of("../examples/alertmanager-checkout-firing.json"),
                Path.of("../examples/alertmanager-checkout-resolved.json"));
    }

    @Test
    void a_pair_that_a_real_alertmanager_sent_tells_one_story_although_its_group_key_changes() throws IOException {
        Path folder = Path.of("../../shared/data/webhooks/alertmanager");
        assumeTrue(
                Files.isDirectory(folder),
                () -> "SKIPPED: the collection of real webhooks is not at "
                        + folder.toAbsolutePath().normalize());
        tell(folder.resolve("v4_firing_two_alerts.json"), folder.resolve("v4_resolved_derived.json"));
    }

    private void tell(Path firing, Path resolved) throws IOException {
        ObjectNode begins = (ObjectNode) JSON.readTree(Files.readString(firing));
        ObjectNode ends = (ObjectNode) JSON.readTree(Files.readString(resolved));
        JsonNode opened = send(begins, "OPENED");
        assertThat(send(begins, "IGNORED").path("incidentId")).isEqualTo(opened.path("incidentId"));
        JsonNode incident = incident(opened);
        assertThat(incident.path("title").asText())
                .isEqualTo(begins.at("/commonAnnotations/summary").asText());
        assertThat(incident.path("timeline")).hasSize(1 + begins.path("alerts").size());
        assertThat(send(ends, "RESOLVED").path("incidentId")).isEqualTo(opened.path("incidentId"));
        assertThat(send(ends, "IGNORED").path("incidentId")).isEqualTo(opened.path("incidentId"));
        incident = incident(opened);
        assertThat(incident.path("status").asText()).isEqualTo("RESOLVED");
        assertThat(incident.path("timeline"))
                .hasSize(2 + 2 * begins.path("alerts").size());
    }

    private ObjectNode notification(String groupKey, ObjectNode... alerts) {
        ObjectNode notification = JSON.createObjectNode()
                .put("version", "4")
                .put("groupKey", groupKey)
                .put("status", "firing")
                .put("receiver", "manabi")
                .put("externalURL", "http://alertmanager.example:9093")
                .put("truncatedAlerts", 0);
        notification.putObject("groupLabels");
        notification.putObject("commonAnnotations");
        notification.putObject("commonLabels").put("team", "storefront");
        notification.putArray("alerts").addAll(List.of(alerts));
        return notification;
    }

    private static ObjectNode firing(String fingerprint, String startsAt) {
        ObjectNode alert = JSON.createObjectNode()
                .put("status", "firing")
                .put("startsAt", startsAt)
                .put("endsAt", NEVER)
                .put("generatorURL", "http://prometheus.example:9090/graph?g0.expr=x")
                .put("fingerprint", fingerprint);
        alert.putObject("labels")
                .put("alertname", "CheckoutErrors")
                .put("service", "checkout")
                .put("severity", "critical");
        alert.putObject("annotations").put("description", "31 % of payments fail");
        return alert;
    }

    private static ObjectNode resolved(String fingerprint, String startsAt, String endsAt) {
        return firing(fingerprint, startsAt).put("status", "resolved").put("endsAt", endsAt);
    }

    private JsonNode send(ObjectNode notification, String outcome) {
        HttpResponse<String> answer =
                Service.call("POST", "/api/v1/ingest/alertmanager", token, notification.toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode json = json(answer.body());
        assertThat(json.path("outcome").asText()).isEqualTo(outcome);
        return json;
    }

    private String refused(ObjectNode notification, int status) {
        HttpResponse<String> answer =
                Service.call("POST", "/api/v1/ingest/alertmanager", token, notification.toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        return answer.body();
    }

    private List<JsonNode> atOnce(int senders, String body) {
        CyclicBarrier start = new CyclicBarrier(senders);
        try (ExecutorService pool = Executors.newFixedThreadPool(senders)) {
            List<Future<HttpResponse<String>>> sent = IntStream.range(0, senders)
                    .mapToObj(_ -> pool.submit(() -> {
                        start.await();
                        return Service.call("POST", "/api/v1/ingest/alertmanager", token, body);
                    }))
                    .toList();
            List<JsonNode> answers = new ArrayList<>();
            for (Future<HttpResponse<String>> one : sent) {
                assertThat(one.get().statusCode()).as(one.get().body()).isEqualTo(200);
                answers.add(json(one.get().body()));
            }
            return answers;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String id(JsonNode answer) {
        return answer.path("incidentId").asText();
    }

    private static JsonNode incident(JsonNode answer) {
        return json(as("sam")
                .get("/api/v1/incidents/" + id(answer))
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }

    private static List<String> history(JsonNode answer) {
        return json(as("sam")
                        .get("/api/v1/incidents/" + id(answer) + "/history")
                        .asString())
                .path("items")
                .findValuesAsText("type");
    }

    private static void close(JsonNode answer) {
        as("mei").post("/api/v1/incidents/" + id(answer) + "/close").then().statusCode(200);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** Letters that do not compress, as an index sees them. */
    private static String random(int length) {
        return new Random(length)
                .ints(length, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private long count(String table) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from " + table)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
