package dev.manabi.postmortem.postmortem;

import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manabi.contracts.IncidentMessage.Incident;
import dev.manabi.contracts.PostmortemMessage.ActionItemEscalated;
import dev.manabi.contracts.PostmortemMessage.ActionItemOverdue;
import dev.manabi.contracts.PostmortemMessage.ActionItemReminded;
import dev.manabi.contracts.PostmortemMessage.PostmortemEscalated;
import dev.manabi.contracts.PostmortemMessage.PostmortemOverdue;
import dev.manabi.contracts.Topic;
import dev.manabi.postmortem.Story;
import dev.manabi.testkit.TestTopics;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DeadlinesTest {

    private static final String ITEM = "{\"title\": \"Alert\", \"kind\": \"DETECT\", \"dueAt\": \"%s\"}";

    @Inject
    Deadlines deadlines;

    @Test
    void a_postmortem_that_is_late_is_told_once() {
        Incident incident = Story.incident(Story.MONEY); // SEV1: publication after 7 days
        UUID closing = TestTopics.publish(Story.closing(incident, Instant.now().minus(Duration.ofDays(8))));
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
    void what_was_forgotten_for_long_is_told_once_and_to_the_manager() {
        Incident incident = Story.incident(Story.MONEY);
        UUID closing = TestTopics.publish(Story.closing(incident, Instant.now().minus(Duration.ofDays(60))));
        String id = Story.decisionOn(incident, closing).getString("items[0].postmortemId");
        String path = "/api/v1/postmortems/" + id;
        item(path, Instant.now().minus(Duration.ofDays(8)));
        item(path, Instant.now().minus(Duration.ofDays(15)));
        item(path, Instant.now().plus(Duration.ofDays(1)));
        await().untilAsserted(
                        () -> assertThat(told(id, PostmortemEscalated.class)).hasSize(1));
        await().untilAsserted(
                        () -> assertThat(told(id, ActionItemEscalated.class)).hasSize(2));
        await().untilAsserted(
                        () -> assertThat(told(id, ActionItemReminded.class)).hasSize(1));
        untilTheDeadlinesHaveBeenLookedAtAgain();
        assertThat(told(id, PostmortemEscalated.class))
                .singleElement()
                .extracting(PostmortemEscalated::level, PostmortemEscalated::owner)
                .containsExactly("MANAGER", "mei");
        assertThat(told(id, ActionItemEscalated.class))
                .extracting(ActionItemEscalated::level)
                .containsExactlyInAnyOrder("LEAD", "MANAGER");
        assertThat(told(id, ActionItemReminded.class)).hasSize(1);
        assertThat(overdue(id)).isEmpty();
        assertThat(lateItems(id)).isEmpty();
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
        Instant first = Instant.now().minus(Duration.ofHours(2)).truncatedTo(ChronoUnit.SECONDS);
        Instant second = first.plus(Duration.ofHours(1));
        String item = item(path, first);
        await().untilAsserted(() -> assertThat(lateItems(id)).hasSize(1));
        untilTheDeadlinesHaveBeenLookedAtAgain();
        assertThat(lateItems(id)).hasSize(1);
        as("mei")
                .header("If-Match", Story.etag(path))
                .body(ITEM.formatted(second))
                .put(path + "/action-items/" + item)
                .then()
                .statusCode(200);
        await().untilAsserted(() ->
                assertThat(lateItems(id)).extracting(ActionItemOverdue::dueAt).containsExactly(first, second));
    }

    @Test
    void nobody_is_reminded_of_what_is_done() {
        String path = Story.draft();
        String id = Story.read(path).getString("id");
        Instant soon = Instant.now().plusSeconds(5); // reminded of at once, and never told to be late
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

    @Test
    void many_who_look_at_the_same_moment_tell_once() {
        String path = Story.draft();
        String id = Story.read(path).getString("id");
        item(path, Instant.now().minus(Duration.ofHours(1)));
        IntStream.range(0, 8).parallel().forEach(_ -> deadlines.look());
        await().untilAsserted(() -> assertThat(lateItems(id)).hasSize(1));
        untilTheDeadlinesHaveBeenLookedAtAgain();
        assertThat(lateItems(id)).hasSize(1);
    }

    /** Another item becomes late and is told: everything that was late before has been looked at by then. */
    private static void untilTheDeadlinesHaveBeenLookedAtAgain() {
        for (int round = 0; round < 2; round++) {
            String path = Story.draft();
            item(path, Instant.now().minus(Duration.ofHours(1)));
            String id = Story.read(path).getString("id");
            await().untilAsserted(() -> assertThat(lateItems(id)).hasSize(1));
        }
    }

    private static String item(String path, Instant dueAt) {
        return as("mei")
                .body(ITEM.formatted(dueAt))
                .post(path + "/action-items")
                .path("id");
    }

    private static List<PostmortemOverdue> overdue(String id) {
        return told(id, PostmortemOverdue.class);
    }

    private static List<ActionItemOverdue> lateItems(String id) {
        return told(id, ActionItemOverdue.class);
    }

    private static <T> List<T> told(String id, Class<T> kind) {
        return TestTopics.received(Topic.POSTMORTEMS, id).stream()
                .map(TestTopics.Message::event)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}
