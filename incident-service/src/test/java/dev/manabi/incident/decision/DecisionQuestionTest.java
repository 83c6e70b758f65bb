package dev.manabi.incident.decision;

import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manabi.contracts.IncidentMessage.IncidentClosed;
import dev.manabi.contracts.IncidentMessage.IncidentDecisionMissed;
import dev.manabi.contracts.PostmortemMessage.DecisionMade;
import dev.manabi.contracts.Topic;
import dev.manabi.testkit.TestTopics;
import dev.manabi.testkit.TestTopics.Message;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Nobody answers here but the test: whether a closing is decided is asked for until it is. */
@QuarkusTest
class DecisionQuestionTest {

    @Inject
    DataSource database;

    @Test
    void a_decision_that_does_not_come_is_asked_for_until_it_is_there() {
        String id = closed();
        loseNoMoreTime(id);
        await().untilAsserted(() -> assertThat(missing(id)).hasSize(1));
        assertThat(missing(id).getFirst().asked()).isEqualTo(1);
        List<Message> closings = closings(id);
        assertThat(closings)
                .extracting(Message::id)
                .hasSize(2)
                .containsOnly(closings.getFirst().id());
        assertThat(missing(id).getFirst().questionId())
                .isEqualTo(closings.getFirst().id());

        loseNoMoreTime(id);
        await().untilAsserted(() -> assertThat(missing(id)).hasSize(2));
        decide(id, closings.getFirst().id());
        await().untilAsserted(() -> assertThat(missing(id)).hasSize(3));
        assertThat(missing(id).getLast().asked()).isEqualTo(2);
        assertThat(missing(id).getLast().answeredAt()).isNotNull();
        assertThat(awaited(id)).isZero();
    }

    @Test
    void a_decision_in_time_is_not_asked_for() {
        String id = closed();
        assertThat(awaited(id)).isEqualTo(1);
        await().untilAsserted(() -> assertThat(closings(id)).hasSize(1));
        decide(id, closings(id).getFirst().id());
        await().untilAsserted(() -> assertThat(awaited(id)).isZero());
        assertThat(missing(id)).isEmpty();
    }

    @Test
    void only_the_latest_closing_wants_a_decision() {
        String id = closed();
        as("mei")
                .body("{\"reason\": \"It is back\"}")
                .post("/api/v1/incidents/" + id + "/reopen")
                .then()
                .statusCode(200);
        assertThat(awaited(id)).isZero();
        as("mei").body("{}").post("/api/v1/incidents/" + id + "/resolve").then().statusCode(200);
        as("mei").body("{}").post("/api/v1/incidents/" + id + "/close").then().statusCode(200);
        assertThat(awaited(id)).isEqualTo(1);
    }

    private static String closed() {
        JsonPath incident = as("mei")
                .body("{\"title\": \"Checkout is slow\", \"severity\": \"SEV2\", \"services\": [\"checkout\"]}")
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        String id = incident.getString("id");
        as("mei").body("{}").post("/api/v1/incidents/" + id + "/resolve").then().statusCode(200);
        as("mei").body("{}").post("/api/v1/incidents/" + id + "/close").then().statusCode(200);
        return id;
    }

    private static void decide(String incident, UUID closeEventId) {
        TestTopics.publish(new DecisionMade(
                UUID.randomUUID(),
                UUID.fromString(incident),
                "INC-0",
                closeEventId,
                "default",
                1,
                "NOT_DUE",
                List.of(),
                null,
                null,
                Instant.now()));
    }

    private static List<Message> closings(String id) {
        return TestTopics.received(Topic.INCIDENTS, id).stream()
                .filter(message -> message.event() instanceof IncidentClosed)
                .toList();
    }

    private static List<IncidentDecisionMissed> missing(String id) {
        return TestTopics.received(Topic.INCIDENTS, id).stream()
                .filter(message -> message.event() instanceof IncidentDecisionMissed)
                .map(message -> (IncidentDecisionMissed) message.event())
                .toList();
    }

    /** As if its patience had come to an end. */
    private void loseNoMoreTime(String id) {
        sql("update awaited_answer set ask_at = now() - interval '1 day' where stream_id = ?::uuid returning 1", id);
    }

    private long awaited(String id) {
        return sql("select count(*) from awaited_answer where stream_id = ?::uuid", id);
    }

    private long sql(String sql, String id) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, id);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
