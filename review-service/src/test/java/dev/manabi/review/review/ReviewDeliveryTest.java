package dev.manabi.review.review;

import static dev.manabi.review.review.Scene.dueAt;
import static dev.manabi.review.review.Scene.published;
import static dev.manabi.review.review.Scene.review;
import static dev.manabi.review.review.Scene.revision;
import static dev.manabi.review.review.Scene.submission;
import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.manabi.contracts.CatalogMessage.PersonChanged;
import dev.manabi.contracts.PostmortemMessage.PostmortemSubmitted;
import dev.manabi.contracts.ReviewMessage.ReviewAssigned;
import dev.manabi.contracts.ReviewMessage.ReviewEscalated;
import dev.manabi.contracts.ReviewMessage.ReviewOverdue;
import dev.manabi.contracts.Topic;
import dev.manabi.testkit.TestTopics;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events as they really come: twice, late, in another order, before anybody is known. */
@QuarkusTest
class ReviewDeliveryTest {

    @Inject
    Scene scene;

    @BeforeEach
    void nobody() {
        scene.forgetPeople();
    }

    @Test
    void an_event_delivered_twice_acts_once() {
        scene.demoPeople();
        PostmortemSubmitted submitted = submission();
        UUID message = UUID.randomUUID();
        TestTopics.publish(message, submitted);
        TestTopics.publish(message, submitted);
        TestTopics.publish(submitted); // told again under another id
        String id = scene.reviewOf(revision(submitted, 2));
        assertThat(review(id).getInt("version")).isEqualTo(4); // two rounds, each opened and assigned
        assertThat(published(id, 2)).hasSize(2);
    }

    @Test
    void a_revision_that_comes_after_its_successor_changes_nothing() {
        scene.demoPeople();
        PostmortemSubmitted first = submission();
        String id = scene.reviewOf(revision(first, 3));
        TestTopics.publish(revision(first, 2));
        TestTopics.publish(first);
        scene.reviewOf(revision(first, 4));
        assertThat(review(id).getInt("round")).isEqualTo(2);
        assertThat(review(id).getString("contentHash")).isEqualTo("hash-4");
    }

    @Test
    void an_older_version_of_a_person_does_not_come_back() {
        TestTopics.publish(person("yui", 7, true, false));
        TestTopics.publish(person("yui", 6, false, true));
        scene.manager("hana");
        TestTopics.publish(person("yui", 5, false, true));
        String id = scene.reviewOf(submission());
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(review(id).getList("reviewers.person")).startsWith("yui"));
    }

    @Test
    void where_nobody_senior_is_there_the_managers_are_told_and_the_first_senior_is_asked() {
        scene.manager("hana");
        scene.person("alex", false, false);
        scene.person("ken", true, true); // away
        String id = scene.reviewOf(submission());
        assertThat(review(id).getList("reviewers")).isEmpty();
        assertThat(review(id).getBoolean("escalated")).isTrue();
        assertThat(published(id, 1))
                .singleElement()
                .isInstanceOfSatisfying(
                        ReviewEscalated.class,
                        event -> assertThat(event.managers()).containsExactly("hana"));

        scene.person("ken", true, false); // back
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> as("mei")
                        .get("/api/v1/reviews/" + id)
                        .then()
                        .body("reviewers.person", contains("ken", "alex")));
        assertThat(published(id, 2).getLast())
                .isInstanceOfSatisfying(
                        ReviewAssigned.class, event -> assertThat(event.added()).containsExactly("ken", "alex"));
    }

    @Test
    void whoever_has_fewer_open_reviews_is_asked() {
        scene.person("ken", true, false);
        scene.person("rin", true, false);
        List<Object> first = review(scene.reviewOf(submission())).getList("reviewers.person");
        assertThat(first).containsExactlyInAnyOrder("ken", "rin");
        scene.person("nao", true, false);
        scene.person("leo", false, false);
        assertThat(review(scene.reviewOf(submission())).getList("reviewers.person"))
                .containsExactly("nao", "leo");
    }

    @Test
    void a_passed_deadline_is_told_once_for_each_round() {
        scene.demoPeople();
        PostmortemSubmitted late = dueAt(submission(), Instant.now().minusSeconds(60));
        String id = scene.reviewOf(late);
        assertThat(published(id, 2).getLast()).isInstanceOfSatisfying(ReviewOverdue.class, event -> {
            assertThat(event.dueAt()).isEqualTo(late.reviewDueAt());
            assertThat(event.reviewers()).extracting("person").containsExactly("ken", "alex");
        });
        assertThat(review(id).getBoolean("overdue")).isTrue();

        scene.reviewOf(revision(late, 2));
        assertThat(published(id, 4).getLast()).isInstanceOf(ReviewOverdue.class);
    }

    @Test
    void what_cannot_be_read_goes_to_the_dead_letters_and_holds_nothing_up() {
        scene.demoPeople();
        PostmortemSubmitted submitted = submission();
        String key = submitted.postmortemId().toString();
        TestTopics.publishRaw(Topic.POSTMORTEMS, key, Map.of(), "no event at all");
        TestTopics.publishRaw(
                Topic.POSTMORTEMS,
                key,
                Map.of(
                        "ce_id", UUID.randomUUID().toString(),
                        "ce_type", "manabi.postmortem.submitted.v1",
                        "ce_time", "2026-03-02T09:00:00Z"),
                "{\"postmortemId\":\"seven\"}");
        scene.reviewOf(submitted);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(TestTopics.raw("postmortems.review-service.dlq"))
                        .filteredOn(message -> key.equals(message.key()))
                        .hasSize(2));
    }

    @Test
    void what_others_publish_on_the_topic_is_no_business_of_a_review() {
        scene.demoPeople();
        PostmortemSubmitted submitted = submission();
        TestTopics.publish(new dev.manabi.contracts.PostmortemMessage.PostmortemDrafted(
                submitted.postmortemId(),
                submitted.number(),
                submitted.incidentId(),
                "INC-1",
                submitted.title(),
                "SEV2",
                "mei",
                List.of(),
                "storefront",
                List.of(),
                "en",
                submitted.reviewDueAt(),
                false));
        String id = scene.reviewOf(submitted);
        as("mei").get("/api/v1/reviews/" + id).then().body("round", equalTo(1));
    }

    private static PersonChanged person(String id, long version, boolean senior, boolean away) {
        return new PersonChanged(id, version, id, null, "storefront", senior, false, away, null);
    }
}
