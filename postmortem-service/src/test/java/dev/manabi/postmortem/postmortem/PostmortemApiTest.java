package dev.manabi.postmortem.postmortem;

import static dev.manabi.postmortem.Story.awaitStatus;
import static dev.manabi.postmortem.Story.complete;
import static dev.manabi.postmortem.Story.draft;
import static dev.manabi.postmortem.Story.edit;
import static dev.manabi.postmortem.Story.etag;
import static dev.manabi.postmortem.Story.read;
import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.manabi.contracts.IncidentMessage.Incident;
import dev.manabi.contracts.IncidentMessage.Roles;
import dev.manabi.contracts.PostmortemMessage;
import dev.manabi.contracts.Topic;
import dev.manabi.postmortem.Story;
import dev.manabi.postmortem.catalog.Catalog;
import dev.manabi.testkit.TestTopics;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PostmortemApiTest {

    private static final String ITEM = """
            {"title": "Alert on the error rate", "kind": "DETECT", "priority": "P1", "owner": "alex",
             "dueAt": "2099-01-01T00:00:00Z", "endState": "The alert fired in a drill",
             "trackerUrl": "https://tracker.example/1"}
            """;

    @Inject
    Catalog catalog;

    @BeforeEach
    void everybodyIsKnown() {
        if (!isKnown("sam")) {
            Story.knowEverybody();
            await().until(() ->
                    List.of("mei", "alex", "ken", "hana", "sam").stream().allMatch(this::isKnown)
                            && QuarkusTransaction.requiringNew()
                                    .call(() -> catalog.service("payments").isPresent()
                                            && catalog.service("checkout").isPresent()));
        }
    }

    private boolean isKnown(String person) {
        return QuarkusTransaction.requiringNew().call(() -> catalog.knowsPerson(person));
    }

    @Test
    void from_a_closed_incident_to_a_published_postmortem() {
        Incident incident = Story.incident(Story.MONEY);
        TestTopics.publish(Story.declaration(incident));
        JsonPath decisions = Story.close(incident);
        assertThat(decisions.getString("items[0].outcome")).isEqualTo("DUE");
        assertThat(decisions.getString("items[0].criteria.find { it.name == 'money-affected' }.saw"))
                .isEqualTo("yes");

        String path = "/api/v1/postmortems/" + decisions.getString("items[0].postmortemId");
        JsonPath draft = read(path);
        assertThat(draft.getString("number")).matches("PM-\\d+");
        assertThat(draft.getString("owner")).isEqualTo("mei");
        assertThat(draft.getList("collaborators")).containsExactly("alex", "sam");
        assertThat(draft.getString("status")).isEqualTo("DRAFT");
        assertThat(draft.getInt("revision")).isEqualTo(1);
        assertThat(draft.getBoolean("private")).isFalse();
        assertThat(section(draft, "timeline")).contains("checkout 4.2 goes out", "[error rate](https://graphs.example");
        assertThat(section(draft, "impact")).contains("55 min", "**unknown**");

        as("mei").post(path + "/submit").then().statusCode(409).body("code", equalTo("not-ready-for-review"));
        complete(path);
        String item = as("mei")
                .body(ITEM)
                .post(path + "/action-items")
                .then()
                .statusCode(201)
                .header("Location", containsString("/api/v1/action-items/"))
                .body("status", equalTo("OPEN"))
                .extract()
                .path("id");
        as("mei")
                .post(path + "/submit")
                .then()
                .statusCode(200)
                .body("status", equalTo("IN_REVIEW"))
                .body("revision", equalTo(6));
        as("mei")
                .post(path + "/publish")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("code", equalTo("not-ready-for-publication"))
                .body("blockers.code", equalTo(List.of("review-pending")));

        UUID review = Story.accept(read(path), "ken", "alex");
        awaitStatus(path, "APPROVED");
        as("sam").get(path + "/blockers").then().statusCode(200).body("blockers", empty());
        as("alex")
                .post(path + "/publish")
                .then()
                .statusCode(200)
                .body("status", equalTo("PUBLISHED"))
                .body("reviewId", equalTo(review.toString()))
                .body("publishedAt", notNullValue());

        as("alex")
                .header("If-Match", etag(path))
                .body("{\"status\": \"DONE\"}")
                .put("/api/v1/action-items/" + item + "/status")
                .then()
                .statusCode(200)
                .header("ETag", notNullValue())
                .body("status", equalTo("DONE"));

        String id = read(path).getString("id");
        await().untilAsserted(() -> assertThat(TestTopics.received(Topic.POSTMORTEMS, id))
                .extracting(TestTopics.Message::type)
                .containsExactly(
                        "manabi.postmortem.drafted.v1",
                        "manabi.postmortem.submitted.v1",
                        "manabi.postmortem.published.v1",
                        "manabi.action-item.updated.v1"));
        assertThat(TestTopics.received(Topic.POSTMORTEMS, incident.id().toString()))
                .extracting(TestTopics.Message::type)
                .filteredOn(type -> !type.equals("manabi.recurrence.suspected.v1")) // the tests' incidents are alike
                .containsExactly("manabi.decision.made.v1");
        PostmortemMessage.PostmortemSubmitted submitted = (PostmortemMessage.PostmortemSubmitted)
                TestTopics.received(Topic.POSTMORTEMS, id).get(1).event();
        assertThat(submitted.authors()).containsExactly("mei");
        assertThat(submitted.reviewDueAt()).isAfter(submitted.submittedAt());
        PostmortemMessage.PostmortemPublished published = (PostmortemMessage.PostmortemPublished)
                TestTopics.received(Topic.POSTMORTEMS, id).get(2).event();
        assertThat(published.contentHash()).isEqualTo(submitted.contentHash());
        assertThat(published.summary()).contains("Cards were declined");
        assertThat(published.actionItems()).isEqualTo(1);
    }

    @Test
    void a_postmortem_is_found_by_its_number_in_lists_and_by_incident() {
        Incident incident = Story.incident(Story.MONEY);
        JsonPath draft = read(draft(incident));
        String number = draft.getString("number");
        as("sam")
                .get("/api/v1/postmortems/" + number.toLowerCase(java.util.Locale.ROOT))
                .then()
                .statusCode(200)
                .body("id", equalTo(draft.getString("id")));
        for (String asked : List.of(incident.id().toString(), incident.number())) {
            as("sam")
                    .queryParam("incidentId", asked)
                    .queryParam("status", "DRAFT")
                    .queryParam("owner", "mei")
                    .get("/api/v1/postmortems")
                    .then()
                    .statusCode(200)
                    .body("items.number", equalTo(List.of(number)))
                    .body("items[0].sections", nullValue())
                    .body("items[0].private", equalTo(false))
                    .body("next", nullValue());
        }
    }

    @Test
    void pages_follow_one_another_without_gap_or_repetition() {
        for (int n = 0; n < 3; n++) {
            draft();
        }
        List<String> all = as("sam")
                .queryParam("limit", 200)
                .get("/api/v1/postmortems")
                .jsonPath()
                .getList("items.id");
        List<String> paged = new java.util.ArrayList<>();
        String cursor = null;
        do {
            var request = as("sam").queryParam("limit", 2);
            JsonPath page = (cursor == null ? request : request.queryParam("cursor", cursor))
                    .get("/api/v1/postmortems")
                    .jsonPath();
            paged.addAll(page.getList("items.id"));
            cursor = page.getString("next");
        } while (cursor != null && paged.size() < all.size() + 10);
        assertThat(paged).startsWith(all.toArray(String[]::new)).doesNotHaveDuplicates();
    }

    @Test
    void an_edit_after_the_acceptance_asks_for_a_new_review() {
        String path = draft();
        complete(path);
        as("mei").post(path + "/submit").then().statusCode(200);
        JsonPath first = read(path);
        Story.accept(first, "ken");
        awaitStatus(path, "APPROVED");
        edit("alex", path, "lucky", "Nobody was shopping.").statusCode(200).body("status", equalTo("DRAFT"));
        as("mei")
                .post(path + "/publish")
                .then()
                .statusCode(409)
                .body("blockers.code", equalTo(List.of("not-submitted")));
        as("mei").post(path + "/submit").then().statusCode(200);
        Story.accept(first, "ken"); // of the earlier revision: kept, without effect
        await().until(() -> as("sam")
                .get(path + "/history")
                .jsonPath()
                .getList("items.type")
                .contains("review-outcome-ignored.v1"));
        assertThat(read(path).getString("status")).isEqualTo("IN_REVIEW");
        Story.accept(read(path), "ken");
        awaitStatus(path, "APPROVED");
        as("mei").post(path + "/publish").then().statusCode(200);
        edit("mei", path, "lucky", "More.").statusCode(409).body("code", equalTo("postmortem-published"));
    }

    @Test
    void requested_changes_send_it_back_and_it_can_be_submitted_again() {
        String path = draft();
        complete(path);
        as("mei").post(path + "/submit").then().statusCode(200);
        TestTopics.publish(Story.changes(read(path), UUID.randomUUID()));
        awaitStatus(path, "CHANGES_REQUESTED");
        as("sam").get(path + "/blockers").then().body("blockers.code", equalTo(List.of("changes-requested")));
        edit("mei", path, "impact", "1200 customers could not pay.")
                .statusCode(200)
                .body("status", equalTo("CHANGES_REQUESTED"));
        as("mei").post(path + "/submit").then().statusCode(200).body("status", equalTo("IN_REVIEW"));
    }

    @Test
    void a_review_without_an_independent_senior_does_not_count() {
        String path = draft();
        complete(path);
        edit("ken", path, "lucky", "Written by ken.").statusCode(200);
        as("mei").post(path + "/submit").then().statusCode(200);
        Story.accept(read(path), "ken", "alex");
        await().until(() -> as("sam")
                .get(path + "/history")
                .jsonPath()
                .getList("items.data.cause")
                .contains("NO_INDEPENDENT_SENIOR"));
        assertThat(read(path).getString("status")).isEqualTo("IN_REVIEW");
    }

    @Test
    void blockers_say_what_is_missing_and_where() {
        String path = draft();
        as("mei")
                .body("{\"title\": \"Look into it\", \"kind\": \"INVESTIGATE\"}")
                .post(path + "/action-items")
                .then()
                .statusCode(201);
        ValidatableResponse blockers = as("sam").get(path + "/blockers").then().statusCode(200);
        blockers.body(
                "blockers.code",
                containsInAnyOrder(
                        "section-empty",
                        "section-empty",
                        "section-empty",
                        "trigger-not-coded",
                        "cause-not-coded",
                        "nothing-prevents",
                        "action-item-without-owner",
                        "action-item-without-priority",
                        "not-submitted"));
        blockers.body(
                "blockers.findAll { it.code == 'section-empty' }.section",
                equalTo(List.of("root-cause", "trigger", "lessons")));
        as("mei")
                .post(path + "/submit")
                .then()
                .statusCode(409)
                .body("blockers", hasSize(8))
                .body("blockers.message", notNullValue());
    }

    @Test
    void the_owner_can_be_somebody_known() {
        String path = draft();
        as("hana")
                .header("If-Match", etag(path))
                .body("{\"owner\": \"alex\"}")
                .put(path + "/owner")
                .then()
                .statusCode(200)
                .body("owner", equalTo("alex"))
                .body("collaborators", equalTo(List.of("sam", "mei")));
        problem(
                        as("hana")
                                .header("If-Match", etag(path))
                                .body("{\"owner\": \"nobody-we-know\"}")
                                .put(path + "/owner")
                                .then(),
                        400,
                        "invalid-value")
                .body("errors[0].field", equalTo("owner"));
    }

    @Test
    void an_incident_without_roles_suggests_whoever_is_on_call_or_nobody() {
        Incident incident = Story.incident(Story.MONEY);
        Roles nobody = new Roles(null, null, null, List.of());
        JsonPath onCall = read(draft(Story.withRoles(incident, nobody, List.of("checkout", "payments"))));
        assertThat(onCall.getString("owner")).isEqualTo("ken");
        Incident other = Story.incident(Story.MONEY);
        JsonPath unowned = read(draft(Story.withRoles(other, nobody, List.of("unheard-of"))));
        assertThat(unowned.getString("owner")).isNull();
        as("sam")
                .get("/api/v1/postmortems/" + unowned.getString("id") + "/blockers")
                .then()
                .body("blockers.code", org.hamcrest.Matchers.hasItem("owner-missing"));
    }

    @Test
    void action_items_are_changed_followed_and_declined_with_a_reason() {
        String path = draft();
        String item = as("mei").body(ITEM).post(path + "/action-items").path("id");
        as("mei")
                .header("If-Match", etag(path))
                .body(ITEM.replace("P1", "P0").replace("\"dueAt\": \"2099-01-01T00:00:00Z\", ", ""))
                .put(path + "/action-items/" + item)
                .then()
                .statusCode(200)
                .body("priority", equalTo("P0"))
                .body("dueAt", equalTo("2099-01-01T00:00:00Z"));
        problem(
                as("mei")
                        .header("If-Match", etag(path))
                        .body("{\"status\": \"DECLINED\"}")
                        .put("/api/v1/action-items/" + item + "/status")
                        .then(),
                400,
                "invalid-value");
        as("mei")
                .header("If-Match", etag("/api/v1/action-items/" + item))
                .body("{\"status\": \"DECLINED\", \"reason\": \"the service goes away\"}")
                .put("/api/v1/action-items/" + item + "/status")
                .then()
                .statusCode(200)
                .body("statusReason", equalTo("the service goes away"));
        as("sam")
                .queryParam("status", "DECLINED")
                .queryParam("owner", "alex")
                .queryParam("limit", 200)
                .get("/api/v1/action-items")
                .then()
                .statusCode(200)
                .body("items.id", org.hamcrest.Matchers.hasItem(item));
        as("sam")
                .queryParam("overdue", true)
                .get("/api/v1/action-items")
                .then()
                .statusCode(200)
                .body("items.id", org.hamcrest.Matchers.not(org.hamcrest.Matchers.hasItem(item)));
        problem(
                as("mei")
                        .header("If-Match", etag(path))
                        .body(ITEM)
                        .put(draft() + "/action-items/" + item)
                        .then(),
                404,
                "not-found");
    }

    @Test
    void the_due_date_of_an_action_item_comes_from_the_policy_where_nobody_says_otherwise() {
        String path = draft();
        JsonPath item = as("mei")
                .body("{\"title\": \"Look into it\", \"kind\": \"INVESTIGATE\"}")
                .post(path + "/action-items")
                .jsonPath();
        java.time.Instant due = java.time.Instant.parse(item.getString("dueAt"));
        assertThat(due)
                .isBetween(
                        java.time.Instant.now().plus(java.time.Duration.ofDays(14)),
                        java.time.Instant.now().plus(java.time.Duration.ofDays(16)));
    }

    @Test
    void a_due_date_finer_than_the_database_keeps_is_told_once_too() {
        String path = draft();
        String id = read(path).getString("id");
        as("mei")
                .body("{\"title\": \"Alert\", \"kind\": \"DETECT\", \"dueAt\": \"2026-01-01T00:00:00.123456789Z\"}")
                .post(path + "/action-items")
                .then()
                .statusCode(201)
                .body("dueAt", equalTo("2026-01-01T00:00:00.123456Z"));
        await().until(() -> read(path + "/history").getList("items.type").contains("action-item-escalated.v1"));
        assertThat(QuarkusTransaction.requiringNew()
                        .call(() -> ActionItemView.count("postmortemId = ?1 and toldAt is null", UUID.fromString(id))))
                .isZero();
    }

    @Test
    void an_export_is_one_markdown_file_with_names() {
        String path = draft();
        complete(path);
        edit("mei", path, "lessons", "Ask @ken, not @nobody-we-know or mail@mei.example.")
                .statusCode(200);
        as("mei")
                .body(ITEM.replace("error rate", "error | rate"))
                .post(path + "/action-items")
                .then()
                .statusCode(201);
        as("mei").post(path + "/submit").then().statusCode(200);
        UUID review = Story.accept(read(path), "ken");
        awaitStatus(path, "APPROVED");
        as("mei").post(path + "/publish").then().statusCode(200);
        JsonPath postmortem = read(path);
        String markdown = as("sam")
                .queryParam("format", "markdown")
                .get(path + "/export")
                .then()
                .statusCode(200)
                .contentType(containsString("text/markdown"))
                .extract()
                .asString();
        assertThat(markdown)
                .startsWith("# " + postmortem.getString("number") + " Card payments fail\n")
                .contains("| Owner | Mei Tanaka |")
                .contains("| Collaborators | Alex Tanaka, Sam Tanaka |")
                .contains("| Incident commander | Mei Tanaka |")
                .contains("## Root cause\n\nWritten by mei.")
                .contains("Ask Ken Tanaka, not @nobody-we-know or mail@mei.example.")
                .contains("| Alert on the error \\| rate | DETECT | P1 | Alex Tanaka |")
                .contains("Revision " + postmortem.getInt("revision") + " was accepted by Ken Tanaka")
                .contains("content hash `" + postmortem.getString("contentHash") + "`")
                .contains(review.toString())
                .doesNotContain("<b>");
        problem(as("sam").queryParam("format", "docx").get(path + "/export").then(), 400, "invalid-value");
    }

    @Test
    void the_history_says_who_did_what_when() {
        String path = draft();
        edit("alex", path, "lucky", "Nobody was shopping.").statusCode(200);
        JsonPath history = as("sam").get(path + "/history").jsonPath();
        assertThat(history.getList("items.type")).containsExactly("postmortem-drafted.v1", "section-edited.v2");
        assertThat(history.getList("items.actor")).containsExactly("system:postmortem-service", "alex");
        assertThat(history.getString("items[1].data.text")).isEqualTo("Nobody was shopping.");
        JsonPath first = as("sam").queryParam("limit", 1).get(path + "/history").jsonPath();
        assertThat(as("sam")
                        .queryParam("limit", 1)
                        .queryParam("cursor", first.getString("next"))
                        .get(path + "/history")
                        .jsonPath()
                        .getList("items.version"))
                .containsExactly(2);
    }

    @Test
    void two_who_write_at_once_do_not_overwrite_each_other() {
        String path = draft();
        String seen = etag(path);
        as("mei")
                .header("If-Match", seen)
                .body(Map.of("text", "First"))
                .put(path + "/sections/lucky")
                .then()
                .statusCode(200);
        problem(
                as("alex")
                        .header("If-Match", seen)
                        .body(Map.of("text", "Second"))
                        .put(path + "/sections/lucky")
                        .then(),
                412,
                "stale-version");
        problem(as("mei").header("If-Match", seen).post(path + "/submit").then(), 412, "stale-version");
        assertThat(section(read(path), "lucky")).isEqualTo("First");
    }

    @Test
    void the_same_key_adds_an_action_item_once() {
        String path = draft();
        String key = UUID.randomUUID().toString();
        String first = as("mei")
                .header("Idempotency-Key", key)
                .body(ITEM)
                .post(path + "/action-items")
                .path("id");
        as("mei")
                .header("Idempotency-Key", key)
                .body(ITEM)
                .post(path + "/action-items")
                .then()
                .statusCode(201)
                .header("Idempotency-Replayed", "true")
                .body("id", equalTo(first));
        problem(
                as("mei")
                        .header("Idempotency-Key", key)
                        .body(ITEM.replace("P1", "P2"))
                        .post(path + "/action-items")
                        .then(),
                422,
                "idempotency-key-reused");
        assertThat(read(path).getList("actionItems")).hasSize(1);
    }

    @Test
    void a_refused_submission_may_be_sent_again_under_its_key_once_it_is_complete() {
        String path = draft();
        String key = UUID.randomUUID().toString();
        as("mei").header("Idempotency-Key", key).post(path + "/submit").then().statusCode(409);
        complete(path);
        as("mei").header("Idempotency-Key", key).post(path + "/submit").then().statusCode(200);
    }

    @Test
    void bad_input_is_answered_with_a_problem_and_changes_nothing() {
        String path = draft();
        String before = as("sam").get(path).asString();
        String tag = etag(path);
        String section = path + "/sections/lucky";
        problem(
                as("mei")
                        .header("If-Match", tag)
                        .body("{\"text\": ")
                        .put(section)
                        .then(),
                400,
                "malformed-json");
        problem(as("mei").header("If-Match", tag).body("[]").put(section).then(), 400, "malformed-json");
        problem(as("mei").header("If-Match", tag).put(section).then(), 400, "invalid-value");
        problem(
                as("mei")
                        .header("If-Match", tag)
                        .body("{\"text\": {\"a\": 1}}")
                        .put(section)
                        .then(),
                400,
                "invalid-value");
        problem(
                as("mei")
                        .header("If-Match", tag)
                        .body("{\"text\": null}")
                        .put(section)
                        .then(),
                400,
                "invalid-value");
        problem(
                as("mei")
                        .header("If-Match", tag)
                        .body("{\"text\": \"x\", \"y\": 1}")
                        .put(section)
                        .then(),
                400,
                "invalid-value");
        problem(
                as("mei")
                        .header("If-Match", tag)
                        .body("{\"text\": \"a\\u0000b\"}")
                        .put(section)
                        .then(),
                400,
                "invalid-value");
        problem(
                as("mei")
                        .header("If-Match", tag)
                        .body(Map.of("text", "x".repeat(300_000)))
                        .put(section)
                        .then(),
                400,
                "invalid-value");
        problem(
                as("mei")
                        .header("If-Match", tag)
                        .body(Map.of("text", "x".repeat(5_000_000)))
                        .put(section)
                        .then(),
                413,
                "body-too-large");
        problem(as("mei").body("{\"text\": \"x\"}").put(section).then(), 428, "version-required");
        problem(
                as("mei")
                        .header("If-Match", "\"99\"")
                        .body("{\"text\": \"x\"}")
                        .put(section)
                        .then(),
                412,
                "stale-version");
        problem(
                as("mei")
                        .header("If-Match", "W/\"1\"")
                        .body("{\"text\": \"x\"}")
                        .put(section)
                        .then(),
                400,
                "invalid-value");
        problem(
                as("mei")
                        .header("If-Match", tag)
                        .body("{\"text\": \"x\"}")
                        .put(path + "/sections/blame")
                        .then(),
                404,
                "not-found");
        problem(
                as("mei")
                        .header("If-Match", tag)
                        .body("{\"title\": \" \"}")
                        .put(path + "/title")
                        .then(),
                400,
                "invalid-value");
        for (String unknown :
                List.of(UUID.randomUUID().toString(), "PM-999999", "nonsense", "%00", "PM-99999999999999999999")) {
            problem(as("mei").get("/api/v1/postmortems/" + unknown).then(), 404, "not-found");
        }
        String items = path + "/action-items";
        problem(as("mei").body(ITEM.replace("DETECT", "BLAME")).post(items).then(), 400, "invalid-value");
        problem(as("mei").body(ITEM.replace("P1", "P9")).post(items).then(), 400, "invalid-value");
        problem(
                as("mei")
                        .body(ITEM.replace("2099-01-01T00:00:00Z", "tomorrow"))
                        .post(items)
                        .then(),
                400,
                "invalid-value");
        problem(
                as("mei")
                        .body(ITEM.replace("https://tracker.example/1", "javascript:alert(1)"))
                        .post(items)
                        .then(),
                400,
                "invalid-value");
        problem(
                as("mei")
                        .body(ITEM.replace("alex", "nobody-we-know"))
                        .post(items)
                        .then(),
                400,
                "invalid-value");
        problem(as("mei").body("{\"kind\": \"DETECT\"}").post(items).then(), 400, "invalid-value");
        problem(
                as("mei")
                        .queryParam("status", "LOST")
                        .get("/api/v1/postmortems")
                        .then(),
                400,
                "invalid-value");
        problem(as("mei").queryParam("cursor", "!!").get("/api/v1/postmortems").then(), 400, "invalid-value");
        problem(
                as("mei")
                        .queryParam("cursor", "YWJj")
                        .get("/api/v1/postmortems")
                        .then(),
                400,
                "invalid-value");
        problem(as("mei").queryParam("limit", 0).get("/api/v1/action-items").then(), 400, "invalid-value");
        as("mei")
                .queryParam("incidentId", "%00")
                .get("/api/v1/postmortems")
                .then()
                .statusCode(200)
                .body("items", empty());
        as("mei")
                .queryParam("owner", "\0")
                .get("/api/v1/postmortems")
                .then()
                .statusCode(200)
                .body("items", empty());
        assertThat(as("sam").get(path).asString()).isEqualTo(before);
    }

    @Test
    void only_those_who_may_submit_and_publish() {
        String path = draft();
        complete(path);
        problem(RestAssured.given().get(path).then(), 401, "unauthorized");
        problem(as("x", new String[0]).get(path).then(), 403, "forbidden");
        problem(as("stranger", "member").post(path + "/submit").then(), 403, "not-allowed");
        as("ken").post(path + "/submit").then().statusCode(200);
        Story.accept(read(path), "ken");
        awaitStatus(path, "APPROVED");
        problem(
                as("stranger", "member", "responder", "reviewer")
                        .post(path + "/publish")
                        .then(),
                403,
                "not-allowed");
        as("hana").post(path + "/publish").then().statusCode(200);
    }

    private static String section(JsonPath postmortem, String key) {
        return postmortem.getString("sections.find { it.key == '" + key + "' }.text");
    }

    private static ValidatableResponse problem(ValidatableResponse answer, int status, String code) {
        return answer.statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code))
                .body("status", equalTo(status))
                .body("detail", notNullValue());
    }
}
