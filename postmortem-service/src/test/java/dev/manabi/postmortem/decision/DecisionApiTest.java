package dev.manabi.postmortem.decision;

import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.manabi.contracts.IncidentMessage.Incident;
import dev.manabi.contracts.PostmortemMessage;
import dev.manabi.contracts.Topic;
import dev.manabi.postmortem.Story;
import dev.manabi.testkit.TestTopics;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DecisionApiTest {

    @Test
    void a_decision_is_explained_criterion_by_criterion() {
        Incident incident = Story.quick(Story.incident(Story.UNKNOWN), null);
        JsonPath decision = Story.close(incident);
        assertThat(decision.getString("items[0].outcome")).isEqualTo("NOT_DUE");
        assertThat(decision.getString("items[0].postmortemId")).isNull();
        assertThat(decision.getInt("items[0].policyVersion")).isEqualTo(1);
        assertThat(decision.getList("items[0].criteria.name"))
                .containsExactly(
                        "user-visible-downtime",
                        "on-call-intervened",
                        "time-to-resolve",
                        "data-loss",
                        "money-affected",
                        "monitoring-failed");
        assertThat(decision.getList("items[0].criteria.met")).containsExactly(null, null, false, null, null, null);
        assertThat(decision.getString("items[0].criteria[2].saw")).isEqualTo("10 min");
        as("sam")
                .get("/api/v1/decisions/" + decision.getString("items[0].id"))
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("criteria[0].threshold", containsString("5 min of downtime"));
        await().untilAsserted(() -> {
            List<TestTopics.Message> told =
                    TestTopics.received(Topic.POSTMORTEMS, incident.id().toString());
            assertThat(told).hasSize(1);
            PostmortemMessage.DecisionMade made =
                    (PostmortemMessage.DecisionMade) told.getFirst().event();
            assertThat(made.outcome()).isEqualTo("NOT_DUE");
            assertThat(made.criteria()).hasSize(6);
            assertThat(made.criteria().getFirst().met()).isNull();
        });
    }

    @Test
    void of_a_drill_no_postmortem_is_due_and_the_decision_says_so() {
        Incident before = Story.incident(Story.MONEY);
        JsonPath decision = Story.close(Story.of(before, "DRILL", before.startedAt(), Story.MONEY));
        assertThat(decision.getString("items[0].outcome")).isEqualTo("NOT_DUE");
        assertThat(decision.getList("items[0].criteria.name")).containsExactly("drill");
        assertThat(decision.getString("items[0].criteria[0].saw")).isEqualTo("it was a drill");
    }

    @Test
    void a_near_miss_is_judged_like_what_happened() {
        Incident before = Story.incident(Story.MONEY);
        JsonPath decision = Story.close(Story.of(before, "NEAR_MISS", before.startedAt(), Story.MONEY));
        assertThat(decision.getString("items[0].outcome")).isEqualTo("DUE");
    }

    @Test
    void a_stakeholder_makes_a_not_due_incident_due_and_it_is_drafted_in_the_language_asked_for() {
        Incident incident = Story.quick(Story.incident(Story.HARMLESS), "storefront");
        assertThat(Story.close(incident).getString("items[0].outcome")).isEqualTo("NOT_DUE");
        Response answer = request("sam", incident.number(), "ja");
        answer.then()
                .statusCode(201)
                .header("Location", containsString("/api/v1/decisions/"))
                .body("outcome", equalTo("DUE"))
                .body("requestedBy", equalTo("sam"))
                .body("reason", equalTo("we learned a lot"))
                .body("criteria", hasSize(6))
                .body("postmortemId", notNullValue());
        String postmortem = answer.path("postmortemId");
        as("sam")
                .get("/api/v1/postmortems/" + postmortem)
                .then()
                .statusCode(200)
                .body("language", equalTo("ja"))
                .body("sections.find { it.key == 'impact' }.title", equalTo("影響"));
        request("mei", incident.id().toString(), null)
                .then()
                .statusCode(200)
                .body("postmortemId", equalTo(postmortem))
                .body("requestedBy", equalTo("sam"));
        as("sam")
                .queryParam("incidentId", incident.number())
                .get("/api/v1/decisions")
                .then()
                .body("items.outcome", equalTo(List.of("DUE", "NOT_DUE")));
        as("sam")
                .queryParam("incidentId", incident.number())
                .queryParam("outcome", "NOT_DUE")
                .get("/api/v1/decisions")
                .then()
                .body("items.outcome", equalTo(List.of("NOT_DUE")));
    }

    @Test
    void a_request_before_the_closing_is_remembered_and_honoured() {
        Incident incident = Story.quick(Story.incident(Story.HARMLESS), "storefront");
        TestTopics.publish(Story.declaration(incident));
        await().until(() -> request("sam", incident.number(), "ja").statusCode() == 202);
        as("sam")
                .queryParam("incidentId", incident.id())
                .get("/api/v1/decisions")
                .then()
                .body("items", empty());
        JsonPath decision = Story.close(incident);
        assertThat(decision.getString("items[0].outcome")).isEqualTo("DUE");
        assertThat(decision.getString("items[0].requestedBy")).isEqualTo("sam");
        as("sam")
                .get("/api/v1/postmortems/" + decision.getString("items[0].postmortemId"))
                .then()
                .body("language", equalTo("ja"));
    }

    @Test
    void what_is_due_already_is_answered_with_what_is() {
        Incident incident = Story.incident(Story.MONEY);
        String decision = Story.close(incident).getString("items[0].id");
        request("sam", incident.number(), null)
                .then()
                .statusCode(200)
                .body("id", equalTo(decision))
                .body("requestedBy", nullValue());
    }

    @Test
    void the_same_request_under_one_key_is_one_request() {
        Incident incident = Story.quick(Story.incident(Story.HARMLESS), "storefront");
        Story.close(incident);
        String key = UUID.randomUUID().toString();
        Map<String, String> body = Map.of("incidentId", incident.number(), "reason", "we learned a lot");
        String first = as("sam")
                .header("Idempotency-Key", key)
                .body(body)
                .post("/api/v1/postmortem-requests")
                .path("id");
        as("sam")
                .header("Idempotency-Key", key)
                .body(body)
                .post("/api/v1/postmortem-requests")
                .then()
                .statusCode(201)
                .body("id", equalTo(first));
    }

    @Test
    void a_request_needs_a_known_incident_a_reason_and_a_known_language() {
        request("sam", UUID.randomUUID().toString(), null)
                .then()
                .statusCode(404)
                .body("code", equalTo("not-found"));
        request("sam", "INC-999999", null).then().statusCode(404);
        as("sam")
                .body("{\"incidentId\": \"INC-1\"}")
                .post("/api/v1/postmortem-requests")
                .then()
                .statusCode(400);
        request("sam", "INC-1", "tlh").then().statusCode(400).body("errors[0].field", equalTo("language"));
        as("sam").get("/api/v1/decisions/nonsense").then().statusCode(404);
        as("sam").queryParam("outcome", "MAYBE").get("/api/v1/decisions").then().statusCode(400);
    }

    @Test
    void templates_come_in_english_and_japanese() {
        as("sam")
                .get("/api/v1/templates")
                .then()
                .statusCode(200)
                .body("items.findAll { it.key == 'default' }.language", equalTo(List.of("en", "ja")))
                .body("items.key", hasItems("default", "s15", "w10", "pagerduty"));
        as("sam")
                .queryParam("language", "ja")
                .get("/api/v1/templates/default")
                .then()
                .statusCode(200)
                .body("sections.key", hasItems("root-cause", "trigger", "lucky"))
                .body("sections.find { it.key == 'trigger' }.title", equalTo("発生原因"))
                .body("sections.find { it.key == 'trigger' }.required", equalTo(true));
        as("sam")
                .queryParam("version", 9)
                .get("/api/v1/templates/default")
                .then()
                .statusCode(404);
        as("sam").get("/api/v1/templates/nothing").then().statusCode(404);
    }

    private static Response request(String person, String incident, String language) {
        Map<String, String> body =
                new java.util.HashMap<>(Map.of("incidentId", incident, "reason", "we learned a lot"));
        if (language != null) {
            body.put("language", language);
        }
        return as(person).body(body).post("/api/v1/postmortem-requests");
    }
}
