package dev.manabi.incident.past;

import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.manabi.contracts.IncidentMessage;
import dev.manabi.contracts.Topic;
import dev.manabi.incident.past.ImportLine.LineStatus;
import dev.manabi.testkit.TestTopics;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Incidents of the past, handed in as JSON Lines. */
@QuarkusTest
class PastIncidentsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path FACTS = Path.of("../../shared/data/incidents/incident_facts.jsonl");

    private final String source = "a" + UUID.randomUUID();

    @Test
    void lines_become_closed_incidents_and_what_nobody_knows_stays_unknown() {
        String lines = """
                {"key": "1", "title": "Card payments fail", "severity": "SEV1", "startedAt": null, \
                "resolvedAt": "2019-05-01 10:40", "services": ["checkout"], "roles": {"commander": "mei"}, \
                "impact": {"dataLoss": true, "downtimeMinutes": 0}}

                {"key": "2", "title": "検索が遅い", "severity": "sev3", "startedAt": "2020-02-12T11:45:00+09:00", \
                "kind": "NEAR_MISS", "colour": "red"}
                """;
        JsonPath imported = finished(handIn("zone=Asia/Tokyo", lines));
        assertThat(imported.getInt("lines")).isEqualTo(2);
        assertThat(imported.getInt("imported")).isEqualTo(2);
        assertThat(imported.getList("ignoredNames")).containsExactly("colour");
        JsonPath all = lines(imported.getString("id"), "");
        assertThat(all.getList("items.number")).containsExactly(1, 3);
        as("sam")
                .get("/api/v1/incidents/" + all.getString("items[0].incidentNumber"))
                .then()
                .statusCode(200)
                .body("status", equalTo("CLOSED"))
                .body("closedAt", nullValue())
                .body("startedAt", nullValue())
                .body("detectedAt", nullValue())
                .body("resolvedAt", equalTo("2019-05-01T01:40:00Z"))
                .body("durations.resolve.seconds", nullValue())
                .body("impact.downtimeMinutes", equalTo(0))
                .body("impact.dataLoss", equalTo(true))
                .body("impact.moneyAffected", nullValue())
                .body("imported.source", equalTo(source))
                .body("imported.key", equalTo("1"));
        as("sam")
                .get("/api/v1/incidents/" + all.getString("items[1].incidentId"))
                .then()
                .body("kind", equalTo("NEAR_MISS"))
                .body("startedAt", equalTo("2020-02-12T02:45:00Z"))
                .body("title", equalTo("検索が遅い"));
        await().untilAsserted(() -> {
            List<TestTopics.Message> told = TestTopics.received(Topic.INCIDENTS, all.getString("items[0].incidentId"));
            assertThat(told).extracting(TestTopics.Message::type).containsExactly("manabi.incident.recorded.v1");
            IncidentMessage.IncidentRecorded recorded =
                    (IncidentMessage.IncidentRecorded) told.getFirst().event();
            assertThat(recorded.incident().startedAt()).isNull();
        });
    }

    @Test
    void a_line_that_is_wrong_is_reported_with_its_number_and_the_rest_goes_on() {
        JsonPath imported = finished(handIn("", """
                {"key": "1", "title": "good", "severity": "SEV2"}
                {"key": "2", "title": "no severity"}
                this is no JSON
                {"key": "4", "title": "unknown severity", "severity": "HIGH"}
                {"key": "5", "severity": "SEV2"}
                {"key": "6", "title": "wrong type", "severity": "SEV2", "impact": {"dataLoss": "maybe"}}
                {"key": "7", "title": "negative", "severity": "SEV2", "impact": {"downtimeMinutes": -1}}
                {"key": "8", "title": "far ahead", "severity": "SEV2", "startedAt": "2925-01-01T00:00:00Z"}
                {"key": "9", "title": "twice", "title": "twice", "severity": "SEV2"}
                ["no object"]
                {"key": "11", "title": "unreadable time", "severity": "SEV2", "startedAt": "2024-03-13 HH:mm"}
                {"key": "12", "title": "fraction", "severity": "SEV2", "impact": {"usersAffected": 1e999999}}
                """));
        assertThat(imported.getInt("imported")).isEqualTo(2);
        assertThat(imported.getInt("rejected")).isEqualTo(10);
        JsonPath rejected = lines(imported.getString("id"), "?status=REJECTED");
        assertThat(rejected.getList("items.number")).containsExactly(2, 3, 4, 5, 6, 7, 8, 9, 10, 12);
        assertThat(rejected.getString("items[0].reason")).isEqualTo("severity is missing.");
        assertThat(rejected.getString("items[2].reason")).contains("\"HIGH\" is none of [SEV1");
        assertThat(rejected.getString("items[3].reason")).contains("title");
        assertThat(rejected.getString("items[4].reason")).contains("impact.dataLoss");
        assertThat(rejected.getString("items[6].reason")).contains("lies in the future");
        JsonPath good = lines(imported.getString("id"), "?status=IMPORTED");
        assertThat(good.getString("items[1].warnings[0]")).contains("startedAt \"2024-03-13 HH:mm\"");
    }

    @Test
    void a_key_that_is_known_changes_nothing() {
        String line = "{\"key\": \"1\", \"title\": \"once\", \"severity\": \"SEV2\"}\n";
        String first = lines(finished(handIn("", line)).getString("id"), "").getString("items[0].incidentId");
        JsonPath again = finished(handIn("", line + line));
        assertThat(again.getInt("known")).isEqualTo(2);
        assertThat(lines(again.getString("id"), "").getList("items.incidentId")).containsExactly(first, first);
        as("sam").get("/api/v1/incidents/" + first + "/history").then().body("items", hasSize(1));
    }

    @Test
    void an_import_that_was_cut_off_goes_on_where_it_was() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            lines.append("{\"key\": \"").append(i).append("\", \"title\": \"one of many\", \"severity\": \"SEV4\"}\n");
        }
        JsonPath first = finished(handIn("", lines.toString()));
        // What a kill in the middle leaves behind: some lines done, the others as they were.
        QuarkusTransaction.requiringNew()
                .run(() -> ImportLine.update(
                        "status = ?1, incidentId = null, incidentNumber = null where importId = ?2 and number > 25",
                        LineStatus.PENDING,
                        UUID.fromString(first.getString("id"))));
        JsonPath whole = finished(first.getString("id"));
        assertThat(whole.getInt("imported")).isEqualTo(25);
        assertThat(whole.getInt("known")).isEqualTo(15);
        assertThat(lines(whole.getString("id"), "?limit=200").getList("items.incidentId"))
                .doesNotHaveDuplicates()
                .hasSize(40);
    }

    @Test
    void a_past_incident_can_be_reopened_and_closed_like_any_other() {
        String id = lines(
                        finished(handIn("", "{\"title\": \"again\", \"severity\": \"SEV2\"}"))
                                .getString("id"),
                        "")
                .getString("items[0].incidentId");
        String path = "/api/v1/incidents/" + id;
        as("mei")
                .body("{\"reason\": \"it is to be judged\"}")
                .post(path + "/reopen")
                .then()
                .statusCode(200);
        as("mei").post(path + "/resolve").then().statusCode(200);
        as("mei").post(path + "/close").then().statusCode(200).body("startedAt", nullValue());
        await().untilAsserted(() -> assertThat(TestTopics.received(Topic.INCIDENTS, id))
                .extracting(TestTopics.Message::type)
                .containsExactly(
                        "manabi.incident.recorded.v1",
                        "manabi.incident.reopened.v1",
                        "manabi.incident.resolved.v1",
                        "manabi.incident.closed.v1"));
    }

    @Test
    void what_is_no_import_is_refused_as_a_whole() {
        String named = "source=" + source;
        for (String query : List.of(
                named + "&zone=Moon",
                named + "&field=colour:/x",
                named + "&field=title:x",
                "source=Not%20a%20name",
                "zone=UTC")) {
            send("mei", query, "{}").then().statusCode(400).contentType("application/problem+json");
        }
        assertThat(send("mei", named, "\n\n").statusCode()).isEqualTo(400);
        send("mei", "source=" + source, "x".repeat(100_001))
                .then()
                .statusCode(400)
                .body("detail", containsString("Line 1"));
        send("mei", "source=" + source, "{}\n".repeat(20_001))
                .then()
                .statusCode(400)
                .body("detail", containsString("20001"));
        assertThat(send("sam", "source=" + source, "{}").statusCode()).isEqualTo(403);
        as("mei").get("/api/v1/incident-imports/nothing").then().statusCode(404);
    }

    @Test
    void every_fact_of_the_shared_archive_is_imported_and_its_nulls_stay_unknown() throws IOException {
        assumeTrue(Files.isRegularFile(FACTS), "SKIPPED: there is no " + FACTS);
        List<String> rows = Files.readAllLines(FACTS);
        String query = "field=key:/id&field=zone:/time_zone_used&field=impact.userVisible:/user_visible_downtime"
                + "&field=impact.downtimeMinutes:/user_visible_downtime_minutes"
                + "&field=impact.onCallIntervened:/oncall_intervention&field=impact.dataLoss:/data_loss"
                + "&field=impact.moneyAffected:/money_affected&field=impact.monitoringFailed:/monitoring_failure"
                + "&field=impact.notes:/note";
        JsonPath imported = finished(handIn(query, String.join("\n", rows)));
        assertThat(imported.getInt("imported")).isEqualTo(rows.size()).isEqualTo(55);
        JsonPath lines = lines(imported.getString("id"), "?limit=200");
        assertThat(lines.getList("items.warnings.flatten()")).isEmpty();
        for (int i = 0; i < rows.size(); i++) {
            JsonNode row = JSON.readTree(rows.get(i));
            JsonPath incident = as("sam")
                    .get("/api/v1/incidents/" + lines.getString("items[" + i + "].incidentId"))
                    .jsonPath();
            assertThat(incident.getString("title")).isEqualTo(row.path("title").asText());
            assertThat(incident.getString("severity"))
                    .isEqualTo(row.path("severity").asText());
            for (String time : List.of("startedAt", "detectedAt", "mitigatedAt", "resolvedAt")) {
                String said = row.path(time).isNull()
                        ? null
                        : OffsetDateTime.parse(row.path(time).asText())
                                .toInstant()
                                .toString();
                assertThat(incident.getString(time)).as(row.path("id").asText()).isEqualTo(said);
            }
            assertThat(incident.<Object>get("impact.userVisible")).isEqualTo(value(row, "user_visible_downtime"));
            assertThat(incident.<Object>get("impact.downtimeMinutes"))
                    .isEqualTo(value(row, "user_visible_downtime_minutes"));
            assertThat(incident.<Object>get("impact.dataLoss")).isEqualTo(value(row, "data_loss"));
            assertThat(incident.<Object>get("impact.monitoringFailed")).isEqualTo(value(row, "monitoring_failure"));
        }
    }

    private static Object value(JsonNode row, String name) {
        JsonNode value = row.path(name);
        return value.isNull() ? null : value.isBoolean() ? (Object) value.booleanValue() : (Object) value.intValue();
    }

    private String handIn(String query, String lines) {
        return send("mei", "source=" + source + "&" + query, lines)
                .then()
                .statusCode(202)
                .extract()
                .path("id");
    }

    private static io.restassured.response.Response send(String person, String query, String lines) {
        return as(person)
                .urlEncodingEnabled(false)
                .contentType("application/x-ndjson; charset=utf-8")
                .body(lines.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post("/api/v1/incident-imports?" + query);
    }

    private static JsonPath finished(String id) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> as("mei")
                        .get("/api/v1/incident-imports/" + id)
                        .path("pending")
                        .equals(0));
        return as("mei").get("/api/v1/incident-imports/" + id).jsonPath();
    }

    private static JsonPath lines(String id, String query) {
        return as("mei")
                .get("/api/v1/incident-imports/" + id + "/lines" + query)
                .jsonPath();
    }
}
