package dev.manabi.review.review;

import static dev.manabi.review.review.Scene.accept;
import static dev.manabi.review.review.Scene.confidential;
import static dev.manabi.review.review.Scene.passAll;
import static dev.manabi.review.review.Scene.published;
import static dev.manabi.review.review.Scene.review;
import static dev.manabi.review.review.Scene.revision;
import static dev.manabi.review.review.Scene.submission;
import static dev.manabi.review.review.Scene.verdict;
import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import dev.manabi.contracts.PostmortemMessage.Hint;
import dev.manabi.contracts.PostmortemMessage.Part;
import dev.manabi.contracts.PostmortemMessage.PostmortemSubmissionLapsed;
import dev.manabi.contracts.PostmortemMessage.PostmortemSubmitted;
import dev.manabi.contracts.PostmortemMessage.ReviewRule;
import dev.manabi.contracts.ReviewMessage.ReviewAssigned;
import dev.manabi.contracts.ReviewMessage.ReviewEscalated;
import dev.manabi.contracts.ReviewMessage.ReviewReadersInvited;
import dev.manabi.testkit.TestTopics;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ReviewerApiTest {

    private static final ReviewRule TWO_TEAMS = new ReviewRule(2, 1, true);

    @Inject
    Scene scene;

    @BeforeEach
    void people() {
        scene.forgetPeople();
        scene.demoPeople();
    }

    @Test
    void the_policy_says_who_has_to_accept() {
        String id = scene.reviewOf(Scene.of(submission(), TWO_TEAMS, null, List.of()));
        assertThat(review(id).getList("reviewers.person")).containsExactly("ken", "hana");
        assertThat(review(id).getList("stillNeeded")).containsExactly("REVIEWERS", "SENIORS", "OTHER_TEAM");
        passAll(id, "ken");
        accept(id, "ken")
                .then()
                .statusCode(200)
                .body("status", equalTo("WAITING"))
                .body("stillNeeded", contains("REVIEWERS", "OTHER_TEAM"));
        accept(id, "hana").then().statusCode(200).body("status", equalTo("ACCEPTED"));
    }

    @Test
    void what_cannot_be_met_is_told_to_the_managers_and_made_good_as_soon_as_it_can() {
        scene.forgetPeople();
        scene.person("ken", true, false);
        scene.person("alex", false, false);
        String id = scene.reviewOf(Scene.of(submission(), TWO_TEAMS, null, List.of()));
        assertThat(review(id).getList("shortOf")).containsExactly("OTHER_TEAM");
        assertThat(published(id, 2).getLast())
                .isInstanceOfSatisfying(
                        ReviewEscalated.class, told -> assertThat(told.why()).isEqualTo("TOO_FEW_TO_ASK"));

        scene.ofTeam("payments", "rin", false);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(review(id).getList("reviewers.person")).containsExactly("ken", "alex", "rin"));
        assertThat(review(id).getList("shortOf")).isEmpty();
    }

    @Test
    void a_manager_changes_what_is_required_with_a_reason() {
        scene.forgetPeople();
        scene.person("ken", true, false);
        scene.manager("hana");
        String id = scene.reviewOf(Scene.of(submission(), new ReviewRule(3, 2, false), null, List.of()));
        passAll(id, "ken");
        accept(id, "ken").then().statusCode(200).body("status", equalTo("WAITING"));
        String less = "{\"reviewers\":1,\"seniors\":1,\"otherTeam\":false,\"reason\":\"There are no more\"}";
        requirement(id, "ken", less).then().statusCode(403);
        as("hana")
                .body(less)
                .put("/api/v1/reviews/" + id + "/requirement")
                .then()
                .statusCode(428);
        requirement(id, "hana", less).then().statusCode(200).body("status", equalTo("ACCEPTED"));
    }

    @Test
    void whoever_cannot_says_so_and_somebody_else_is_asked() {
        scene.ofTeam("platform", "rin", true);
        String id = scene.reviewOf(submission());
        List<String> asked = review(id).getList("reviewers.person");
        assertThat(asked).containsExactly("ken", "alex");
        Response declined = decline(id, "ken", "On call until Friday");
        declined.then()
                .statusCode(200)
                .body("reviewers.person", contains("alex", "rin"))
                .body("declined.person", contains("ken"))
                .body("declined.reason", contains("On call until Friday"));
        assertThat(published(id, 2).getLast())
                .isInstanceOfSatisfying(
                        ReviewAssigned.class, event -> assertThat(event.added()).containsExactly("rin"));
        decline(id, "ken", "On call until Friday").then().statusCode(200);
        decline(id, "sam", "Not me").then().statusCode(403);
        verdict(id, "ken", "no-needless-blame", "PASS").then().statusCode(403);
    }

    @Test
    void more_people_are_asked_to_read() {
        String id = scene.reviewOf(submission());
        invite(id, "sam", "hana").then().statusCode(200).body("invited", contains("hana"));
        invite(id, "ken", "hana").then().statusCode(200).body("invited", contains("hana"));
        assertThat(published(id, 2).getLast()).isInstanceOfSatisfying(ReviewReadersInvited.class, event -> {
            assertThat(event.people()).containsExactly("hana");
            assertThat(event.invitedBy()).isEqualTo("sam");
        });
        verdict(id, "hana", "no-needless-blame", "PASS").then().statusCode(403);
    }

    @Test
    void only_owner_and_managers_let_others_read_what_is_private() {
        String id = scene.reviewOf(confidential(submission()));
        as("hana").get("/api/v1/reviews/" + id).then().statusCode(404);
        invite(id, "ken", "hana").then().statusCode(403);
        invite(id, "mei", "hana").then().statusCode(200);
        as("hana").get("/api/v1/reviews/" + id).then().statusCode(200);
    }

    @Test
    void who_wrote_it_may_ask_for_one_more_reviewer_but_release_none() {
        scene.ofTeam("platform", "rin", true);
        String id = scene.reviewOf(submission());
        as("mei")
                .body("{\"from\":\"ken\",\"to\":\"rin\",\"reason\":\"Rather Rin\"}")
                .post("/api/v1/reviews/" + id + "/reassign")
                .then()
                .statusCode(403);
        as("mei")
                .body("{\"to\":\"rin\",\"reason\":\"Rin knows the provider\"}")
                .post("/api/v1/reviews/" + id + "/reassign")
                .then()
                .statusCode(200)
                .body("reviewers.person", contains("ken", "alex", "rin"));
    }

    @Test
    void the_next_revision_says_what_changed_and_keeps_the_verdicts_on_the_rest_and_the_rounds() {
        List<Part> parts = List.of(new Part("impact", "Impact", "i1"), new Part("root-cause", "Root cause", "r1"));
        PostmortemSubmitted first = Scene.of(
                submission(), null, parts, List.of(new Hint("LANGUAGE", "l1-counterfactual", "impact", null, true)));
        String id = scene.reviewOf(first);
        JsonPath opened = review(id);
        assertThat(opened.getString("changed")).isNull();
        assertThat(opened.getList("hints.code")).containsExactly("l1-counterfactual");
        passAll(id, "ken");
        verdict(id, "ken", "root-cause-deep-enough", "FAIL").then().statusCode(200);
        as("ken")
                .body("{\"reason\":\"Dig deeper\"}")
                .post("/api/v1/reviews/" + id + "/request-changes")
                .then()
                .statusCode(200);

        List<Part> deeper = List.of(new Part("impact", "Impact", "i1"), new Part("root-cause", "Root cause", "r2"));
        scene.reviewOf(Scene.of(revision(first, 2), null, deeper, List.of()));
        JsonPath second = review(id);
        assertThat(second.getList("changed")).containsExactly("root-cause");
        assertThat(second.getList("verdicts.criterion"))
                .containsExactly("key-data-gathered", "impact-analysis-sufficient");
        assertThat(second.getList("verdicts.carried")).containsExactly(true, true);
        assertThat(second.getList("rounds.status")).containsExactly("CHANGES_REQUESTED");
        assertThat(second.getList("rounds[0].verdicts")).hasSize(6);

        as("ken")
                .body("{\"contentHash\":\"hash-1\"}")
                .post("/api/v1/reviews/" + id + "/accept")
                .then()
                .statusCode(409)
                .body("code", equalTo("content-changed"))
                .body(
                        "detail",
                        equalTo("Revision 2 is under review, with another content than that of revision 1."
                                + " Changed since: Root cause."));
        accept(id, "ken").then().statusCode(409).body("code", equalTo("verdict-missing"));
        passAll(id, "ken");
        accept(id, "ken").then().statusCode(200).body("status", equalTo("ACCEPTED"));
    }

    @Test
    void a_text_that_was_changed_after_it_was_submitted_is_not_under_review_any_more() {
        PostmortemSubmitted submitted = submission();
        String id = scene.reviewOf(submitted);
        TestTopics.publish(new PostmortemSubmissionLapsed(
                submitted.postmortemId(), submitted.number(), 1, "hash-1", Instant.now(), false));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(review(id).getString("status")).isEqualTo("LAPSED"));
        accept(id, "ken").then().statusCode(409).body("code", equalTo("review-not-waiting"));
        as("mei")
                .get("/api/v1/reviews?status=LAPSED&postmortemId=" + submitted.postmortemId())
                .then()
                .body("items.id", contains(id));
        as("mei")
                .get("/api/v1/reviews?status=WAITING&postmortemId=" + submitted.postmortemId())
                .then()
                .body("items", empty());
    }

    @Test
    void a_remark_that_blames_is_shown_another_wording_and_taken_as_it_is() {
        String id = scene.reviewOf(submission());
        String seen = as("ken").get("/api/v1/reviews/" + id).header("ETag");
        as("ken")
                .header("If-Match", seen)
                .body("{\"verdict\":\"FAIL\",\"remark\":\"The engineer should have checked the dashboard.\"}")
                .put("/api/v1/reviews/" + id + "/verdicts/root-cause-deep-enough")
                .then()
                .statusCode(200)
                .body("wordings.criterion", contains("root-cause-deep-enough"))
                .body("wordings.by", contains("ken"))
                .body("wordings.rule", contains("L1"));
        as("mei").get("/api/v1/reviews?limit=1").then().body("items[0].wordings", empty());
    }

    private static Response requirement(String id, String person, String body) {
        String seen = as(person).get("/api/v1/reviews/" + id).header("ETag");
        return as(person).header("If-Match", seen).body(body).put("/api/v1/reviews/" + id + "/requirement");
    }

    private static Response decline(String id, String person, String reason) {
        return as(person).body("{\"reason\":\"%s\"}".formatted(reason)).post("/api/v1/reviews/" + id + "/decline");
    }

    private static Response invite(String id, String by, String person) {
        return as(by).body("{\"people\":[\"%s\"],\"reason\":\"You know it\"}".formatted(person))
                .post("/api/v1/reviews/" + id + "/invite");
    }
}
