package dev.manabi.review.review;

import static dev.manabi.review.review.Scene.CRITERIA;
import static dev.manabi.review.review.Scene.accept;
import static dev.manabi.review.review.Scene.passAll;
import static dev.manabi.review.review.Scene.published;
import static dev.manabi.review.review.Scene.review;
import static dev.manabi.review.review.Scene.revision;
import static dev.manabi.review.review.Scene.submission;
import static dev.manabi.review.review.Scene.verdict;
import static dev.manabi.testkit.Tokens.as;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.manabi.contracts.PostmortemMessage.PostmortemSubmitted;
import dev.manabi.contracts.ReviewMessage.ReviewAccepted;
import dev.manabi.contracts.ReviewMessage.ReviewAssigned;
import dev.manabi.contracts.ReviewMessage.ReviewChangesRequested;
import dev.manabi.contracts.ReviewMessage.Reviewer;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ReviewApiTest {

    @Inject
    Scene scene;

    @BeforeEach
    void people() {
        scene.forgetPeople();
        scene.demoPeople();
    }

    @Test
    void a_submission_is_reviewed_and_accepted() {
        PostmortemSubmitted submitted = submission();
        String id = scene.reviewOf(submitted);

        JsonPath opened = review(id);
        assertThat(opened.getString("status")).isEqualTo("WAITING");
        assertThat(opened.getString("postmortemId"))
                .isEqualTo(submitted.postmortemId().toString());
        assertThat(opened.getString("contentHash")).isEqualTo("hash-1");
        assertThat(opened.getList("reviewers.person")).containsExactly("ken", "alex");
        assertThat(opened.getList("reviewers.senior")).containsExactly(true, false);
        assertThat(opened.getList("verdicts")).isEmpty();
        assertThat(opened.getList("criteria")).isEqualTo(CRITERIA);

        passAll(id, "alex");
        accept(id, "alex")
                .then()
                .statusCode(200)
                .body("status", equalTo("WAITING"))
                .body("acceptedBy.person", contains("alex"));
        accept(id, "ken")
                .then()
                .statusCode(200)
                .body("status", equalTo("ACCEPTED"))
                .body("acceptedAt", notNullValue());

        List<Reviewer> both = List.of(new Reviewer("alex", false), new Reviewer("ken", true));
        assertThat(published(id, 2))
                .satisfiesExactly(
                        assigned ->
                                assertThat(((ReviewAssigned) assigned).added()).containsExactly("ken", "alex"),
                        accepted -> {
                            ReviewAccepted event = (ReviewAccepted) accepted;
                            assertThat(event.contentHash()).isEqualTo("hash-1");
                            assertThat(event.revision()).isEqualTo(1);
                            assertThat(event.authors()).containsExactly("mei", "sam");
                            assertThat(event.acceptedBy()).isEqualTo(both);
                        });
    }

    @Test
    void a_failed_criterion_sends_the_text_back_and_the_next_revision_starts_anew() {
        PostmortemSubmitted first = submission();
        String id = scene.reviewOf(first);
        passAll(id, "ken");
        verdict(id, "alex", "root-cause-deep-enough", "FAIL").then().statusCode(200);
        accept(id, "ken")
                .then()
                .statusCode(409)
                .body("code", equalTo("criterion-failed"))
                .body("detail", containsString("root-cause-deep-enough"));

        as("ken")
                .body("{\"reason\":\"Dig deeper\"}")
                .post("/api/v1/reviews/" + id + "/request-changes")
                .then()
                .statusCode(200)
                .body("status", equalTo("CHANGES_REQUESTED"))
                .body("requestedChanges.failedCriteria", contains("root-cause-deep-enough"));
        accept(id, "ken").then().statusCode(409).body("code", equalTo("review-not-waiting"));

        assertThat(scene.reviewOf(revision(first, 2))).isEqualTo(id);
        JsonPath second = review(id);
        assertThat(second.getInt("round")).isEqualTo(2);
        assertThat(second.getString("status")).isEqualTo("WAITING");
        assertThat(second.getString("contentHash")).isEqualTo("hash-2");
        assertThat(second.getList("verdicts")).isEmpty();
        assertThat(second.getList("reviewers.person")).containsExactly("ken", "alex");

        assertThat(published(id, 3))
                .satisfiesExactly(
                        assigned -> assertThat(assigned).isInstanceOf(ReviewAssigned.class),
                        changes -> {
                            ReviewChangesRequested event = (ReviewChangesRequested) changes;
                            assertThat(event.reason()).isEqualTo("Dig deeper");
                            assertThat(event.requestedBy()).isEqualTo("ken");
                            assertThat(event.failedCriteria()).containsExactly("root-cause-deep-enough");
                        },
                        again -> {
                            ReviewAssigned event = (ReviewAssigned) again;
                            assertThat(event.revision()).isEqualTo(2);
                            assertThat(event.added()).isEmpty();
                        });
    }

    @Test
    void an_accepted_review_is_opened_again_by_another_content() {
        PostmortemSubmitted first = submission();
        String id = scene.reviewOf(first);
        passAll(id, "ken");
        accept(id, "ken").then().statusCode(200).body("status", equalTo("ACCEPTED"));

        scene.reviewOf(revision(first, 2));
        accept(id, "ken").then().statusCode(409).body("code", equalTo("verdict-missing"));
    }

    @Test
    void acceptance_needs_all_verdicts_and_the_content_that_was_read() {
        String id = scene.reviewOf(submission());
        accept(id, "ken")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("code", equalTo("verdict-missing"))
                .body("detail", containsString("no-needless-blame, key-data-gathered"));
        passAll(id, "ken");
        as("ken")
                .body("{\"contentHash\":\"hash-0\"}")
                .post("/api/v1/reviews/" + id + "/accept")
                .then()
                .statusCode(409)
                .body("code", equalTo("content-changed"));
        as("ken")
                .body("{\"contentHash\":\"hash-1\"}")
                .post("/api/v1/reviews/" + id + "/accept")
                .then()
                .statusCode(200);
    }

    @Test
    void only_those_who_are_asked_may_judge() {
        String id = scene.reviewOf(submission());
        passAll(id, "ken");
        for (String person : List.of("mei", "sam", "hana")) {
            verdict(id, person, CRITERIA.getFirst(), "PASS").then().statusCode(403);
            accept(id, person).then().statusCode(403).body("code", equalTo("not-allowed"));
            as(person)
                    .body("{\"reason\":\"No\"}")
                    .post("/api/v1/reviews/" + id + "/request-changes")
                    .then()
                    .statusCode(403);
        }
        assertThat(review(id).getString("status")).isEqualTo("WAITING");
    }

    @Test
    void a_verdict_needs_the_version_that_was_seen() {
        String id = scene.reviewOf(submission());
        String path = "/api/v1/reviews/" + id + "/verdicts/" + CRITERIA.getFirst();
        as("ken")
                .body("{\"verdict\":\"PASS\"}")
                .put(path)
                .then()
                .statusCode(428)
                .body("code", equalTo("version-required"));
        as("ken")
                .header("If-Match", "\"1\"")
                .body("{\"verdict\":\"PASS\"}")
                .put(path)
                .then()
                .statusCode(412)
                .body("code", equalTo("stale-version"));
        as("ken")
                .header("If-Match", "\"2\"")
                .body("{\"verdict\":\"PASS\",\"remark\":\"Facts only\"}")
                .put(path)
                .then()
                .statusCode(200)
                .header("ETag", "\"3\"")
                .body("verdicts[0].remark", equalTo("Facts only"))
                .body("verdicts[0].by", equalTo("ken"));
        verdict(id, "ken", "beauty", "PASS").then().statusCode(404);
    }

    @Test
    void the_same_request_under_one_key_acts_once() {
        String id = scene.reviewOf(submission());
        String key = UUID.randomUUID().toString();
        String path = "/api/v1/reviews/" + id + "/request-changes";
        Response first = as("ken")
                .header("Idempotency-Key", key)
                .body("{\"reason\":\"Dig deeper\"}")
                .post(path);
        Response again = as("ken")
                .header("Idempotency-Key", key)
                .body("{\"reason\":\"Dig deeper\"}")
                .post(path);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(again.asString()).isEqualTo(first.asString());
        as("ken")
                .header("Idempotency-Key", key)
                .body("{\"reason\":\"Dig less\"}")
                .post(path)
                .then()
                .statusCode(422);
    }

    @Test
    void a_manager_moves_a_review_and_a_senior_stays() {
        scene.person("rin", true, false);
        String id = scene.reviewOf(submission());
        String path = "/api/v1/reviews/" + id + "/reassign";
        String senior = review(id).getString("reviewers[0].person");
        String other = senior.equals("ken") ? "rin" : "ken";

        as("hana")
                .body("{\"from\":\"%s\",\"to\":\"hana\",\"reason\":\"On call\"}".formatted(senior))
                .post(path)
                .then()
                .statusCode(409)
                .body("code", equalTo("senior-required"));
        as("sam")
                .body("{\"from\":\"%s\",\"to\":\"%s\",\"reason\":\"On call\"}".formatted(senior, other))
                .post(path)
                .then()
                .statusCode(403);
        as("hana")
                .body("{\"from\":\"%s\",\"to\":\"nobody\",\"reason\":\"On call\"}".formatted(senior))
                .post(path)
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("to"));
        as("hana")
                .body("{\"from\":\"%s\",\"to\":\"%s\",\"reason\":\"On call\"}".formatted(senior, other))
                .post(path)
                .then()
                .statusCode(200)
                .body("reviewers.person", hasItem(other))
                .body("reviewers.person", not(hasItem(senior)));
        assertThat(published(id, 2).getLast())
                .isInstanceOfSatisfying(
                        ReviewAssigned.class, event -> assertThat(event.added()).containsExactly(other));
        assertThat(as(other, "member")
                        .get("/api/v1/reviews?limit=200&reviewer=me")
                        .jsonPath()
                        .getList("items.id"))
                .contains(id);
        assertThat(as(senior, "member")
                        .get("/api/v1/reviews?limit=200&reviewer=me")
                        .jsonPath()
                        .getList("items.id"))
                .doesNotContain(id);
    }

    @Test
    void lists_are_filtered_and_paged() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.addFirst(scene.reviewOf(submission()));
        }
        List<String> walked = new ArrayList<>();
        String cursor = "";
        do {
            JsonPath page = as("mei")
                    .get("/api/v1/reviews?status=WAITING&limit=2&cursor=" + cursor)
                    .jsonPath();
            assertThat(page.getList("items").size()).isBetween(1, 2);
            walked.addAll(page.getList("items.id"));
            cursor = page.getString("next");
        } while (cursor != null);
        assertThat(walked).startsWith(ids.toArray(String[]::new)).doesNotHaveDuplicates();

        String postmortem = review(ids.getFirst()).getString("postmortemId");
        as("mei")
                .get("/api/v1/reviews?postmortemId=" + postmortem)
                .then()
                .statusCode(200)
                .body("items.id", contains(ids.getFirst()))
                .body("next", nullValue());
        as("mei")
                .get("/api/v1/reviews?reviewer=mei&status=ACCEPTED")
                .then()
                .statusCode(200)
                .body("items", empty());
    }

    @Test
    void a_confidential_review_does_not_exist_for_those_who_are_not_named() {
        PostmortemSubmitted submitted = Scene.confidential(submission());
        String id = scene.reviewOf(submitted);
        for (String named : List.of("mei", "sam", "ken", "alex")) {
            as(named).get("/api/v1/reviews/" + id).then().statusCode(200).body("private", equalTo(true));
        }
        as("hana").get("/api/v1/reviews/" + id).then().statusCode(404);
        as("hana").get("/api/v1/reviews/" + submitted.number()).then().statusCode(404);
        as("hana")
                .get("/api/v1/reviews?postmortemId=" + submitted.postmortemId())
                .then()
                .body("items", empty());
        as("hana")
                .body("{\"from\":\"ken\",\"to\":\"hana\",\"reason\":\"x\"}")
                .post("/api/v1/reviews/" + id + "/reassign")
                .then()
                .statusCode(404);
    }

    @Test
    void checklists_are_there_in_both_languages() {
        as("mei").get("/api/v1/checklists").then().statusCode(200).body("items.key", hasItem("founding-document"));
        as("mei")
                .get("/api/v1/checklists/founding-document")
                .then()
                .statusCode(200)
                .body("criteria.key", equalTo(CRITERIA))
                .body("criteria[0].title.en", equalTo("Free of needless blame"))
                .body("criteria[0].title.ja", equalTo("不必要な批判がない"));
        as("mei").get("/api/v1/checklists/founding-document?version=99").then().statusCode(404);
    }

    @Test
    void without_a_token_nothing_is_told() {
        for (String path : List.of("/api/v1/reviews", "/api/v1/reviews/PM-1", "/api/v1/checklists")) {
            given().get(path).then().statusCode(401);
            as("robot", new String[0]).get(path).then().statusCode(403);
        }
    }
}
