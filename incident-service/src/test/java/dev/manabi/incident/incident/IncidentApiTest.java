package dev.manabi.incident.incident;

import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.manabi.contracts.IncidentMessage;
import dev.manabi.contracts.Topic;
import dev.manabi.testkit.TestTopics;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class IncidentApiTest {

    private static final String DECLARE = """
            {"title": "Card payments fail", "severity": "SEV2", "services": ["checkout", "payments"],
             "team": "storefront", "startedAt": "2026-03-01T10:02:00Z", "detectedBy": "MONITORING"}
            """;

    @Test
    void an_incident_goes_from_declared_to_closed_and_the_world_is_told_in_order() {
        String id = declare();
        as("mei").post(path(id, "acknowledge")).then().statusCode(200).body("status", equalTo("ACKNOWLEDGED"));
        as("mei")
                .header("If-Match", "\"2\"")
                .body("{\"commander\": \"mei\", \"responders\": [\"alex\"]}")
                .put(path(id, "roles"))
                .then()
                .statusCode(200)
                .header("ETag", "\"3\"")
                .body("roles.commander", equalTo("mei"));
        as("mei")
                .header("If-Match", "\"3\"")
                .body("{\"userVisible\": true, \"downtimeMinutes\": 55, \"moneyAffected\": true}")
                .put(path(id, "impact"))
                .then()
                .statusCode(200)
                .body("impact.downtimeMinutes", equalTo(55))
                .body("impact.usersAffected", nullValue());
        as("alex")
                .body(
                        "{\"occurredAt\": \"2026-03-01T09:58:00Z\", \"kind\": \"DEPLOYMENT\", \"text\": \"checkout 4.2 goes"
                                + " out\", \"evidence\": [{\"kind\": \"LINK\", \"url\": \"https://ci.example/42\"}]}")
                .post(path(id, "timeline"))
                .then()
                .statusCode(201)
                .body("author", equalTo("alex"))
                .body("source", equalTo("person"));
        as("mei")
                .body("{\"at\": \"2026-03-01T10:40:00Z\", \"note\": \"rolled back\"}")
                .post(path(id, "mitigate"))
                .then()
                .statusCode(200)
                .body("mitigatedAt", equalTo("2026-03-01T10:40:00Z"));
        as("mei").body("{}").post(path(id, "resolve")).then().statusCode(200);
        as("mei")
                .post(path(id, "close"))
                .then()
                .statusCode(200)
                .body("status", equalTo("CLOSED"))
                .body("timeline[0].text", equalTo("checkout 4.2 goes out"));

        await().untilAsserted(() -> assertThat(TestTopics.received(Topic.INCIDENTS, id))
                .extracting(TestTopics.Message::type)
                .containsExactly(
                        "manabi.incident.declared.v1",
                        "manabi.incident.acknowledged.v1",
                        "manabi.incident.mitigated.v1",
                        "manabi.incident.resolved.v1",
                        "manabi.incident.closed.v1"));
        TestTopics.Message closed = TestTopics.received(Topic.INCIDENTS, id).getLast();
        IncidentMessage.Incident incident = ((IncidentMessage.IncidentClosed) closed.event()).incident();
        assertThat(incident.impact().downtimeMinutes()).isEqualTo(55);
        assertThat(incident.roles().responders()).containsExactly("alex");
        assertThat(incident.timeline())
                .anySatisfy(entry -> assertThat(entry.evidence()).hasSize(1));
        assertThat(closed.headers()).containsEntry("ce_actor", "mei").containsEntry("ce_sequence", "8");
    }

    @Test
    void what_it_is_about_can_be_said_otherwise_while_it_is_open() {
        String id = declare();
        as("mei")
                .header("If-Match", "\"1\"")
                .body("{\"title\": \"決済が失敗する\", \"kind\": \"DRILL\", \"services\": [\"checkout\"],"
                        + " \"servicesAtFault\": [\"payments\"], \"detectedBy\": \"PERSON\"}")
                .put(path(id, "description"))
                .then()
                .statusCode(200)
                .body("title", equalTo("決済が失敗する"))
                .body("kind", equalTo("DRILL"))
                .body("servicesAtFault", equalTo(List.of("payments")))
                .body("team", nullValue());
        as("sam")
                .get("/api/v1/incidents?kind=DRILL&limit=200")
                .then()
                .body("items.id", hasItem(id))
                .body("items.kind.unique()", equalTo(List.of("DRILL")));
    }

    @Test
    void figures_have_a_unit_and_an_estimate_says_how() {
        String id = declare();
        String figure = "{\"figures\": [{\"kind\": \"MONEY\", \"what\": \"lost sales\", \"value\": 5200.50,"
                + " \"unit\": \"EUR\", \"estimated\": true%s}]}";
        as("mei")
                .header("If-Match", "\"1\"")
                .body(figure.formatted(""))
                .put(path(id, "impact"))
                .then()
                .statusCode(400)
                .body("detail", containsString("how \"lost sales\" was estimated"));
        as("mei")
                .header("If-Match", "\"1\"")
                .body(figure.formatted(", \"how\": \"by last week\""))
                .put(path(id, "impact"))
                .then()
                .statusCode(200)
                .body("impact.figures[0].unit", equalTo("EUR"))
                .body("impact.figures[0].value", equalTo(5200.5f));
    }

    @Test
    void what_is_declared_after_the_fact_comes_with_its_own_times_and_doubts() {
        as("mei")
                .body("{\"title\": \"Long over\", \"severity\": \"SEV2\", \"startedAt\": \"2025-06-09T13:54:00Z\","
                        + " \"detectedAt\": \"2026-06-09T13:54:00Z\", \"mitigatedAt\": \"2026-06-09T14:10:00Z\","
                        + " \"resolvedAt\": \"2026-06-09T14:00:00Z\"}")
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .header("ETag", "\"3\"")
                .body("status", equalTo("RESOLVED"))
                .body("resolvedAt", equalTo("2026-06-09T14:00:00Z"))
                .body("warnings.rule", hasItem("WRONG_YEAR"))
                .body("warnings.rule", hasItem("CONTRADICTION"));
    }

    @Test
    void facts_are_gathered_after_the_closing_too() {
        String id = declare();
        as("mei").post(path(id, "resolve")).then().statusCode(200);
        as("mei").post(path(id, "close")).then().statusCode(200);
        as("sam")
                .body("{\"occurredAt\": \"2026-03-01T09:58:00Z\", \"text\": \"found in the log\"}")
                .post(path(id, "timeline"))
                .then()
                .statusCode(201);
    }

    @Test
    void a_human_number_names_an_incident_too() {
        String number = as("mei").body(DECLARE).post("/api/v1/incidents").path("number");
        as("sam")
                .get("/api/v1/incidents/" + number.toLowerCase(java.util.Locale.ROOT))
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("number", equalTo(number));
    }

    @Test
    void what_is_closed_must_be_reopened_to_be_changed() {
        String id = declare();
        problem(as("mei").post(path(id, "close")).then(), 409, "incident-not-resolved");
        as("mei").post(path(id, "resolve")).then().statusCode(200);
        as("mei").post(path(id, "close")).then().statusCode(200);
        problem(as("mei").post(path(id, "acknowledge")).then(), 409, "incident-closed");
        as("mei")
                .body("{\"reason\": \"it came back\"}")
                .post(path(id, "reopen"))
                .then()
                .statusCode(200)
                .body("resolvedAt", nullValue())
                .body("timeline.text", hasItem("Reopened: it came back"));
    }

    @Test
    void an_incident_can_be_read_as_it_was() {
        java.time.Instant before = java.time.Instant.now();
        String id = declare();
        String declared = as("mei").get("/api/v1/incidents/" + id).path("declaredAt");
        as("mei")
                .body("{\"occurredAt\": \"2026-03-01T09:58:00Z\", \"text\": \"seen\"}")
                .post(path(id, "timeline"))
                .then()
                .statusCode(201);
        as("mei")
                .get("/api/v1/incidents/" + id)
                .then()
                .body("timeline", hasSize(2))
                .body("coverage.entries", equalTo(1))
                .body("coverage.withEvidence", equalTo(0))
                .body("coverage.share", equalTo(0.0f));
        as("mei")
                .get("/api/v1/incidents/" + id + "?at=" + declared)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("timeline", hasSize(1))
                .body("coverage.share", nullValue());
        as("mei").get("/api/v1/incidents/" + id + "?at=" + before).then().statusCode(404);
        as("mei")
                .get("/api/v1/incidents/" + id + "?at=yesterday")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("at"));
    }

    @Test
    void incidents_are_found_by_when_they_began() {
        String team = "t" + UUID.randomUUID();
        for (String day : List.of("01", "02", "03")) {
            as("mei")
                    .body("{\"title\": \"Of day " + day + "\", \"severity\": \"SEV4\", \"team\": \"" + team
                            + "\", \"startedAt\": \"2026-02-" + day + "T00:00:00Z\"}")
                    .post("/api/v1/incidents")
                    .then()
                    .statusCode(201);
        }
        as("mei")
                .get("/api/v1/incidents?team=" + team + "&from=2026-02-02T00:00:00Z&to=2026-02-03T00:00:00Z")
                .then()
                .body("items.title", equalTo(List.of("Of day 02")));
        as("mei")
                .get("/api/v1/incidents?from=%2B22025-01-01T00:00:00Z")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("from"));
    }

    @Test
    void a_fact_can_be_corrected_and_the_one_before_stays_known() {
        String id = declare();
        String entry = as("mei")
                .body("{\"occurredAt\": \"2026-03-01T09:58:00Z\", \"text\": \"checkout 4.1 goes out\"}")
                .post(path(id, "timeline"))
                .path("id");
        String better = "{\"occurredAt\": \"2026-03-01T09:59:00Z\", \"kind\": \"DEPLOYMENT\","
                + " \"text\": \"checkout 4.2 goes out\","
                + " \"evidence\": [{\"kind\": \"LINK\", \"url\": \"https://ci.example/42\"}]}";
        as("alex")
                .header("If-Match", "\"2\"")
                .body(better)
                .put(path(id, "timeline/" + entry))
                .then()
                .statusCode(200)
                .body("timeline.text", hasItem("checkout 4.2 goes out"))
                .body("corrections[0].by", equalTo("alex"))
                .body("corrections[0].before.text", equalTo("checkout 4.1 goes out"))
                .body("corrections[0].before.occurredAt", equalTo("2026-03-01T09:58:00Z"))
                .body("coverage.share", equalTo(1.0f));
        as("mei")
                .get(path(id, "timeline"))
                .then()
                .body("items[0].text", equalTo("checkout 4.2 goes out"))
                .body("items[0].author", equalTo("mei"))
                .body("items[0].kind", equalTo("DEPLOYMENT"));
        String machine = as("mei").get(path(id, "timeline")).path("items[1].id");
        as("alex")
                .header("If-Match", "\"3\"")
                .body(better)
                .put(path(id, "timeline/" + machine))
                .then()
                .statusCode(409)
                .body("code", equalTo("entry-of-a-machine"));
        as("alex")
                .header("If-Match", "\"3\"")
                .body(better)
                .put(path(id, "timeline/none"))
                .then()
                .statusCode(404);
        as("alex")
                .header("If-Match", "\"2\"")
                .body(better)
                .put(path(id, "timeline/" + entry))
                .then()
                .statusCode(412);
    }

    @Test
    void a_time_can_be_corrected_and_the_one_before_stays_known() {
        String id = declare();
        as("mei")
                .header("If-Match", "\"1\"")
                .body("{\"startedAt\": \"2026-03-01T09:58:00Z\", \"detectedAt\": \"2026-03-01T10:05:00Z\","
                        + " \"reason\": \"The first failed payment in the log.\"}")
                .put(path(id, "times"))
                .then()
                .statusCode(200)
                .body("startedAt", equalTo("2026-03-01T09:58:00Z"))
                .body("durations.detect.seconds", equalTo(420))
                .body("durations.resolve.seconds", nullValue())
                .body("timeline.text", hasItem("Times corrected: The first failed payment in the log."));
        as("mei").get("/api/v1/incidents/" + id).then().body("startedAt", equalTo("2026-03-01T09:58:00Z"));
        as("mei")
                .get("/api/v1/incidents/" + id + "/history")
                .then()
                .body("items[0].data.startedAt", equalTo("2026-03-01T10:02:00Z"))
                .body("items[1].type", equalTo("times-corrected.v1"));
        as("mei")
                .header("If-Match", "\"2\"")
                .body("{\"resolvedAt\": \"2026-03-01T11:00:00Z\", \"reason\": \"x\"}")
                .put(path(id, "times"))
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("resolvedAt"));
        as("sam", "member")
                .header("If-Match", "\"2\"")
                .body("{\"reason\": \"x\"}")
                .put(path(id, "times"))
                .then()
                .statusCode(403);
    }

    @Test
    void the_worst_severity_stays_known_after_a_downgrade() {
        String id = declare();
        as("mei").header("If-Match", "\"1\"").body("{\"severity\": \"SEV1\"}").put(path(id, "severity"));
        as("mei")
                .header("If-Match", "\"2\"")
                .body("{\"severity\": \"SEV4\"}")
                .put(path(id, "severity"))
                .then()
                .body("severity", equalTo("SEV4"))
                .body("peakSeverity", equalTo("SEV1"));
    }

    @Test
    void lists_are_filtered_and_paged() {
        String team = "team-" + UUID.randomUUID();
        List<String> ids = IntStream.range(0, 5)
                .mapToObj(n -> as("mei")
                        .body(DECLARE.replace("storefront", team))
                        .post("/api/v1/incidents")
                        .<String>path("id"))
                .toList();
        ValidatableResponse first = as("sam")
                .queryParam("team", team)
                .queryParam("service", "checkout")
                .queryParam("status", "OPEN")
                .queryParam("limit", 3)
                .get("/api/v1/incidents")
                .then()
                .statusCode(200)
                .body("items.id", equalTo(List.of(ids.get(4), ids.get(3), ids.get(2))))
                .body("next", notNullValue());
        String cursor = first.extract().path("next");
        as("sam")
                .queryParam("team", team)
                .queryParam("limit", 3)
                .queryParam("cursor", cursor)
                .get("/api/v1/incidents")
                .then()
                .body("items.id", equalTo(List.of(ids.get(1), ids.get(0))))
                .body("next", nullValue());
        as("sam")
                .queryParam("team", team)
                .queryParam("service", "other")
                .get("/api/v1/incidents")
                .then()
                .body("items", hasSize(0));
    }

    @Test
    void the_same_request_under_one_key_declares_one_incident() {
        String key = UUID.randomUUID().toString();
        String first = as("mei")
                .header("Idempotency-Key", key)
                .body(DECLARE)
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .asString();
        String again = as("mei")
                .header("Idempotency-Key", key)
                .body(DECLARE.replace(", ", ",  "))
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .header("Location", containsString("/api/v1/incidents/"))
                .header("Idempotency-Replayed", "true")
                .extract()
                .asString();
        assertThat(again).isEqualTo(first);
        problem(
                as("mei")
                        .header("Idempotency-Key", key)
                        .body(DECLARE.replace("SEV2", "SEV1"))
                        .post("/api/v1/incidents")
                        .then(),
                422,
                "idempotency-key-reused");
        String other = as("alex")
                .header("Idempotency-Key", key)
                .body(DECLARE)
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        assertThat(first).doesNotContain(other);
    }

    @Test
    void bad_input_is_answered_with_a_problem_and_changes_nothing() {
        String id = declare();
        problem(as("mei").body("{\"title\": ").post("/api/v1/incidents").then(), 400, "malformed-json");
        problem(as("mei").body("[]").post("/api/v1/incidents").then(), 400, "malformed-json");
        problem(
                        as("mei")
                                .body("{\"title\": \"x\", \"severity\": \"BAD\"}")
                                .post("/api/v1/incidents")
                                .then(),
                        400,
                        "invalid-value")
                .body("errors[0].field", equalTo("severity"));
        problem(
                        as("mei")
                                .body("{\"title\": {\"a\": 1}, \"severity\": \"SEV1\"}")
                                .post("/api/v1/incidents")
                                .then(),
                        400,
                        "invalid-value")
                .body("errors[0].field", equalTo("title"));
        problem(
                        as("mei")
                                .body("{\"severity\": \"SEV1\"}")
                                .post("/api/v1/incidents")
                                .then(),
                        400,
                        "invalid-value")
                .body("errors[0].field", equalTo("title"));
        problem(
                        as("mei")
                                .body("{\"title\": \"x\", \"severity\": \"SEV1\", \"sevrity\": 1}")
                                .post("/api/v1/incidents")
                                .then(),
                        400,
                        "invalid-value")
                .body("errors[0].field", equalTo("sevrity"));
        problem(
                as("mei")
                        .body("{\"title\": \"x\", \"severity\": \"SEV1\", \"startedAt\": \"2999-01-01T00:00:00Z\"}")
                        .post("/api/v1/incidents")
                        .then(),
                400,
                "invalid-value");
        problem(as("mei").body("x".repeat(5_000_000)).post("/api/v1/incidents").then(), 413, "body-too-large");
        problem(as("mei").get("/api/v1/incidents/" + UUID.randomUUID()).then(), 404, "not-found");
        problem(as("mei").get("/api/v1/incidents/INC-999999").then(), 404, "not-found");
        problem(as("mei").get("/api/v1/incidents/%00").then(), 404, "not-found");
        problem(as("mei").get("/api/v1/nothing").then(), 404, "not-found");
        problem(as("mei").queryParam("limit", 0).get("/api/v1/incidents").then(), 400, "invalid-value");
        problem(as("mei").queryParam("cursor", "!!").get("/api/v1/incidents").then(), 400, "invalid-value");
        problem(
                as("mei")
                        .body("{\"severity\": \"SEV1\"}")
                        .put(path(id, "severity"))
                        .then(),
                428,
                "version-required");
        problem(
                as("mei")
                        .header("If-Match", "\"9\"")
                        .body("{\"severity\": \"SEV1\"}")
                        .put(path(id, "severity"))
                        .then(),
                412,
                "stale-version");
        problem(
                as("mei")
                        .header("If-Match", "W/\"1\"")
                        .body("{\"severity\": \"SEV1\"}")
                        .put(path(id, "severity"))
                        .then(),
                400,
                "invalid-value");
        problem(
                as("mei")
                        .header("If-Match", "\"1\"")
                        .body("{\"downtimeMinutes\": -1}")
                        .put(path(id, "impact"))
                        .then(),
                400,
                "invalid-value");
        problem(
                as("mei")
                        .body(
                                "{\"occurredAt\": \"2026-03-01T10:00:00Z\", \"text\": \"x\", \"evidence\": [{\"kind\": \"LINK\", \"url\": \"javascript:alert(1)\"}]}")
                        .post(path(id, "timeline"))
                        .then(),
                400,
                "invalid-value");
        as("mei").get("/api/v1/incidents/" + id).then().statusCode(200).header("ETag", "\"1\"");
    }

    @Test
    void nobody_gets_in_without_a_valid_token_or_the_role() {
        problem(RestAssured.given().get("/api/v1/incidents").then(), 401, "unauthorized");
        problem(
                RestAssured.given()
                        .auth()
                        .oauth2("abc")
                        .get("/api/v1/incidents")
                        .then(),
                401,
                "unauthorized");
        problem(as("x", new String[0]).get("/api/v1/incidents").then(), 403, "forbidden");
        String id = declare();
        problem(as("sam").post(path(id, "acknowledge")).then(), 403, "forbidden");
    }

    private static ValidatableResponse problem(ValidatableResponse answer, int status, String code) {
        return answer.statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code))
                .body("status", equalTo(status))
                .body("detail", notNullValue());
    }

    private static String declare() {
        return as("mei")
                .body(DECLARE)
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .body("status", equalTo("OPEN"))
                .extract()
                .path("id");
    }

    private static String path(String id, String step) {
        return "/api/v1/incidents/" + id + "/" + step;
    }
}
