package dev.manabi.postmortem.postmortem;

import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manabi.contracts.IncidentMessage.IncidentDecisionMissed;
import dev.manabi.contracts.PostmortemMessage.DecisionMade;
import dev.manabi.contracts.PostmortemMessage.PostmortemReviewMissed;
import dev.manabi.contracts.PostmortemMessage.PostmortemSubmitted;
import dev.manabi.contracts.PublicEvent;
import dev.manabi.contracts.ReviewMessage;
import dev.manabi.contracts.ReviewMessage.ReviewAssigned;
import dev.manabi.contracts.Topic;
import dev.manabi.postmortem.Story;
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
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Nobody reviews here but the test: what is heard of no review is asked for until it is. */
@QuarkusTest
class ReviewQuestionTest {

    @Inject
    DataSource database;

    @Test
    void a_review_that_does_not_begin_is_asked_for_until_it_does_and_again_where_it_does_not_end() {
        String path = submitted();
        String id = Story.read(path).getString("id");
        loseNoMoreTime(id);
        await().untilAsserted(
                        () -> assertThat(told(id, PostmortemReviewMissed.class)).hasSize(1));
        List<Message> submissions = told(id, PostmortemSubmitted.class);
        assertThat(submissions)
                .extracting(Message::id)
                .hasSize(2)
                .containsOnly(submissions.getFirst().id());

        Instant dueAt = Instant.now().plusSeconds(86_400);
        assign(Story.read(path), dueAt);
        await().untilAsserted(() -> assertThat(askAt(id)).isAfter(dueAt));
        await().untilAsserted(() -> assertThat(lastMissed(id).answeredAt()).isNotNull());

        loseNoMoreTime(id);
        await().untilAsserted(
                        () -> assertThat(told(id, PostmortemReviewMissed.class)).hasSize(3));
        assertThat(lastMissed(id).answeredAt()).isNull();
        Story.accept(Story.read(path), "ken");
        Story.awaitStatus(path, "APPROVED");
        await().untilAsserted(() -> assertThat(lastMissed(id).answeredAt()).isNotNull());
        assertThat(awaited(id)).isZero();
    }

    @Test
    void what_was_changed_after_it_was_submitted_wants_no_review_any_more() {
        String path = submitted();
        String id = Story.read(path).getString("id");
        assertThat(awaited(id)).isEqualTo(1);
        as("mei")
                .header("If-Match", Story.etag(path))
                .body(Map.of("text", "Something else."))
                .put(path + "/sections/lucky")
                .then()
                .statusCode(200);
        assertThat(awaited(id)).isZero();
        as("mei").post(path + "/submit").then().statusCode(200);
        assertThat(awaited(id)).isEqualTo(1);
    }

    @Test
    void an_outcome_of_another_content_leaves_the_question_open() {
        String path = submitted();
        JsonPath first = Story.read(path);
        as("mei")
                .header("If-Match", Story.etag(path))
                .body(Map.of("text", "Something else."))
                .put(path + "/sections/lucky")
                .then()
                .statusCode(200);
        as("mei").post(path + "/submit").then().statusCode(200);
        Story.accept(first, "ken");
        String other = submitted();
        Story.accept(Story.read(other), "ken");
        Story.awaitStatus(other, "APPROVED"); // whatever was published before has been heard by now, or soon is
        await().during(java.time.Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(awaited(first.getString("id"))).isEqualTo(1));
    }

    @Test
    void whoever_asks_for_a_decision_that_was_made_hears_it_again() {
        String path = Story.draft();
        String incident = Story.read(path).getString("incidentId");
        List<Message> decisions = told(incident, DecisionMade.class);
        assertThat(decisions).hasSize(1);
        DecisionMade decision = (DecisionMade) decisions.getFirst().event();
        TestTopics.publish(new IncidentDecisionMissed(
                decision.incidentId(),
                decision.incidentNumber(),
                "Checkout is slow",
                "storefront",
                decision.closeEventId(),
                Instant.now(),
                1,
                null));
        await().untilAsserted(() -> assertThat(told(incident, DecisionMade.class))
                .extracting(Message::id)
                .hasSize(2)
                .containsOnly(decisions.getFirst().id()));
    }

    private static String submitted() {
        String path = Story.draft();
        Story.complete(path);
        as("mei").post(path + "/submit").then().statusCode(200);
        return path;
    }

    private static void assign(JsonPath postmortem, Instant dueAt) {
        TestTopics.publish(new ReviewAssigned(
                UUID.randomUUID(),
                UUID.fromString(postmortem.getString("id")),
                postmortem.getString("number"),
                postmortem.getString("title"),
                "mei",
                postmortem.getInt("revision"),
                postmortem.getString("contentHash"),
                List.of(new ReviewMessage.Reviewer("ken", true)),
                List.of("ken"),
                dueAt,
                false));
    }

    private static List<Message> told(String key, Class<? extends PublicEvent> what) {
        return TestTopics.received(Topic.POSTMORTEMS, key).stream()
                .filter(message -> what.isInstance(message.event()))
                .toList();
    }

    private static PostmortemReviewMissed lastMissed(String id) {
        return (PostmortemReviewMissed)
                told(id, PostmortemReviewMissed.class).getLast().event();
    }

    private void loseNoMoreTime(String id) {
        read("update awaited_answer set ask_at = now() - interval '1 day' where stream_id = ?::uuid returning 1", id);
    }

    private long awaited(String id) {
        return ((Number) read("select count(*) from awaited_answer where stream_id = ?::uuid", id)).longValue();
    }

    private Instant askAt(String id) {
        return ((java.sql.Timestamp) read("select ask_at from awaited_answer where stream_id = ?::uuid", id))
                .toInstant();
    }

    private Object read(String sql, String id) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, id);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getObject(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
