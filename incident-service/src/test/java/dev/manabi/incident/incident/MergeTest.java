package dev.manabi.incident.incident;

import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.manabi.contracts.Topic;
import dev.manabi.testkit.TestTopics;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Two incidents that are the same. */
@QuarkusTest
class MergeTest {

    private final String group = UUID.randomUUID().toString();

    @Test
    void a_duplicate_is_closed_and_the_other_one_takes_over_what_is_known() {
        JsonPath kept = declare("Checkout is slow");
        JsonPath duplicate = declare("Card payments fail");
        as("alex")
                .body("{\"occurredAt\": \"2026-03-01T10:00:00Z\", \"text\": \"pool exhausted\"}")
                .post(path(duplicate) + "/timeline")
                .then()
                .statusCode(201);
        merge(duplicate, kept.getString("number"))
                .then()
                .statusCode(200)
                .body("status", equalTo("CLOSED"))
                .body("mergedInto.number", equalTo(kept.getString("number")))
                .body("timeline.text", hasItem(startsWith("Merged into " + kept.getString("number"))));
        as("sam")
                .get(path(kept))
                .then()
                .body("status", equalTo("OPEN"))
                .body(
                        "timeline.text",
                        hasItems(
                                "pool exhausted",
                                duplicate.getString("number") + " was merged into this incident: same"))
                .body("timeline.text", not(hasItem(startsWith("SEV2 declared: Card"))));
        // Links keep working.
        as("sam")
                .get("/api/v1/incidents/" + duplicate.getString("number"))
                .then()
                .statusCode(200);
        await().untilAsserted(() -> assertThat(TestTopics.received(Topic.INCIDENTS, duplicate.getString("id")))
                .extracting(TestTopics.Message::type)
                .containsExactly("manabi.incident.declared.v1", "manabi.incident.merged.v1"));
    }

    @Test
    void what_is_told_of_a_duplicate_reaches_the_other_one() {
        JsonPath kept = declare("Checkout is slow");
        String opened = alert("firing", null);
        JsonPath duplicate = as("sam").get("/api/v1/incidents/" + opened).jsonPath();
        merge(duplicate, kept.getString("id")).then().statusCode(200);
        alert("resolved", "2026-03-01T11:00:00Z");
        as("sam")
                .get(path(kept))
                .then()
                .body("status", equalTo("RESOLVED"))
                .body("resolvedAt", equalTo("2026-03-01T11:00:00Z"));
        as("sam").get(path(duplicate)).then().body("resolvedAt", nullValue());
    }

    @Test
    void a_duplicate_is_told_nothing_more_until_it_is_reopened() {
        JsonPath kept = declare("Checkout is slow");
        JsonPath duplicate = declare("Card payments fail");
        merge(duplicate, kept.getString("id")).then().statusCode(200);
        String fact = "{\"occurredAt\": \"2026-03-01T10:00:00Z\", \"text\": \"late\"}";
        as("alex")
                .body(fact)
                .post(path(duplicate) + "/timeline")
                .then()
                .statusCode(409)
                .body("code", equalTo("incident-merged"));
        merge(duplicate, kept.getString("id")).then().statusCode(200); // again is fine
        merge(duplicate, declare("Another").getString("id"))
                .then()
                .statusCode(409)
                .body("code", equalTo("incident-merged"));
        merge(kept, duplicate.getString("id")).then().statusCode(409);
        as("mei")
                .body("{\"reason\": \"they differ\"}")
                .post(path(duplicate) + "/reopen")
                .then()
                .statusCode(200)
                .body("mergedInto", nullValue())
                .body("status", equalTo("OPEN"));
        as("alex").body(fact).post(path(duplicate) + "/timeline").then().statusCode(201);
    }

    @Test
    void what_cannot_be_merged_is_refused() {
        JsonPath incident = declare("Checkout is slow");
        merge(incident, incident.getString("id")).then().statusCode(400);
        merge(incident, "INC-999999").then().statusCode(404);
        merge(incident, UUID.randomUUID().toString()).then().statusCode(404);
        as("mei").post(path(incident) + "/resolve").then().statusCode(200);
        as("mei").post(path(incident) + "/close").then().statusCode(200);
        merge(incident, declare("Another").getString("id"))
                .then()
                .statusCode(409)
                .body("code", equalTo("incident-closed"));
        assertThat(as("sam")
                        .body("{\"into\": \"INC-1\", \"reason\": \"same\"}")
                        .post(path(incident) + "/merge")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void two_who_merge_each_into_the_other_at_the_same_moment_leave_one_of_them_open() throws Exception {
        for (int round = 0; round < 5; round++) {
            JsonPath one = declare("Checkout is slow");
            JsonPath other = declare("Card payments fail");
            try (var pool = Executors.newFixedThreadPool(2)) {
                List<Callable<Integer>> both = List.of(
                        () -> merge(one, other.getString("id")).statusCode(),
                        () -> merge(other, one.getString("id")).statusCode());
                for (var answer : pool.invokeAll(both)) {
                    assertThat(answer.get()).isIn(200, 409, 412);
                }
            }
            assertThat(Stream.of(one, other)
                            .map(each -> as("sam").get(path(each)).jsonPath().getString("status")))
                    .contains("OPEN");
        }
    }

    private static io.restassured.response.Response merge(JsonPath duplicate, String into) {
        return as("mei")
                .body("{\"into\": \"" + into + "\", \"reason\": \"same\"}")
                .post(path(duplicate) + "/merge");
    }

    private static JsonPath declare(String title) {
        return as("mei")
                .body("{\"title\": \"" + title + "\", \"severity\": \"SEV2\"}")
                .post("/api/v1/incidents")
                .jsonPath();
    }

    private static String path(JsonPath incident) {
        return "/api/v1/incidents/" + incident.getString("id");
    }

    private String alert(String status, String endsAt) {
        String end =
                endsAt == null ? "0001-01-01T00:00:00Z" : Instant.parse(endsAt).toString();
        return as("mei")
                .body("""
                        {"version": "4", "groupKey": "%1$s", "status": "%2$s", "receiver": "manabi",
                         "groupLabels": {}, "commonLabels": {"alertname": "PoolExhausted"}, "commonAnnotations": {},
                         "externalURL": "http://alertmanager.example",
                         "alerts": [{"status": "%2$s", "labels": {"alertname": "PoolExhausted"}, "annotations": {},
                                     "startsAt": "2026-03-01T10:00:00Z", "endsAt": "%3$s",
                                     "generatorURL": "http://prometheus.example", "fingerprint": "%1$s"}]}
                        """.formatted(group, status, end))
                .post("/api/v1/ingest/alertmanager")
                .path("incidentId");
    }
}
