package dev.manabi.review.review;

import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.manabi.contracts.CatalogMessage.TeamChanged;
import dev.manabi.contracts.PostmortemMessage.PostmortemSubmitted;
import dev.manabi.testkit.TestTopics;
import io.restassured.path.json.JsonPath;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/** Rounds of review as the tests of other features need them: a team, its submissions, what a reviewer says of them. */
@ApplicationScoped
public class Rounds {

    private final Scene scene;
    private final ObjectMapper json;
    private final DataSource database;

    Rounds(Scene scene, ObjectMapper json, DataSource database) {
        this.scene = scene;
        this.json = json;
        this.database = database;
    }

    public void people() {
        scene.forgetPeople();
        scene.demoPeople();
    }

    /** A team that the catalog has just told of. */
    public String team() {
        String team = "team-" + UUID.randomUUID();
        tellOfTeam(team);
        return team;
    }

    public void tellOfTeam(String team) {
        TestTopics.publish(new TeamChanged(team, 1, team, null, null));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(isKnown(team)).isTrue());
    }

    public PostmortemSubmitted submissionOf(String team) {
        return with(Scene.submission(), Map.of("team", team));
    }

    public PostmortemSubmitted confidential(PostmortemSubmitted submitted) {
        return Scene.confidential(submitted);
    }

    public PostmortemSubmitted revision(PostmortemSubmitted submitted, int revision) {
        return Scene.revision(submitted, revision);
    }

    /** Submits it and waits for its round. */
    public JsonPath opened(PostmortemSubmitted submitted) {
        return Scene.review(scene.reviewOf(submitted));
    }

    /** By one who is asked to review it. */
    public void verdict(JsonPath round, String reviewer, String criterion, String verdict) {
        Scene.verdict(round.getString("id"), reviewer, criterion, verdict)
                .then()
                .statusCode(200);
    }

    /** Who was asked beside Ken. */
    public String other(JsonPath round) {
        return round.getList("reviewers.person", String.class).stream()
                .filter(person -> !person.equals("ken"))
                .findFirst()
                .orElseThrow();
    }

    /** Ken gives them, by criterion, and accepts. */
    public void accepted(JsonPath round, Map<String, String> verdicts) {
        verdicts.forEach((criterion, verdict) -> verdict(round, "ken", criterion, verdict));
        Scene.accept(round.getString("id"), "ken").then().statusCode(200);
    }

    /** Ken gives them, by criterion, and sends the text back. */
    public void sentBack(JsonPath round, Map<String, String> verdicts) {
        verdicts.forEach((criterion, verdict) -> verdict(round, "ken", criterion, verdict));
        as("ken")
                .body("{\"reason\":\"Dig deeper\"}")
                .post("/api/v1/reviews/" + round.getString("id") + "/request-changes")
                .then()
                .statusCode(200);
    }

    private PostmortemSubmitted with(PostmortemSubmitted submitted, Map<String, String> fields) {
        try {
            ObjectNode changed = json.valueToTree(submitted);
            fields.forEach(changed::put);
            return json.treeToValue(changed, PostmortemSubmitted.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean isKnown(String team) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("select 1 from team where id = ?")) {
            statement.setString(1, team);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
