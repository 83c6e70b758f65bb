package dev.manabi.postmortem.postmortem;

import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manabi.contracts.IncidentMessage.Incident;
import dev.manabi.contracts.PostmortemMessage.ActionItemOverdue;
import dev.manabi.contracts.PostmortemMessage.PostmortemOverdue;
import dev.manabi.contracts.Topic;
import dev.manabi.postmortem.Story;
import dev.manabi.testkit.TestTopics;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DeadlinesTest {

    private static final String ITEM = "{\"title\": \"Alert\", \"kind\": \"DETECT\", \"dueAt\": \"%s\"}";

    @Test
    void a_postmortem_that_is_late_is_told_once() {
        Incident incident = Story.incident(Story.MONEY);
        UUID closing = TestTopics.publish(Story.closing(incident, Instant.now().minus(Duration.ofDays(60))));
        String id = Story.decisionOn(incident, closing).getString("items[0].postmortemId");
        await().untilAsserted(() -> assertThat(overdue(id)).hasSize(1));
        PostmortemOverdue told = overdue(id).getFirst();
        assertThat(told.status()).isEqualTo("DRAFT");
        assertThat(told.owner()).isEqualTo("mei");
        assertThat(told.dueAt()).isBefore(Instant.now());
        untilTheDeadlinesHaveBeenLookedAtAgain();
        assertThat(overdue(id)).hasSize(1);
    }

    @Test
    void a_draft_that_is_late_is_told_before_the_publication_is() {
        Incident incident = Story.incident(Story.MONEY); // SEV1: draft after 3 days, publication after 7
        UUID closing = TestTopics.publish(Story.closing(incident, Instant.now().minus(Duration.ofDays(4))));
        String id = Story.decisionOn(incident, closing).getString("items[0].postmortemId");
        await().untilAsserted(() -> assertThat(overdue(id)).hasSize(1));
        JsonPath postmortem = Story.read("/api/v1/postmortems/" + id);
        assertThat(overdue(id).getFirst().dueAt()).isEqualTo(postmortem.getString("draftDueAt"));
        assertThat(Instant.parse(postmortem.getString("dueAt"))).isAfter(Instant.now());
    }

    @Test
    void an_action_item_that_is_late_is_told_once_for_each_due_date() {
        String path = Story.draft();
        String id = Story.read(path).getString("id");
        String item = as("mei")
                .body(ITEM.formatted("2026-01-01T00:00:00Z"))
                .post(path + "/action-items")
                .path("id");
        await().untilAsserted(() -> assertThat(lateItems(id)).hasSize(1));
        untilTheDeadlinesHaveBeenLookedAtAgain();
        assertThat(lateItems(id)).hasSize(1);
        as("mei")
                .header("If-Match", Story.etag(path))
                .body(ITEM.formatted("2026-02-01T00:00:00Z"))
                .put(path + "/action-items/" + item)
                .then()
                .statusCode(200);
        await().untilAsserted(() -> assertThat(lateItems(id))
                .extracting(told -> told.dueAt().toString())
                .containsExactly("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"));
    }

    @Test
    void nobody_is_reminded_of_what_is_done() {
        String path = Story.draft();
        String id = Story.read(path).getString("id");
        Instant soon = Instant.now().plusSeconds(5);
        String item = as("mei")
                .body(ITEM.formatted(soon))
                .post(path + "/action-items")
                .path("id");
        as("mei")
                .header("If-Match", Story.etag(path))
                .body("{\"status\": \"DONE\"}")
                .put("/api/v1/action-items/" + item + "/status")
                .then()
                .statusCode(200);
        await().until(() -> Instant.now().isAfter(soon));
        untilTheDeadlinesHaveBeenLookedAtAgain();
        assertThat(lateItems(id)).isEmpty();
    }

    /** Another item becomes late and is told: everything that was late before has been looked at by then. */
    private static void untilTheDeadlinesHaveBeenLookedAtAgain() {
        for (int round = 0; round < 2; round++) {
            String path = Story.draft();
            as("mei")
                    .body(ITEM.formatted("2026-01-01T00:00:00Z"))
                    .post(path + "/action-items")
                    .then()
                    .statusCode(201);
            String id = Story.read(path).getString("id");
            await().untilAsserted(() -> assertThat(lateItems(id)).hasSize(1));
        }
    }

    private static List<PostmortemOverdue> overdue(String id) {
        return TestTopics.received(Topic.POSTMORTEMS, id).stream()
                .map(TestTopics.Message::event)
                .filter(PostmortemOverdue.class::isInstance)
                .map(PostmortemOverdue.class::cast)
                .toList();
    }

    private static List<ActionItemOverdue> lateItems(String id) {
        return TestTopics.received(Topic.POSTMORTEMS, id).stream()
                .map(TestTopics.Message::event)
                .filter(ActionItemOverdue.class::isInstance)
                .map(ActionItemOverdue.class::cast)
                .toList();
    }
}
