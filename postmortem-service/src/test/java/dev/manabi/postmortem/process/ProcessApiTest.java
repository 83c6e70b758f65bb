package dev.manabi.postmortem.process;

import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.manabi.contracts.IncidentMessage.Incident;
import dev.manabi.postmortem.Story;
import dev.manabi.testkit.TestTopics;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ProcessApiTest {

    @Test
    void every_closed_incident_is_listed_with_its_step() {
        Story.knowEverybody();
        String team = "team-" + UUID.randomUUID();
        String notDue = closed(Story.HARMLESS, team);
        String writing = closed(Story.MONEY, team);
        String inReview = closed(Story.MONEY, team);
        String changes = closed(Story.MONEY, team);
        String published = closed(Story.MONEY, team);
        submit(inReview);
        submit(changes);
        TestTopics.publish(Story.changes(Story.read(path(changes)), UUID.randomUUID()));
        Story.awaitStatus(path(changes), "CHANGES_REQUESTED");
        as("mei")
                .contentType("application/json")
                .body(Map.of(
                        "title",
                        "Alert when the connection pool is full",
                        "kind",
                        "DETECT",
                        "priority",
                        "P1",
                        "owner",
                        "sam"))
                .post(path(published) + "/action-items")
                .then()
                .statusCode(201);
        submit(published);
        Story.accept(Story.read(path(published)), "ken");
        Story.awaitStatus(path(published), "APPROVED");
        assertThat(of(team).getString("items.find { it.incidentNumber == '" + published + "' }.step"))
                .isEqualTo("APPROVED");
        as("mei").post(path(published) + "/publish").then().statusCode(200);

        JsonPath process = of(team);
        assertThat(process.getList("items.incidentNumber"))
                .containsExactly(published, changes, inReview, writing, notDue);
        assertThat(process.getList("items.step"))
                .containsExactly("PUBLISHED", "CHANGES_REQUESTED", "IN_REVIEW", "WRITING", "NOT_DUE");
        assertThat(process.getList("items.outcome")).containsExactly("DUE", "DUE", "DUE", "DUE", "NOT_DUE");
        assertThat(process.getList("items.since")).doesNotContainNull();
        assertThat(process.getString("items[4].postmortemId")).isNull();
        assertThat(process.getString("items[0].dueAt")).isNull();
        assertThat(process.getString("items[3].owner")).isEqualTo("mei");
        assertThat(process.getList("items.overdue")).containsOnly(false);
        assertThat(process.getInt("items[0].openActionItems")).isEqualTo(1);
        assertThat(process.getInt("items[0].overdueActionItems")).isZero();
        assertThat(process.getInt("items[4].openActionItems")).isZero();

        for (int n = 0; n < 5; n++) {
            as("sam")
                    .queryParam("team", team)
                    .queryParam("step", process.getString("items[" + n + "].step"))
                    .get("/api/v1/process")
                    .then()
                    .statusCode(200)
                    .body(
                            "items.incidentNumber",
                            equalTo(List.of(process.getString("items[" + n + "].incidentNumber"))));
        }
    }

    @Test
    void pages_follow_one_another() {
        String team = "team-" + UUID.randomUUID();
        List<String> closed = new ArrayList<>();
        for (int n = 0; n < 5; n++) {
            closed.addFirst(closed(Story.HARMLESS, team));
        }
        List<String> paged = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            JsonPath page = as("sam")
                    .queryParam("team", team)
                    .queryParam("limit", 2)
                    .queryParam("cursor", cursor)
                    .get("/api/v1/process")
                    .jsonPath();
            paged.addAll(page.getList("items.incidentNumber"));
            cursor = page.getString("next");
        }
        assertThat(paged).isEqualTo(closed);
    }

    @Test
    void what_is_late_can_be_listed_alone() {
        String team = "team-" + UUID.randomUUID();
        closed(Story.MONEY, team);
        Incident late = Story.quick(Story.incident(Story.MONEY), team);
        UUID closing = TestTopics.publish(Story.closing(late, Instant.now().minus(Duration.ofDays(60))));
        Story.decisionOn(late, closing);
        as("sam")
                .queryParam("team", team)
                .queryParam("overdue", true)
                .queryParam("severity", "SEV3")
                .get("/api/v1/process")
                .then()
                .statusCode(200)
                .body("items.incidentNumber", equalTo(List.of(late.number())))
                .body("items[0].overdue", equalTo(true));
        as("sam").queryParam("step", "LOST").get("/api/v1/process").then().statusCode(400);
    }

    @Test
    void a_reopened_incident_stays_in_sight() {
        String team = "team-" + UUID.randomUUID();
        Incident incident = Story.quick(Story.incident(Story.MONEY), team);
        Story.close(incident);
        TestTopics.publish(Story.reopening(incident));
        org.awaitility.Awaitility.await().until(() -> of(team).getString("items[0].incidentStatus"), "OPEN"::equals);
        assertThat(of(team).getString("items[0].step")).isEqualTo("WRITING");
    }

    private static String closed(dev.manabi.contracts.IncidentMessage.Impact impact, String team) {
        Incident incident = Story.quick(Story.incident(impact), team);
        Story.close(incident);
        return incident.number();
    }

    private static String path(String incidentNumber) {
        return "/api/v1/postmortems/"
                + as("sam")
                        .queryParam("incidentId", incidentNumber)
                        .get("/api/v1/postmortems")
                        .<String>path("items[0].id");
    }

    private static void submit(String incidentNumber) {
        Story.complete(path(incidentNumber));
        as("mei").post(path(incidentNumber) + "/submit").then().statusCode(200);
    }

    private static JsonPath of(String team) {
        return as("sam").queryParam("team", team).get("/api/v1/process").jsonPath();
    }
}
