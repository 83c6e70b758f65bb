package dev.manabi.postmortem.decision;

import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.manabi.contracts.IncidentMessage.Incident;
import dev.manabi.contracts.PostmortemMessage.DecisionMade;
import dev.manabi.contracts.PostmortemMessage.PostmortemOverdue;
import dev.manabi.contracts.Topic;
import dev.manabi.postmortem.Story;
import dev.manabi.testkit.TestTopics;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WaiverApiTest {

    private static final Instant IN_NINE_DAYS = Instant.now().plus(Duration.ofDays(9));

    @Test
    void what_is_waived_stands_in_the_process_as_that_and_nobody_is_reminded() {
        String team = "team-" + UUID.randomUUID();
        Incident incident = Story.quick(Story.incident(Story.MONEY), team);
        UUID closing = TestTopics.publish(Story.closing(incident, Instant.now().minus(Duration.ofDays(8))));
        JsonPath due = Story.decisionOn(incident, closing);
        String waived = waive("hana", due.getString("items[0].id"), IN_NINE_DAYS)
                .statusCode(201)
                .body("outcome", equalTo("WAIVED"))
                .body("waiver.approvedBy", equalTo("hana"))
                .body("closeEventId", equalTo(closing.toString()))
                .body("current", equalTo(true))
                .extract()
                .path("id");
        JsonPath process = Story.read("/api/v1/process?team=" + team);
        assertThat(process.getString("items[0].step")).isEqualTo("WAIVED");
        assertThat(process.getString("items[0].dueAt")).isNull();
        assertThat(Story.read("/api/v1/process?step=WAIVED&team=" + team).getList("items"))
                .hasSize(1);
        assertThat(Story.read("/api/v1/process?step=WRITING&team=" + team).getList("items"))
                .isEmpty();
        as("sam")
                .get("/api/v1/decisions/" + due.getString("items[0].id"))
                .then()
                .body("current", equalTo(false))
                .body("waiver", nullValue());

        Instant before = Instant.now();
        as("ken")
                .body(Map.of("reason", "it has happened again"))
                .post("/api/v1/decisions/" + waived + "/lift-waiver")
                .then()
                .statusCode(201)
                .body("outcome", equalTo("DUE"));
        JsonPath postmortem = Story.read("/api/v1/postmortems/" + due.getString("items[0].postmortemId"));
        assertThat(Instant.parse(postmortem.getString("dueAt"))).isAfterOrEqualTo(before.plus(Duration.ofDays(21)));
        assertThat(Story.read("/api/v1/process?team=" + team).getString("items[0].step"))
                .isEqualTo("WRITING");
        await().untilAsserted(() -> assertThat(outcomes(incident)).containsExactly("DUE", "WAIVED", "DUE"));
    }

    @Test
    void a_waiver_that_expires_is_due_again_by_itself_and_that_is_told_once() {
        Incident incident = Story.incident(Story.MONEY);
        UUID closing = TestTopics.publish(Story.closing(incident, Instant.now().minus(Duration.ofDays(8))));
        JsonPath due = Story.decisionOn(incident, closing);
        String postmortem = due.getString("items[0].postmortemId");
        await().until(() -> !overdue(postmortem).isEmpty());
        Instant before = Instant.now();
        waive("hana", due.getString("items[0].id"), before.plusSeconds(3)).statusCode(201);
        await().untilAsserted(() -> assertThat(outcomes(incident)).containsExactly("DUE", "WAIVED", "DUE"));
        JsonPath now = Story.read("/api/v1/postmortems/" + postmortem);
        assertThat(Instant.parse(now.getString("draftDueAt"))).isAfter(before.plus(Duration.ofDays(2)));
        assertThat(Story.read("/api/v1/decisions?incidentId=" + incident.number())
                        .getList("items.outcome"))
                .containsExactly("DUE", "WAIVED", "DUE");
        assertThat(overdue(postmortem)).hasSize(1);
        assertThat(Story.read("/api/v1/postmortems/" + postmortem + "/history").getList("items.type"))
                .containsOnlyOnce("deadlines-suspended.v1")
                .containsOnlyOnce("deadlines-resumed.v1");
    }

    @Test
    void a_waiver_needs_an_approver_who_does_not_own_it_a_reason_and_an_end() {
        String due = Story.close(Story.incident(Story.MONEY)).getString("items[0].id");
        waive("sam", due, IN_NINE_DAYS).statusCode(403);
        as("mei", "member", "senior") // who owns it
                .body(Map.of("reason", "no time", "expiresAt", IN_NINE_DAYS))
                .post("/api/v1/decisions/" + due + "/waive")
                .then()
                .statusCode(403)
                .body("code", equalTo("not-allowed"));
        as("hana")
                .body(Map.of("expiresAt", IN_NINE_DAYS))
                .post("/api/v1/decisions/" + due + "/waive")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("reason"));
        as("hana")
                .body(Map.of("reason", "no time"))
                .post("/api/v1/decisions/" + due + "/waive")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("expiresAt"));
        waive("hana", due, Instant.now().minusSeconds(1)).statusCode(400);
        waive("hana", due, Instant.now().plus(Duration.ofDays(91)))
                .statusCode(400)
                .body("errors[0].field", equalTo("expiresAt"));
        waive("hana", UUID.randomUUID().toString(), IN_NINE_DAYS).statusCode(404);
        String notDue =
                Story.close(Story.quick(Story.incident(Story.HARMLESS), null)).getString("items[0].id");
        waive("hana", notDue, IN_NINE_DAYS).statusCode(409).body("code", equalTo("decision-not-due"));
        waive("hana", due, IN_NINE_DAYS).statusCode(201);
        waive("hana", due, IN_NINE_DAYS).statusCode(200);
        waive("ken", due, IN_NINE_DAYS.plusSeconds(60)).statusCode(409).body("code", equalTo("decision-superseded"));
    }

    @Test
    void the_next_closing_ends_a_waiver() {
        Incident incident = Story.incident(Story.MONEY);
        JsonPath due = Story.close(incident);
        waive("hana", due.getString("items[0].id"), IN_NINE_DAYS).statusCode(201);
        TestTopics.publish(Story.reopening(incident));
        JsonPath again = Story.close(incident);
        assertThat(again.getString("items[0].outcome")).isEqualTo("DUE");
        assertThat(Story.read("/api/v1/postmortems/" + due.getString("items[0].postmortemId") + "/history")
                        .getList("items.type"))
                .contains("deadlines-resumed.v1");
    }

    @Test
    void a_declined_request_undoes_what_it_made_due_and_stays_readable() {
        String team = "team-" + UUID.randomUUID();
        Incident incident = Story.quick(Story.incident(Story.HARMLESS), team);
        Story.close(incident);
        ask("sam", incident).then().statusCode(201);
        JsonPath asked = Story.read("/api/v1/postmortem-requests?requestedBy=sam&incidentId=" + incident.number());
        String request = asked.getString("items[0].id");
        assertThat(asked.getString("items[0].state")).isEqualTo("HONOURED");
        decline("sam", request).statusCode(403);
        as("sam", "member", "senior")
                .body(Map.of("reason", "known"))
                .post("/api/v1/postmortem-requests/" + request + "/decline")
                .then()
                .statusCode(403)
                .body("code", equalTo("not-allowed"));
        decline("ken", request)
                .statusCode(200)
                .body("state", equalTo("DECLINED"))
                .body("declinedBy", equalTo("ken"))
                .body("declineReason", equalTo("known"));
        as("sam")
                .get("/api/v1/postmortem-requests/" + request)
                .then()
                .statusCode(200)
                .body("state", equalTo("DECLINED"))
                .body("reason", equalTo("we learned a lot"));
        assertThat(Story.read("/api/v1/process?team=" + team).getString("items[0].step"))
                .isEqualTo("NOT_DUE");
        assertThat(Story.read("/api/v1/process?step=NOT_DUE&team=" + team).getList("items"))
                .hasSize(1);
        decline("ken", request).statusCode(409).body("code", equalTo("request-settled"));

        ask("mei", incident).then().statusCode(201).body("requestedBy", equalTo("mei"));
        assertThat(Story.read("/api/v1/process?team=" + team).getString("items[0].step"))
                .isEqualTo("WRITING");
        assertThat(Story.read("/api/v1/postmortem-requests?state=DECLINED&incidentId=" + incident.id())
                        .getList("items.requestedBy"))
                .containsExactly("sam");
    }

    @Test
    void requests_go_with_the_incident_that_theirs_was_merged_into() {
        Incident merged = Story.quick(Story.incident(Story.HARMLESS), null);
        Incident other = Story.quick(Story.incident(Story.HARMLESS), null);
        TestTopics.publish(Story.declaration(merged));
        TestTopics.publish(Story.declaration(other));
        for (String person : List.of("sam", "alex")) {
            await().until(() -> ask(person, merged).statusCode() == 202);
        }
        Story.close(other);
        TestTopics.publish(Story.merge(merged, other));
        await().untilAsserted(() -> assertThat(states(merged)).containsExactly("MOVED", "MOVED"));
        assertThat(states(other)).containsExactly("HONOURED", "HONOURED");
        assertThat(Story.read("/api/v1/decisions?incidentId=" + other.number()).getString("items[0].requestedBy"))
                .isEqualTo("sam");
        ask("mei", merged).then().statusCode(200).body("incidentNumber", equalTo(other.number()));
        assertThat(states(other)).hasSize(3);
    }

    private static List<String> states(Incident incident) {
        return Story.read("/api/v1/postmortem-requests?incidentId=" + incident.id())
                .getList("items.state");
    }

    private static Response ask(String person, Incident incident) {
        return as(person)
                .body(Map.of("incidentId", incident.number(), "reason", "we learned a lot"))
                .post("/api/v1/postmortem-requests");
    }

    private static ValidatableResponse decline(String person, String request) {
        return as(person)
                .body(Map.of("reason", "known"))
                .post("/api/v1/postmortem-requests/" + request + "/decline")
                .then();
    }

    private static ValidatableResponse waive(String person, String decision, Instant until) {
        return as(person)
                .body(Map.of("reason", "the service goes away", "expiresAt", until))
                .post("/api/v1/decisions/" + decision + "/waive")
                .then();
    }

    private static List<String> outcomes(Incident incident) {
        return TestTopics.received(Topic.POSTMORTEMS, incident.id().toString()).stream()
                .map(TestTopics.Message::event)
                .filter(DecisionMade.class::isInstance)
                .map(DecisionMade.class::cast)
                .map(DecisionMade::outcome)
                .toList();
    }

    private static List<PostmortemOverdue> overdue(String postmortem) {
        return TestTopics.received(Topic.POSTMORTEMS, postmortem).stream()
                .map(TestTopics.Message::event)
                .filter(PostmortemOverdue.class::isInstance)
                .map(PostmortemOverdue.class::cast)
                .toList();
    }
}
