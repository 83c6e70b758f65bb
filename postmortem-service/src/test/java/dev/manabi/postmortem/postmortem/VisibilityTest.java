package dev.manabi.postmortem.postmortem;

import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.manabi.contracts.IncidentMessage.Incident;
import dev.manabi.contracts.ReviewMessage.ReviewAssigned;
import dev.manabi.contracts.ReviewMessage.Reviewer;
import dev.manabi.postmortem.Story;
import dev.manabi.postmortem.catalog.Catalog;
import dev.manabi.testkit.TestTopics;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is private is there for those who write, review or are named, and for nobody else (METHOD S1). */
@QuarkusTest
class VisibilityTest {

    @Inject
    Catalog catalog;

    @BeforeEach
    void everybodyIsKnown() {
        Story.knowEverybody();
        await().until(() -> QuarkusTransaction.requiringNew().call(() -> catalog.knowsPerson("sam")));
    }

    @Test
    void a_private_postmortem_does_not_exist_for_others() {
        Incident incident = Story.incident(Story.MONEY);
        String path = Story.draft(incident);
        String item = as("mei")
                .body(Map.of("title", "Alert earlier", "kind", "DETECT"))
                .post(path + "/action-items")
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        restrict(path, "mei", List.of());

        for (String read : List.of("", "/blockers", "/history", "/export")) {
            as("ken").get(path + read).then().statusCode(404);
            as("alex").get(path + read).then().statusCode(200);
        }
        as("ken").get("/api/v1/action-items/" + item).then().statusCode(404);
        as("ken")
                .header("If-Match", "\"1\"")
                .body(Map.of("text", "x"))
                .put(path + "/sections/lessons")
                .then()
                .statusCode(404);
        as("ken").post(path + "/publish").then().statusCode(404);
        assertThat(postmortems("ken", incident)).isEmpty();
        assertThat(postmortems("alex", incident)).hasSize(1);
        assertThat(actionItems("ken")).doesNotContain(item);
        assertThat(actionItems("alex")).contains(item);
    }

    @Test
    void the_process_goes_on_showing_the_incident_but_not_the_postmortem() {
        Incident incident = Story.quick(Story.incident(Story.MONEY), "team-" + UUID.randomUUID());
        String path = Story.draft(incident);
        restrict(path, "mei", List.of());

        JsonPath outside = process("ken", incident);
        assertThat(outside.getString("items[0].incidentNumber")).isEqualTo(incident.number());
        assertThat(outside.getString("items[0].step")).isEqualTo("WRITING");
        assertThat(outside.getString("items[0].postmortemNumber")).isNull();
        assertThat(outside.getString("items[0].postmortemId")).isNull();
        assertThat(outside.getString("items[0].owner")).isNull();
        assertThat(process("alex", incident).getString("items[0].owner")).isEqualTo("mei");
    }

    @Test
    void named_readers_and_reviewers_may_read_it() {
        String path = Story.draft();
        restrict(path, "alex", List.of("hana"));
        as("hana").get(path).then().statusCode(200).body("readers", equalTo(List.of("hana")));
        as("ken").get(path).then().statusCode(404);

        JsonPath postmortem = Story.read(path);
        TestTopics.publish(new ReviewAssigned(
                UUID.randomUUID(),
                postmortem.getUUID("id"),
                postmortem.getString("number"),
                postmortem.getString("number"),
                "mei",
                1,
                postmortem.getString("contentHash"),
                List.of(new Reviewer("ken", true)),
                List.of("ken"),
                Instant.now(),
                true));
        await().until(() -> as("ken").get(path).statusCode(), status -> status == 200);
        assertThat(as("ken")
                        .get("/api/v1/postmortems?incidentId=" + postmortem.getString("incidentId"))
                        .jsonPath()
                        .getList("items"))
                .hasSize(1);
    }

    @Test
    void an_administrator_can_change_who_reads_without_reading() {
        String path = Story.draft();
        restrict(path, "mei", List.of());
        as("hana").get(path).then().statusCode(404);
        as("hana")
                .header("If-Match", Story.etag(path))
                .body(Map.of("private", true, "readers", List.of("hana")))
                .put(path + "/audience")
                .then()
                .statusCode(200)
                .body("readers", equalTo(List.of("hana")));
        as("hana").get(path).then().statusCode(200);
    }

    @Test
    void only_those_who_write_or_lead_say_who_reads() {
        String path = Story.draft();
        as("ken")
                .header("If-Match", Story.etag(path))
                .body(Map.of("private", true))
                .put(path + "/audience")
                .then()
                .statusCode(403);
        as("mei")
                .header("If-Match", Story.etag(path))
                .body(Map.of("private", true, "readers", List.of("nobody-known")))
                .put(path + "/audience")
                .then()
                .statusCode(400);
    }

    private static void restrict(String path, String by, List<String> readers) {
        as(by).header("If-Match", Story.etag(path))
                .body(Map.of("private", true, "readers", readers))
                .put(path + "/audience")
                .then()
                .statusCode(200)
                .body("private", equalTo(true));
    }

    private static List<Object> postmortems(String person, Incident incident) {
        return as(person)
                .get("/api/v1/postmortems?incidentId=" + incident.id())
                .jsonPath()
                .getList("items");
    }

    private static List<String> actionItems(String person) {
        return as(person).get("/api/v1/action-items?limit=200").jsonPath().getList("items.id");
    }

    private static JsonPath process(String person, Incident incident) {
        return as(person)
                .queryParam("team", incident.team())
                .get("/api/v1/process")
                .jsonPath();
    }
}
