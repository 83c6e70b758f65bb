package dev.manabi.postmortem.trends;

import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.contracts.IncidentMessage.Incident;
import dev.manabi.postmortem.Story;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TrendsApiTest {

    private final String team = "team-" + UUID.randomUUID();

    @BeforeEach
    void everybodyIsKnown() {
        Story.knowEverybody();
    }

    @Test
    void the_way_of_a_postmortem_is_measured_step_by_step() {
        String path = Story.draft(ofTeam());
        String done = item(path, "Limit the pool");
        item(path, "Limit the other pool");
        Story.complete(path);
        as("mei").post(path + "/submit").then().statusCode(200);
        Story.accept(Story.read(path), "ken");
        Story.awaitStatus(path, "APPROVED");
        as("mei").post(path + "/publish").then().statusCode(200);
        as("mei")
                .header("If-Match", Story.etag(path))
                .body(Map.of("status", "DONE"))
                .put("/api/v1/action-items/" + done + "/status")
                .then()
                .statusCode(200);
        Story.draft(ofTeam());

        JsonPath trends = trends("sam", "by", "team");
        assertThat(trends.getList("groups.key")).containsExactly(team);
        for (String group : List.of("groups[0]", "total")) {
            assertThat(trends.getInt(group + ".postmortems.drafted")).isEqualTo(2);
            assertThat(trends.getInt(group + ".postmortems.published")).isEqualTo(1);
            assertThat(trends.getInt(group + ".postmortems.toDraft.n")).isEqualTo(2);
            for (String step : List.of("toSubmit", "toAccept", "toShare", "toPublish")) {
                assertThat(trends.getInt(group + ".postmortems." + step + ".n"))
                        .as(step)
                        .isEqualTo(1);
                assertThat(trends.getDouble(group + ".postmortems." + step + ".medianSeconds"))
                        .as(step)
                        .isNotNegative();
                assertThat(trends.getDouble(group + ".postmortems." + step + ".p90Seconds"))
                        .as(step)
                        .isNotNegative();
            }
            assertThat(trends.getInt(group + ".actionItems.added")).isEqualTo(2);
            assertThat(trends.getInt(group + ".actionItems.done")).isEqualTo(1);
            assertThat(trends.getInt(group + ".actionItems.open")).isEqualTo(1);
            assertThat(trends.getDouble(group + ".actionItems.closureRate")).isEqualTo(0.5);
            assertThat(trends.getInt(group + ".actionItems.toDone.n")).isEqualTo(1);
            assertThat(trends.getInt(group + ".actionItems.openAge.n")).isEqualTo(1);
        }
    }

    @Test
    void times_of_incidents_come_from_what_is_known_of_them() {
        Incident incident = ofTeam();
        Story.close(incident);
        JsonPath trends = trends("sam", "from", "2026-03-01T00:00:00Z", "until", "2026-04-01T00:00:00Z");
        assertThat(trends.getList("groups.key")).containsExactly("2026-03");
        assertThat(trends.getInt("total.incidents.closed")).isEqualTo(1);
        assertThat(trends.getDouble("total.incidents.toDetect.medianSeconds")).isEqualTo(120);
        assertThat(trends.getInt("total.incidents.toMitigate.n")).isZero();
        assertThat(trends.getString("total.incidents.toMitigate.medianSeconds")).isNull();
        assertThat(trends.getDouble("total.incidents.toResolve.p90Seconds")).isEqualTo(600);
    }

    @Test
    void triggers_and_causes_stand_beside_the_published_shares_and_few_are_said_to_be_few() {
        String path = Story.draft(ofTeam());
        as("mei")
                .header("If-Match", Story.etag(path))
                .body(Map.of("trigger", "binary-push", "causes", List.of("software", "network-failure")))
                .put(path + "/classification")
                .then()
                .statusCode(200);
        Story.draft(ofTeam());

        JsonPath trends = trends("sam");
        assertThat(trends.getInt("triggers.n")).isEqualTo(1);
        assertThat(trends.getString("triggers.note")).contains("30");
        assertThat(trends.getString("triggers.codes[0].code")).isEqualTo("binary-push");
        assertThat(trends.getDouble("triggers.codes[0].percent")).isEqualTo(100);
        assertThat(trends.getDouble("triggers.codes[0].publishedPercent")).isEqualTo(37);
        assertThat(trends.getInt("triggers.codes[1].count")).isZero();
        assertThat(trends.getInt("causes.n")).isEqualTo(1);
        assertThat(trends.getDouble("causes.codes.find { it.code == 'network-failure' }.percent"))
                .isEqualTo(100);
    }

    @Test
    void a_private_postmortem_counts_for_its_readers_alone() {
        String path = Story.draft(ofTeam());
        item(path, "Limit the pool");
        as("mei")
                .header("If-Match", Story.etag(path))
                .body(Map.of("private", true, "readers", List.of()))
                .put(path + "/audience")
                .then()
                .statusCode(200);
        assertThat(trends("ken").getInt("total.postmortems.drafted")).isZero();
        assertThat(trends("ken").getInt("total.actionItems.added")).isZero();
        assertThat(trends("alex").getInt("total.postmortems.drafted")).isEqualTo(1);
        assertThat(trends("alex").getInt("total.actionItems.added")).isEqualTo(1);
    }

    @Test
    void nothing_is_counted_where_nothing_was() {
        JsonPath trends = trends("sam", "from", "1999-01-01T00:00:00Z", "until", "1999-02-01T00:00:00Z");
        assertThat(trends.getList("groups")).isEmpty();
        assertThat(trends.getInt("total.postmortems.drafted")).isZero();
        assertThat(trends.getString("total.actionItems.closureRate")).isNull();
        as("sam").queryParam("by", "person").get("/api/v1/trends").then().statusCode(400);
        as("sam")
                .queryParam("from", "-999999999-01-01T00:00:00Z")
                .get("/api/v1/trends")
                .then()
                .statusCode(400);
    }

    private Incident ofTeam() {
        return Story.quick(Story.incident(Story.MONEY), team);
    }

    private static String item(String path, String title) {
        return as("mei")
                .body(Map.of("title", title, "kind", "DETECT", "priority", "P1", "owner", "sam"))
                .post(path + "/action-items")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private JsonPath trends(String person, String... parameters) {
        var request = as(person).queryParam("team", team);
        for (int at = 0; at < parameters.length; at += 2) {
            request = request.queryParam(parameters[at], parameters[at + 1]);
        }
        Response answer = request.get("/api/v1/trends");
        answer.then().statusCode(200);
        return answer.jsonPath();
    }
}
