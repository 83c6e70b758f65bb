package dev.manabi.incident.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.manabi.testkit.Service;
import dev.manabi.testkit.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class IngestTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String token = Tokens.of("mei", "member", "responder");
    private final String admin = Tokens.of("hana", "member", "admin");
    private final String thing = "T" + UUID.randomUUID();

    @Test
    void an_incident_of_pagerduty_is_followed_from_its_beginning_to_its_end() {
        JsonNode opened = deliver("pagerduty", pagerduty("triggered", "2026-03-01T10:00:00Z"), "OPENED");
        deliver("pagerduty", pagerduty("acknowledged", "2026-03-01T10:02:00Z"), "UPDATED");
        deliver("pagerduty", annotated("Killing the long queries.", "2026-03-01T10:05:00Z"), "UPDATED");
        deliver("pagerduty", pagerduty("priority_updated", "2026-03-01T10:06:00Z"), "UPDATED");
        deliver("pagerduty", pagerduty("resolved", "2026-03-01T10:40:00Z"), "RESOLVED");
        JsonNode incident = incident(opened);
        assertThat(incident.path("title").asText()).isEqualTo("Card payments fail");
        assertThat(incident.path("severity").asText()).isEqualTo("SEV3");
        assertThat(texts(incident.path("services"))).containsExactly("checkout");
        assertThat(incident.path("startedAt").asText()).isEqualTo("2026-03-01T10:00:00Z");
        assertThat(incident.path("acknowledgedAt").asText()).isEqualTo("2026-03-01T10:02:00Z");
        assertThat(incident.path("resolvedAt").asText()).isEqualTo("2026-03-01T10:40:00Z");
        assertThat(incident.path("timeline").findValuesAsText("text"))
                .contains(
                        "Killing the long queries.", "PagerDuty: priority updated", "Alert fires: Card payments fail");
        assertThat(incident.path("timeline").findValuesAsText("url")).contains("https://shop.pagerduty.example/1");
    }

    @Test
    void told_in_any_order_and_twice_it_is_the_same_story() {
        List<ObjectNode> story = List.of(
                pagerduty("triggered", "2026-03-01T10:00:00Z"),
                pagerduty("acknowledged", "2026-03-01T10:02:00Z"),
                annotated("Killing the long queries.", "2026-03-01T10:05:00Z"),
                pagerduty("resolved", "2026-03-01T10:40:00Z"));
        for (int round = 0; round < 12; round++) {
            String other = "T" + UUID.randomUUID();
            List<ObjectNode> told = new ArrayList<>();
            for (ObjectNode one : story) {
                ObjectNode copy = parse(one.toString().replace(thing, other));
                told.add(copy);
                told.add(copy);
            }
            if (round == 0) {
                Collections.reverse(told);
            } else {
                Collections.shuffle(told, new Random(round));
            }
            JsonNode last = JSON.createObjectNode();
            for (ObjectNode one : told) {
                JsonNode answer = send("pagerduty", one);
                last = answer.path("incidentId").isTextual() ? answer : last;
            }
            JsonNode incident = incident(last);
            assertThat(incident.path("status").asText())
                    .as("round %s: %s", round, told)
                    .isEqualTo("RESOLVED");
            assertThat(incident.path("resolvedAt").asText()).isEqualTo("2026-03-01T10:40:00Z");
            assertThat(incident.path("timeline").findValuesAsText("text"))
                    .as("round %s", round)
                    .filteredOn(text -> text.contains("Acknowledged in PagerDuty"))
                    .hasSize(1);
            assertThat(incident.path("timeline").findValuesAsText("text"))
                    .as("round %s", round)
                    .containsOnlyOnce("Killing the long queries.")
                    .containsOnlyOnce("Alert fires: Card payments fail")
                    .containsOnlyOnce("Alert ended: Card payments fail");
            assertThat(incident.path("timeline").findValuesAsText("occurredAt"))
                    .as("round %s: the beginning is known", round)
                    .contains("2026-03-01T10:00:00Z");
            String title = incidents(other);
            assertThat(title).isEqualTo(incident.path("number").asText());
        }
    }

    @Test
    void what_comes_after_the_closing_is_kept_and_reopens_nothing() {
        JsonNode opened = deliver("pagerduty", pagerduty("triggered", "2026-03-01T10:00:00Z"), "OPENED");
        String id = opened.path("incidentId").asText();
        post("/api/v1/incidents/" + id + "/resolve", "{\"at\": \"2026-03-01T10:30:00Z\"}");
        post("/api/v1/incidents/" + id + "/close", "{}");
        deliver("pagerduty", annotated("It was the pool.", "2026-03-01T11:00:00Z"), "UPDATED");
        deliver("pagerduty", pagerduty("acknowledged", "2026-03-01T10:02:00Z"), "UPDATED");
        deliver("pagerduty", pagerduty("resolved", "2026-03-01T10:40:00Z"), "UPDATED");
        JsonNode closed = incident(opened);
        assertThat(closed.path("status").asText()).isEqualTo("CLOSED");
        assertThat(closed.path("timeline").findValuesAsText("text"))
                .contains("It was the pool.", "Acknowledged in PagerDuty", "Alert ended: Card payments fail");
        JsonNode again = deliver("pagerduty", pagerduty("reopened", "2026-03-02T09:00:00Z"), "OPENED");
        assertThat(again.path("incidentId").asText()).isNotEqualTo(id);
        assertThat(incident(opened).path("status").asText()).isEqualTo("CLOSED");
    }

    @Test
    void an_alert_of_opsgenie_with_times_of_three_kinds() {
        ObjectNode create = parse("""
                {"action": "Create", "alert": {"alertId": "%s", "message": "Disk full", "createdAt": 1772359200000,
                 "updatedAt": 1772359200000000110, "priority": 2}}""".formatted(thing));
        ObjectNode close = parse("""
                {"action": "Close", "alert": {"alertId": "%s", "message": "Disk full", "createdAt": 1772359200000,
                 "updatedAt": 1772360100000000110}}""".formatted(thing));
        JsonNode opened = deliver("opsgenie", create, "OPENED");
        deliver("opsgenie", create, "IGNORED");
        deliver("opsgenie", close, "RESOLVED");
        JsonNode incident = incident(opened);
        assertThat(incident.path("severity").asText()).isEqualTo("SEV2");
        assertThat(incident.path("startedAt").asText()).isEqualTo("2026-03-01T10:00:00Z");
        assertThat(incident.path("resolvedAt").asText()).isEqualTo("2026-03-01T10:15:00Z");
    }

    @Test
    void a_monitor_of_datadog_that_comes_and_goes() {
        JsonNode opened = deliver("datadog", datadog("1", "Triggered", 1772359200000L), "OPENED");
        deliver("datadog", datadog("2", "Re-Triggered", 1772359500000L), "IGNORED");
        deliver("datadog", datadog("3", "Recovered", 1772360100000L), "RESOLVED");
        deliver("datadog", datadog("1", "Triggered", 1772359200000L), "IGNORED");
        JsonNode again = deliver("datadog", datadog("4", "Triggered", 1772363700000L), "UPDATED");
        assertThat(again.path("incidentId")).isEqualTo(opened.path("incidentId"));
        JsonNode incident = incident(opened);
        assertThat(incident.path("title").asText()).isEqualTo("High CPU");
        assertThat(incident.path("summary").asText()).isEqualTo("CPU is over 90 %.");
        assertThat(incident.path("resolvedAt").isNull()).isTrue();
    }

    @Test
    void datadogs_own_template_says_less_and_is_understood() {
        String name = "Queue " + thing;
        JsonNode opened = deliver(
                "datadog",
                parse("{\"id\": \"9\", \"title\": \"[Triggered on {host:a}] %s\", \"date\": \"1772359200000\"}"
                        .formatted(name)),
                "OPENED");
        deliver(
                "datadog",
                parse("{\"id\": \"10\", \"title\": \"[Recovered on {host:a}] %s\", \"date\": \"1772359260000\"}"
                        .formatted(name)),
                "RESOLVED");
        assertThat(incident(opened).path("title").asText()).isEqualTo(name);
    }

    @Test
    void an_incident_of_statuspage_comes_with_all_of_its_updates() {
        ObjectNode resolved = parse("""
                {"page": {"id": "p"}, "incident": {"id": "%s", "name": "Delays", "status": "resolved", "impact": "major",
                 "created_at": "2026-03-01T10:00:00.507Z", "resolved_at": "2026-03-01T10:30:00.000Z",
                 "shortlink": "https://stspg.example/1", "components": [{"name": "checkout"}],
                 "incident_updates": [
                  {"id": "u2", "status": "resolved", "body": "It is over.", "created_at": "2026-03-01T10:30:00.000Z"},
                  {"id": "u1", "status": "identified", "body": "It is the database.",
                   "created_at": "2026-03-01T10:10:00.000Z"}]}}""".formatted(thing));
        JsonNode opened = deliver("statuspage", resolved, "OPENED");
        deliver("statuspage", resolved, "IGNORED");
        JsonNode incident = incident(opened);
        assertThat(incident.path("status").asText()).isEqualTo("RESOLVED");
        assertThat(incident.path("severity").asText()).isEqualTo("SEV3");
        assertThat(incident.path("timeline").findValuesAsText("text"))
                .containsSubsequence("identified: It is the database.", "resolved: It is over.");
        ObjectNode maintenance = resolved.deepCopy();
        ((ObjectNode) maintenance.path("incident"))
                .put("scheduled_for", "2026-03-02T10:00:00Z")
                .put("id", "m" + thing);
        deliver("statuspage", maintenance, "IGNORED");
    }

    @Test
    void an_issue_of_github_that_carries_the_label_is_an_incident() {
        String issue = """
                {"action": "%s", "issue": {"number": 7, "title": "Search is down", "html_url": "https://github.example/7",
                 "created_at": "2026-03-01T10:00:00Z", "updated_at": "%s", "closed_at": %s, "body": "No results.",
                 "labels": [{"name": "incident"}, {"name": "severity: critical"}]},
                 "repository": {"name": "search", "full_name": "shop/%s"}}""";
        ObjectNode unlabelled = parse(issue.formatted("opened", "2026-03-01T10:00:00Z", "null", thing)
                .replace("{\"name\": \"incident\"}, ", ""));
        assertThat(deliver("github", unlabelled, "IGNORED", "X-GitHub-Event", "issues")
                        .path("reason")
                        .asText())
                .isEqualTo("The issue does not carry the label incident.");
        JsonNode opened = deliver(
                "github",
                parse(issue.formatted("opened", "2026-03-01T10:00:00Z", "null", thing)),
                "OPENED",
                "X-GitHub-Event",
                "issues");
        ObjectNode comment = parse(issue.formatted("created", "2026-03-01T10:05:00Z", "null", thing));
        comment.putObject("comment").put("id", 12).put("body", "Looking.").put("created_at", "2026-03-01T10:05:00Z");
        deliver("github", comment, "UPDATED", "X-GitHub-Event", "issue_comment");
        deliver(
                "github",
                parse(issue.formatted("closed", "2026-03-01T10:20:00Z", "\"2026-03-01T10:20:00Z\"", thing)),
                "RESOLVED",
                "X-GitHub-Event",
                "issues");
        JsonNode incident = incident(opened);
        assertThat(incident.path("severity").asText()).isEqualTo("SEV2");
        assertThat(incident.path("timeline").findValuesAsText("text")).contains("Looking.");
        deliver("github", parse("{\"zen\": \"Keep it simple.\"}"), "IGNORED", "X-GitHub-Event", "ping");
    }

    @Test
    void a_deployment_goes_to_the_timeline_of_what_is_open_for_the_service() {
        String service = "s" + UUID.randomUUID();
        JsonNode declared = parse(post(
                        "/api/v1/incidents",
                        "{\"title\": \"Errors\", \"severity\": \"SEV3\", \"services\": [\"" + service + "\"]}")
                .body());
        ObjectNode deployed = parse("""
                {"deployment_status": {"id": 5, "state": "success", "environment": "production",
                 "created_at": "2026-03-01T09:50:00Z"}, "deployment": {"sha": "f95f852bd8fca8fc", "ref": "v4.2"},
                 "repository": {"name": "%s", "html_url": "https://github.example/shop"}}""".formatted(service));
        deliver("github", deployed, "UPDATED", "X-GitHub-Event", "deployment_status");
        deliver("github", deployed, "IGNORED", "X-GitHub-Event", "deployment_status");
        JsonNode entry = parse(Service.call(
                                "GET",
                                "/api/v1/incidents/" + declared.path("id").asText(),
                                token,
                                null)
                        .body())
                .path("timeline")
                .path(0);
        assertThat(entry.path("kind").asText()).isEqualTo("DEPLOYMENT");
        assertThat(entry.path("source").asText()).isEqualTo("github");
        assertThat(entry.path("text").asText()).isEqualTo(service + " v4.2 (f95f852b) deployed to production");
        assertThat(entry.path("occurredAt").asText()).isEqualTo("2026-03-01T09:50:00Z");
    }

    @Test
    void a_deployment_shortly_before_an_incident_is_on_its_timeline_from_the_beginning() {
        String service = "s" + UUID.randomUUID();
        ObjectNode deployed =
                parse("""
                {"deployment_status": {"id": "%s", "state": "success", "environment": "production", "created_at": "%s"},
                 "deployment": {"sha": "f95f852bd8fca8fc", "ref": "v4.3"}, "repository": {"name": "%s"}}""".formatted(UUID.randomUUID(), Instant.now().minusSeconds(600), service));
        deliver("github", deployed, "IGNORED", "X-GitHub-Event", "deployment_status");
        String declare = "{\"title\": \"Errors\", \"severity\": \"SEV3\", \"services\": [\"" + service + "\"]}";
        JsonNode declared = parse(post("/api/v1/incidents", declare).body());
        assertThat(declared.path("timeline").path(0).path("text").asText())
                .isEqualTo(service + " v4.3 (f95f852b) deployed to production");
        deliver("github", deployed, "IGNORED", "X-GitHub-Event", "deployment_status");
        JsonNode longAgo = parse(post(
                        "/api/v1/incidents",
                        declare.replace("\"title\"", "\"startedAt\": \"2026-01-01T00:00:00Z\", \"title\""))
                .body());
        assertThat(longAgo.path("timeline")).hasSize(1);
    }

    @Test
    void a_message_in_slack_that_names_an_incident_goes_to_its_timeline() {
        JsonNode opened = deliver("pagerduty", pagerduty("triggered", "2026-03-01T10:00:00Z"), "OPENED");
        String number = opened.path("number").asText();
        ObjectNode message = parse("""
                {"type": "event_callback", "event": {"type": "message", "channel": "C1", "ts": "1772359500.157199",
                 "user": "U1", "text": "%s: rolled back, errors are going down"}}""".formatted(number));
        deliver("slack", message, "UPDATED");
        deliver("slack", message, "IGNORED");
        JsonNode entry = incident(opened).path("timeline").path(1);
        assertThat(entry.path("kind").asText()).isEqualTo("CHAT");
        assertThat(entry.path("occurredAt").asText()).isEqualTo("2026-03-01T10:05:00.157199Z");
        assertThat(entry.path("text").asText()).endsWith("rolled back, errors are going down");
        HttpResponse<String> verified =
                call("slack", "{\"type\": \"url_verification\", \"challenge\": \"abc123\"}", token);
        assertThat(verified.statusCode()).isEqualTo(200);
        assertThat(verified.body()).isEqualTo("{\"challenge\":\"abc123\"}");
    }

    @Test
    void cdevents_are_taken_in_every_mode_of_cloudevents() {
        String data = """
                {"context": {"type": "dev.cdevents.incident.%s.0.3.0", "id": "%s", "timestamp": "%s"},
                 "subject": {"id": "%s", "source": "/monitoring", "content": {"description": "Slow answers",
                  "service": {"id": "search"}}}}""";
        String detected = data.formatted("detected", "1", "2026-03-01T10:00:00Z", thing);
        String envelope = """
                {"specversion": "1.0", "id": "%s", "source": "/monitoring", "type": "dev.cdevents.incident",
                 "subject": null, "data": %s}""";
        JsonNode opened = deliver("cloudevents", parse(detected), "OPENED");
        deliver("cloudevents", parse(envelope.formatted("1", detected)), "IGNORED");
        String resolved = data.formatted("resolved", "2", "2026-03-01T10:20:00Z", thing);
        HttpResponse<String> batch = call("cloudevents", "[" + envelope.formatted("2", resolved) + "]", token);
        assertThat(parse(batch.body()).path("outcome").asText()).isEqualTo("RESOLVED");
        deliver(
                "cloudevents",
                parse(resolved),
                "IGNORED",
                "ce-specversion",
                "1.0",
                "ce-id",
                "2",
                "ce-type",
                "dev.cdevents.incident",
                "ce-source",
                "/monitoring");
        assertThat(call("cloudevents", "[]", token).statusCode()).isEqualTo(200);
        assertThat(incident(opened).path("title").asText()).isEqualTo("Slow answers");
    }

    @Test
    void grafana_is_read_like_alertmanager_with_its_panel_as_the_evidence() {
        ObjectNode firing = parse("""
                {"version": "1", "groupKey": "{}/{a=\\"%1$s\\"}:{}", "status": "firing", "orgId": 1,
                 "title": "[FIRING:1] Memory", "commonLabels": {"alertname": "Memory", "severity": "critical"},
                 "commonAnnotations": {"summary": "High memory usage"},
                 "alerts": [{"status": "firing", "labels": {"alertname": "Memory", "severity": "critical"},
                  "annotations": {}, "startsAt": "2026-03-01T10:00:00Z", "endsAt": "0001-01-01T00:00:00Z",
                  "fingerprint": "%1$s", "generatorURL": "https://grafana.example/rule",
                  "panelURL": "https://grafana.example/d/1?viewPanel=2", "values": {"A": 2473545728}}]}""".formatted(thing));
        JsonNode opened = deliver("grafana", firing, "OPENED");
        ObjectNode resolved = parse(firing.toString()
                .replace("\"firing\"", "\"resolved\"")
                .replace("0001-01-01T00:00:00Z", "2026-03-01T10:30:00Z"));
        deliver("grafana", resolved, "RESOLVED");
        JsonNode incident = incident(opened);
        assertThat(incident.path("title").asText()).isEqualTo("High memory usage");
        assertThat(incident.path("severity").asText()).isEqualTo("SEV2");
        assertThat(incident.path("timeline").findValuesAsText("url"))
                .contains("https://grafana.example/d/1?viewPanel=2");
    }

    @Test
    void a_source_knows_what_its_deliveries_do_not_say() {
        String id = source("pagerduty", """
                "service": "payments", "severity": "SEV5", "team": "storefront",
                "fields": {"title": "/event/data/description", "team": "/event/data/nowhere"},
                "severities": {"High": "SEV1"}""");
        ObjectNode triggered = pagerduty("triggered", "2026-03-01T10:00:00Z");
        ((ObjectNode) triggered.at("/event/data"))
                .put("description", "What it is called")
                .remove("service");
        JsonNode opened = parse(
                call("pagerduty?source=" + id, triggered.toString(), token).body());
        JsonNode incident = incident(opened);
        assertThat(incident.path("title").asText()).isEqualTo("What it is called");
        assertThat(incident.path("severity").asText()).isEqualTo("SEV1");
        assertThat(texts(incident.path("services"))).containsExactly("payments");
        assertThat(incident.path("team").asText()).isEqualTo("storefront");
        assertThat(incident.path("timeline").path(0).path("source").asText()).isEqualTo(id);
    }

    @Test
    void a_service_is_known_by_its_other_names() {
        String id = "svc" + UUID.randomUUID();
        HttpResponse<String> registered = Service.call(
                "POST",
                "/api/v1/services",
                admin,
                "{\"id\": \"" + id + "\", \"name\": \"Shop\", \"aliases\": [\"shop of " + id + "\", \"other " + id
                        + "\"]}");
        assertThat(registered.statusCode()).as(registered.body()).isEqualTo(201);
        ObjectNode triggered = pagerduty("triggered", "2026-03-01T10:00:00Z");
        triggered.withObject("/event/data/service").put("summary", "shop of " + id);
        JsonNode opened = deliver("pagerduty", triggered, "OPENED");
        assertThat(texts(incident(opened).path("services"))).containsExactly(id);
    }

    @Test
    void whoever_signs_with_the_secret_needs_no_token() {
        String id = source("pagerduty", "\"secrets\": [\"the-old-secret\", \"the-new-secret\"]");
        String body = pagerduty("triggered", "2026-03-01T10:00:00Z").toString();
        for (String secret : List.of("the-old-secret", "the-new-secret")) {
            String signature = "v1=" + Signature.of(secret, body.getBytes(StandardCharsets.UTF_8));
            HttpResponse<String> answer =
                    call("pagerduty?source=" + id, body, null, "X-PagerDuty-Signature", "v1=0c0b," + signature);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
        for (String wrong :
                List.of("", "v1=", "v1=0c0b", Signature.of("the-old-secret", body.getBytes(StandardCharsets.UTF_8)))) {
            assertThat(call("pagerduty?source=" + id, body, null, "X-PagerDuty-Signature", wrong)
                            .statusCode())
                    .as(wrong)
                    .isEqualTo(401);
        }
        String ofOther = "v1=" + Signature.of("the-old-secret", (body + " ").getBytes(StandardCharsets.UTF_8));
        assertThat(call("pagerduty?source=" + id, body, null, "X-PagerDuty-Signature", ofOther)
                        .statusCode())
                .isEqualTo(401);
        assertThat(call("pagerduty?source=unheard-of", body, null).statusCode()).isEqualTo(401);
        assertThat(call("pagerduty?source=" + id, body, null).statusCode()).isEqualTo(401);
        JsonNode opened = parse(call(
                        "pagerduty?source=" + id,
                        body,
                        null,
                        "X-PagerDuty-Signature",
                        "v1=" + Signature.of("the-new-secret", body.getBytes(StandardCharsets.UTF_8)))
                .body());
        JsonNode history = parse(Service.call(
                        "GET", "/api/v1/incidents/" + opened.path("incidentId").asText() + "/history", token, null)
                .body());
        assertThat(history.path("items").findValuesAsText("actor")).containsOnly("system:" + id);
    }

    @Test
    void an_answer_is_not_given_again_to_somebody_who_proves_nothing() {
        String id = source("pagerduty", "\"secrets\": [\"signed-with-this\"]");
        String body = pagerduty("triggered", "2026-03-01T10:00:00Z").toString();
        String signature = "v1=" + Signature.of("signed-with-this", body.getBytes(StandardCharsets.UTF_8));
        String key = UUID.randomUUID().toString();
        String path = "pagerduty?source=" + id;
        assertThat(call(path, body, null, "Idempotency-Key", key, "X-PagerDuty-Signature", signature)
                        .statusCode())
                .isEqualTo(200);
        assertThat(call(path, body, null, "Idempotency-Key", key).statusCode()).isEqualTo(401);
    }

    @Test
    void a_source_that_cannot_sign_shows_its_secret_in_a_header() {
        String id = source("opsgenie", "\"secrets\": [\"shown-in-a-header\"]");
        String body = "{\"action\": \"Create\", \"alert\": {\"alertId\": \"" + thing + "\", \"message\": \"Slow\"}}";
        assertThat(call("opsgenie?source=" + id, body, null, "X-Manabi-Secret", "shown-in-a-header")
                        .statusCode())
                .isEqualTo(200);
        assertThat(call("opsgenie?source=" + id, body, null, "X-Manabi-Secret", "shown-in-another")
                        .statusCode())
                .isEqualTo(401);
        assertThat(call("grafana?source=" + id, body, null, "X-Manabi-Secret", "shown-in-a-header")
                        .statusCode())
                .isEqualTo(401);
        change(id, "{\"enabled\": false}");
        assertThat(call("opsgenie?source=" + id, body, null, "X-Manabi-Secret", "shown-in-a-header")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void a_secret_never_comes_back() {
        String id = source("opsgenie", "\"secrets\": [\"never-to-be-seen-again\"]");
        String seen =
                Service.call("GET", "/api/v1/ingest/sources/" + id, admin, null).body()
                        + Service.call("GET", "/api/v1/ingest/sources?limit=200", admin, null)
                                .body()
                        + change(id, "{\"enabled\": true}").body();
        assertThat(seen).doesNotContain("never-to-be-seen-again").contains("\"secrets\":1");
        call("opsgenie?source=" + id, "{\"what\": 1}", null, "X-Manabi-Secret", "never-to-be-seen-again");
        JsonNode rejected = rejectedOf(id);
        assertThat(Service.call(
                                "GET",
                                "/api/v1/ingest/rejected/" + rejected.path("id").asText(),
                                admin,
                                null)
                        .body())
                .doesNotContain("never-to-be-seen-again");
    }

    @Test
    void what_is_not_understood_is_kept_and_can_be_tried_again() {
        String id = source("pagerduty", "\"service\": \"search\"");
        ObjectNode strange = pagerduty("triggered", "yesterday");
        HttpResponse<String> refused = call("pagerduty?source=" + id, strange.toString(), token);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(parse(refused.body()).path("code").asText()).isEqualTo("not-understood");
        JsonNode rejected = rejectedOf(id);
        assertThat(rejected.path("reason").asText()).isEqualTo("A time cannot be read.");
        String path = "/api/v1/ingest/rejected/" + rejected.path("id").asText();
        HttpResponse<String> still = Service.call("POST", path + "/retry", admin, null);
        assertThat(still.statusCode()).isEqualTo(409);
        JsonNode read = parse(Service.call("GET", path, admin, null).body());
        assertThat(read.path("attempts").asInt()).isEqualTo(2);
        assertThat(read.path("body").asText()).isEqualTo(strange.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pagerduty | {\"event\": {}}",
                "pagerduty | {\"event\": {\"event_type\": \"incident.triggered\", \"occurred_at\": \"2026-03-01T10:00:00Z\", \"data\": {}}}",
                "opsgenie | {\"alert\": {}}",
                "opsgenie | {\"action\": \"Create\", \"alert\": {\"alertId\": {\"no\": 1}}}",
                "datadog | {}",
                "statuspage | []",
                "github | {}",
                "slack | {\"type\": 5.5, \"event\": 1, \"challenge\": {}, \"x\": [[[]]]} x",
                "grafana | {\"version\": \"4\"}",
                "grafana | {\"version\": \"1\", \"alerts\": 5}",
                "cloudevents | [{\"specversion\": \"1.0\"}]",
                "cloudevents | \"text\" \"more\"",
                "pagerduty | {",
                "pagerduty | nothing",
            })
    void strange_deliveries_are_refused_and_nothing_is_declared(String kind, String body) {
        long before = count();
        HttpResponse<String> answer = call(kind, body, token);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(count()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"22025-01-01T00:00:00Z", "1900-01-01T00:00:00Z", "999999999999999999", "2026-13-45"})
    void impossible_times_are_refused(String time) {
        HttpResponse<String> answer =
                call("pagerduty", pagerduty("triggered", time).toString(), token);
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 400);
        assertThat(answer.statusCode() == 200).isEqualTo(time.equals("999999999999999999"));
    }

    @Test
    void a_deep_or_large_delivery_is_refused() {
        assertThat(call("pagerduty", "[".repeat(100_000), token).statusCode()).isEqualTo(400);
        assertThat(call("pagerduty", "{\"a\": \"" + "x".repeat(2_000_000) + "\"}", token)
                        .statusCode())
                .isEqualTo(413);
        assertThat(call("nonsense", "{}", token).statusCode()).isEqualTo(404);
    }

    @Test
    void configuration_that_makes_no_sense_is_refused() {
        assertThat(add("{\"id\": \"x" + UUID.randomUUID() + "\", \"kind\": \"nagios\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(add("{\"id\": \"Not An Id\", \"kind\": \"slack\"}").statusCode())
                .isEqualTo(400);
        assertThat(add("{\"id\": \"x" + UUID.randomUUID()
                                + "\", \"kind\": \"slack\", \"fields\": {\"title\": \"no pointer\"}}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(add("{\"id\": \"x" + UUID.randomUUID()
                                + "\", \"kind\": \"slack\", \"fields\": {\"colour\": \"/x\"}}")
                        .statusCode())
                .isEqualTo(400);
        String id = source("slack", "\"enabled\": true");
        assertThat(add("{\"id\": \"" + id + "\", \"kind\": \"slack\"}").statusCode())
                .isEqualTo(409);
        HttpResponse<String> removed =
                Service.call("DELETE", "/api/v1/ingest/sources/" + id, admin, null, "If-Match", "\"0\"");
        assertThat(removed.statusCode()).as(removed.body()).isEqualTo(200);
        assertThat(Service.call("GET", "/api/v1/ingest/sources/" + id, admin, null)
                        .statusCode())
                .isEqualTo(404);
    }

    private ObjectNode pagerduty(String step, String at) {
        return parse("""
                {"event": {"id": "%s", "event_type": "incident.%s", "resource_type": "incident", "occurred_at": "%s",
                 "data": {"id": "%s", "type": "incident", "title": "Card payments fail", "urgency": "high",
                  "html_url": "https://shop.pagerduty.example/1", "service": {"summary": "checkout"}}}}""".formatted(step + at, step, at, thing));
    }

    private ObjectNode annotated(String text, String at) {
        return parse("""
                {"event": {"id": "%1$s", "event_type": "incident.annotated", "occurred_at": "%2$s",
                 "data": {"id": "N%1$s", "type": "incident_note", "content": "%3$s",
                  "incident": {"id": "%4$s", "summary": "Card payments fail"}}}}""".formatted(at, at, text, thing));
    }

    private ObjectNode datadog(String id, String transition, long at) {
        return parse("""
                {"id": "%s", "alert_id": "%s", "alert_transition": "%s", "date": "%d",
                 "title": "[%s on {host:a}] High CPU", "body": "%%%%%%\\nCPU is over 90 %%.\\n%%%%%%"}""".formatted(id, thing, transition, at, transition));
    }

    private String source(String kind, String more) {
        String id = "s" + UUID.randomUUID();
        HttpResponse<String> answer = add("{\"id\": \"" + id + "\", \"kind\": \"" + kind + "\", " + more + "}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return id;
    }

    private HttpResponse<String> add(String json) {
        return Service.call("POST", "/api/v1/ingest/sources", admin, json);
    }

    private HttpResponse<String> change(String id, String json) {
        String version = Service.call("GET", "/api/v1/ingest/sources/" + id, admin, null)
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        return Service.call("PUT", "/api/v1/ingest/sources/" + id, admin, json, "If-Match", version);
    }

    private JsonNode rejectedOf(String source) {
        JsonNode page = parse(Service.call("GET", "/api/v1/ingest/rejected?limit=200", admin, null)
                .body());
        for (JsonNode one : page.path("items")) {
            if (one.path("source").asText().equals(source)) {
                return one;
            }
        }
        throw new AssertionError("nothing of " + source + " was rejected");
    }

    private JsonNode deliver(String kind, ObjectNode json, String outcome, String... headers) {
        JsonNode answer = send(kind, json, headers);
        assertThat(answer.path("outcome").asText()).as("%s", answer).isEqualTo(outcome);
        return answer;
    }

    private JsonNode send(String kind, ObjectNode json, String... headers) {
        HttpResponse<String> answer = call(kind, json.toString(), token, headers);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return parse(answer.body());
    }

    private static HttpResponse<String> call(String kind, String body, String token, String... headers) {
        return Service.call("POST", "/api/v1/ingest/" + kind, token, body, headers);
    }

    private HttpResponse<String> post(String path, String json) {
        HttpResponse<String> answer = Service.call("POST", path, token, json);
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
        return answer;
    }

    private JsonNode incident(JsonNode answer) {
        return parse(Service.call(
                        "GET", "/api/v1/incidents/" + answer.path("incidentId").asText(), token, null)
                .body());
    }

    /** The number of the one incident whose history tells of that thing. */
    private String incidents(String other) {
        JsonNode answer = send(
                "pagerduty",
                parse(pagerduty("triggered", "2026-03-01T10:00:00Z").toString().replace(thing, other)));
        assertThat(answer.path("outcome").asText()).isEqualTo("IGNORED");
        return answer.path("number").asText();
    }

    private long count() {
        JsonNode page = parse(
                Service.call("GET", "/api/v1/incidents?limit=1", token, null).body());
        String number = page.path("items").path(0).path("number").asText("INC-0");
        return Long.parseLong(number.substring(4));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(one -> texts.add(one.asText()));
        return texts;
    }

    private static ObjectNode parse(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }
}
