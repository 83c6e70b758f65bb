package dev.manabi.review.review;

import static dev.manabi.review.review.Scene.confidential;
import static dev.manabi.review.review.Scene.published;
import static dev.manabi.review.review.Scene.submission;
import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.manabi.contracts.IncidentMessage.IncidentDecisionMissed;
import dev.manabi.contracts.PostmortemMessage.PostmortemReviewMissed;
import dev.manabi.contracts.PostmortemMessage.PostmortemSubmitted;
import dev.manabi.contracts.Topic;
import dev.manabi.testkit.TestTopics;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What got lost, as everybody can see it. */
@QuarkusTest
class GapApiTest {

    @Inject
    Scene scene;

    @BeforeEach
    void people() {
        scene.forgetPeople();
        scene.demoPeople();
    }

    @Test
    void whoever_asks_for_a_review_that_has_begun_hears_of_it_again() {
        PostmortemSubmitted submitted = submission();
        String id = scene.reviewOf(submitted);
        published(id, 1);
        PostmortemReviewMissed missing = missing(submitted, 1);
        TestTopics.publish(missing);
        published(id, 2);
        assertThat(TestTopics.received(Topic.REVIEWS, id))
                .extracting(TestTopics.Message::id)
                .hasSize(2)
                .containsOnly(TestTopics.received(Topic.REVIEWS, id).getFirst().id());
        JsonPath gap = gap("sam", submitted.number());
        assertThat(gap.getString("kind")).isEqualTo("REVIEW_MISSING");
        assertThat(gap.getInt("asked")).isEqualTo(1);
        assertThat(gap.getString("answeredAt")).isNull();

        TestTopics.publish(missing.answered(Instant.now()));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(numbers("sam", "?open=true&limit=200")).doesNotContain(submitted.number()));
        assertThat(numbers("sam", "?open=false&limit=200")).contains(submitted.number());
        published(id, 2); // what is answered is not told again
    }

    @Test
    void a_decision_that_is_missing_is_seen_until_it_is_there() {
        String number = "INC-" + UUID.randomUUID();
        IncidentDecisionMissed first = new IncidentDecisionMissed(
                UUID.randomUUID(), number, "Slow", "storefront", UUID.randomUUID(), Instant.now(), 1, null);
        TestTopics.publish(first);
        assertThat(gap("sam", number).getString("answeredAt")).isNull();
        TestTopics.publish(first.asked(2).answered(Instant.now()));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(numbers("sam", "?open=false&limit=200")).contains(number));
        JsonPath gap = gap("sam", number);
        assertThat(gap.getInt("asked")).isEqualTo(2);
        assertThat(gap.getString("answeredAt")).isNotNull();
        assertThat(numbers("sam", "?kind=REVIEW_MISSING&limit=200")).doesNotContain(number);
        assertThat(numbers("sam", "?kind=DECISION_MISSING&open=false&limit=200"))
                .contains(number);
    }

    @Test
    void of_a_private_postmortem_only_those_named_and_administrators_hear() {
        PostmortemSubmitted submitted = confidential(submission());
        scene.reviewOf(submitted);
        TestTopics.publish(missing(submitted, 1));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(numbers("mei", "?limit=200")).contains(submitted.number()));
        assertThat(numbers("hana", "?limit=200")).contains(submitted.number());
        assertThat(as("leo", "member").get("/api/v1/gaps?limit=200").jsonPath().getList("items.number"))
                .doesNotContain(submitted.number());
    }

    @Test
    void many_are_walked_through_page_by_page() {
        Instant since = Instant.now();
        for (int i = 0; i < 3; i++) {
            TestTopics.publish(new IncidentDecisionMissed(
                    UUID.randomUUID(), "INC-walk-" + i, "Slow", null, UUID.randomUUID(), since, 1, null));
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(numbers("sam", "?limit=200")).contains("INC-walk-0", "INC-walk-1", "INC-walk-2"));
        List<String> walked = new ArrayList<>();
        String cursor = "";
        do {
            JsonPath page =
                    as("sam").get("/api/v1/gaps?limit=2&cursor=" + cursor).jsonPath();
            walked.addAll(page.getList("items.number"));
            cursor = page.getString("next");
        } while (cursor != null);
        assertThat(walked).contains("INC-walk-0", "INC-walk-1", "INC-walk-2").doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"?kind=LOST", "?limit=0", "?cursor=bm9uc2Vuc2U"})
    void bad_input_is_refused(String query) {
        as("sam").get("/api/v1/gaps" + query).then().statusCode(400).body("code", equalTo("invalid-value"));
    }

    private static PostmortemReviewMissed missing(PostmortemSubmitted submitted, int asked) {
        return new PostmortemReviewMissed(
                submitted.postmortemId(),
                submitted.number(),
                submitted.title(),
                submitted.team(),
                submitted.revision(),
                submitted.contentHash(),
                UUID.randomUUID(),
                submitted.submittedAt(),
                asked,
                null,
                submitted.isPrivate());
    }

    private static JsonPath gap(String person, String number) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(numbers(person, "?limit=200")).contains(number));
        return as(person)
                .get("/api/v1/gaps?limit=200")
                .jsonPath()
                .setRootPath("items.find { it.number == '" + number + "' }");
    }

    private static List<String> numbers(String person, String query) {
        return as(person).get("/api/v1/gaps" + query).jsonPath().getList("items.number");
    }
}
