package dev.manabi.review.meeting;

import static dev.manabi.review.meeting.Stage.MEETINGS;
import static dev.manabi.review.meeting.Stage.comment;
import static dev.manabi.review.meeting.Stage.inTransaction;
import static dev.manabi.review.meeting.Stage.path;
import static dev.manabi.review.meeting.Stage.patiently;
import static dev.manabi.review.meeting.Stage.plan;
import static dev.manabi.review.meeting.Stage.planned;
import static dev.manabi.review.meeting.Stage.put;
import static dev.manabi.review.meeting.Stage.read;
import static dev.manabi.review.meeting.Stage.request;
import static dev.manabi.review.meeting.Stage.running;
import static dev.manabi.review.meeting.Stage.submitted;
import static dev.manabi.review.meeting.Stage.told;
import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.manabi.contracts.MeetingMessage;
import dev.manabi.contracts.MeetingMessage.MeetingCancelled;
import dev.manabi.contracts.MeetingMessage.MeetingChanged;
import dev.manabi.contracts.MeetingMessage.MeetingMinutesRecorded;
import dev.manabi.contracts.MeetingMessage.MeetingRescheduled;
import dev.manabi.contracts.MeetingMessage.MeetingScheduled;
import dev.manabi.contracts.PostmortemMessage.CommentReopened;
import dev.manabi.contracts.PostmortemMessage.CommentResolved;
import dev.manabi.contracts.PostmortemMessage.PostmortemSubmitted;
import dev.manabi.contracts.PublicEvent;
import dev.manabi.testkit.TestTopics;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MeetingApiTest {

    private static final Instant IN_TWO_DAYS = Instant.now().plus(Duration.ofDays(2));

    @BeforeEach
    void people() {
        Stage.people();
    }

    @Test
    void whoever_should_come_is_proposed_with_reasons() {
        PostmortemSubmitted pm = submitted(false);

        JsonPath proposal = as("mei")
                .queryParam("postmortem", pm.number())
                .get(MEETINGS + "/proposal")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(reasons(proposal, "mei")).contains("OWNER", "AUTHOR", "SERVICE_LEAD");
        assertThat(reasons(proposal, "ken")).contains("INCIDENT_COMMANDER");
        assertThat(reasons(proposal, "sam")).contains("AUTHOR", "RESPONDER", "SERVICE_ON_CALL");
        assertThat(reasons(proposal, "hana")).contains("MANAGER");
        assertThat(proposal.getString("facilitator.person")).isNotIn("mei", "sam", "ken", null);
        assertThat(proposal.getList("facilitator.because")).contains("TOOK_NO_PART");
        assertThat(proposal.getString("noteTaker.person"))
                .isNotNull()
                .isNotEqualTo(proposal.getString("facilitator.person"));
    }

    @Test
    void who_is_not_named_is_proposed_and_invited() {
        PostmortemSubmitted pm = submitted(false);
        Map<String, Object> request = request(pm, IN_TWO_DAYS);
        request.remove("facilitator");
        request.remove("noteTaker");

        JsonPath meeting = plan("sam", request).then().statusCode(201).extract().jsonPath();

        assertThat(meeting.getString("status")).isEqualTo("PLANNED");
        assertThat(meeting.getInt("durationMinutes")).isEqualTo(45);
        assertThat(meeting.getList("attendees.person")).contains("mei", "sam", "ken", "hana");
        assertThat(meeting.getList("attendees.person"))
                .contains(meeting.getString("facilitator"), meeting.getString("noteTaker"));
        MeetingScheduled scheduled =
                (MeetingScheduled) told(meeting.getString("id"), 1).getFirst();
        assertThat(scheduled.meeting().sequence()).isZero();
        assertThat(scheduled.meeting().postmortems().getFirst().title()).isEqualTo("Checkout returns errors");
    }

    @Test
    void the_rules_of_planning_are_told_by_their_codes() {
        PostmortemSubmitted pm = submitted(false);
        Map<String, Object> request = request(pm, IN_TWO_DAYS);
        request.put("facilitator", "ken");
        plan("mei", request).then().statusCode(409).body("code", equalTo("facilitator-took-part"));
        request.put("facilitator", "alex");
        plan("mei", request).then().statusCode(409).body("code", equalTo("note-taker-is-facilitator"));
        Map<String, Object> soon = request(pm, Instant.now().plus(Duration.ofHours(23)));
        plan("mei", soon).then().statusCode(409).body("code", equalTo("meeting-too-soon"));
        soon.put("shortNoticeReason", "The fix goes out tonight.");
        plan("mei", soon).then().statusCode(201).body("shortNoticeReason", equalTo("The fix goes out tonight."));
        plan("mei", request(pm, Instant.now().minusSeconds(60)))
                .then()
                .statusCode(409)
                .body("code", equalTo("meeting-in-the-past"));
    }

    @Test
    void bad_input_is_answered_with_what_is_wrong() {
        PostmortemSubmitted pm = submitted(false);
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(
                Map.of("durationMinutes", 29),
                Map.of("durationMinutes", 61),
                Map.of("timeZone", "Mars/Olympus"),
                Map.of("timeZone", ""),
                Map.of("language", "fr"),
                Map.of("postmortems", List.of()),
                Map.of("attendees", List.of("nobody-known")),
                Map.of("facilitator", "nobody-known"),
                Map.of("startsAt", "tomorrow"),
                Map.of("unheard", "of"))) {
            Map<String, Object> request = request(pm, IN_TWO_DAYS);
            request.putAll(wrong);
            plan("mei", request)
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("code", equalTo("invalid-value"));
        }
        Map<String, Object> unknown = request(pm, IN_TWO_DAYS);
        unknown.put("postmortems", List.of("PM-0"));
        plan("mei", unknown).then().statusCode(404).body("code", equalTo("not-found"));
        as("mei").get(MEETINGS + "?status=LATER").then().statusCode(400);
        as("mei").get(MEETINGS + "?from=yesterday").then().statusCode(400);
        as("mei").get(MEETINGS + "/proposal").then().statusCode(400);
        String id = planned(pm);
        as("mei")
                .body(Map.of("startsAt", IN_TWO_DAYS.toString(), "durationMinutes", 30, "timeZone", "Asia/Tokyo"))
                .put(path(id) + "/time")
                .then()
                .statusCode(428);
    }

    @Test
    void an_invitation_is_followed_by_those_that_take_its_place() {
        String id = planned(submitted(false));
        Instant later = IN_TWO_DAYS.plus(Duration.ofHours(3));
        put("mei", path(id) + "/time", id, time(later)).then().statusCode(200).body("sequence", equalTo(1));
        put("mei", path(id), id, arrangement(List.of("mei", "ken", "hana", "alex")))
                .then()
                .statusCode(200)
                .body("sequence", equalTo(2))
                .body("place", equalTo("Room 4"));
        as("hana")
                .body(Map.of("reason", "Settled"))
                .post(path(id) + "/cancel")
                .then()
                .statusCode(200);

        List<PublicEvent> told = told(id, 4);
        assertThat(told)
                .hasExactlyElementsOfTypes(
                        MeetingScheduled.class, MeetingRescheduled.class, MeetingChanged.class, MeetingCancelled.class);
        assertThat(((MeetingChanged) told.get(2)).removed()).contains("sam");
        assertThat(((MeetingCancelled) told.get(3)).meeting().sequence()).isEqualTo(3);
        assertThat(((MeetingCancelled) told.get(3)).meeting().startsAt())
                .isEqualTo(later.truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
    }

    @Test
    void whoever_has_no_say_in_it_changes_nothing() {
        String id = planned(submitted(false));
        put("sam", path(id) + "/time", id, time(IN_TWO_DAYS.plusSeconds(3600)))
                .then()
                .statusCode(403)
                .body("code", equalTo("not-allowed"));
        as("mei").post(path(id) + "/start").then().statusCode(403);
    }

    @Test
    void meetings_are_listed_by_postmortem_person_status_and_time_page_by_page() {
        PostmortemSubmitted pm = submitted(false);
        String first = planned(request(pm, IN_TWO_DAYS));
        String second = planned(request(pm, IN_TWO_DAYS.plusSeconds(60)));
        String third = planned(request(pm, IN_TWO_DAYS.plusSeconds(60)));
        as("mei")
                .body(Map.of("reason", "Settled"))
                .post(path(third) + "/cancel")
                .then()
                .statusCode(200);

        JsonPath page = list("?postmortem=" + pm.number() + "&limit=2");
        assertThat(page.getList("items.id")).hasSize(2).startsWith(first);
        JsonPath rest = list("?postmortem=" + pm.number() + "&limit=2&cursor=" + page.getString("next"));
        assertThat(rest.getList("items.id")).hasSize(1);
        assertThat(rest.getString("next")).isNull();
        assertThat(list("?postmortem=" + pm.number() + "&status=PLANNED").getList("items.id"))
                .containsExactly(first, second);
        assertThat(list("?postmortem=" + pm.number() + "&from=" + IN_TWO_DAYS.plusSeconds(30))
                        .getList("items.id"))
                .containsExactlyInAnyOrder(second, third);
        assertThat(list("?postmortem=" + pm.number() + "&to=" + IN_TWO_DAYS.plusSeconds(30))
                        .getList("items.id"))
                .containsExactly(first);
        assertThat(list("?postmortem=" + pm.number() + "&person=me").getList("items.id"))
                .hasSize(3);
        assertThat(list("?postmortem=" + pm.number() + "&person=nobody").getList("items.id"))
                .isEmpty();
    }

    @Test
    void the_agenda_is_what_is_open_and_stays_as_it_was_when_people_met() {
        PostmortemSubmitted pm = submitted(false);
        UUID why = comment(pm, "root-cause", "Why did the check let it pass?");
        UUID customers = comment(pm, "message-external", "Say sorry first.");
        String id = running(pm);
        as("mei")
                .get(path(id))
                .then()
                .body("agenda.part", contains("HOW_WE_GOT_HERE", "ACTIONS", "TEXT_FOR_CUSTOMERS"))
                .body("agenda.minutes.sum()", equalTo(45))
                .body("agenda[0].points.id", hasItem(why.toString()))
                .body("agenda[0].points.text", hasItem("Why did the check let it pass?"))
                .body("agenda[2].points.id", hasItem(customers.toString()));

        UUID late = comment(pm, "root-cause", "Too late for this meeting.");
        as("mei").get(path(id)).then().body("agenda.points.id.flatten()", not(hasItem(late.toString())));
    }

    @Test
    void a_failed_criterion_of_the_present_round_is_a_point() {
        PostmortemSubmitted pm = submitted(false);
        JsonPath review = as("mei").get("/api/v1/reviews/" + pm.number()).jsonPath();
        String reviewer = review.getString("reviewers[0].person");
        String etag =
                as(reviewer, "member").get("/api/v1/reviews/" + pm.number()).header("ETag");
        as(reviewer, "member")
                .header("If-Match", etag)
                .body(Map.of("verdict", "FAIL", "remark", "Who does it?"))
                .put("/api/v1/reviews/" + pm.number() + "/verdicts/action-plan-appropriate")
                .then()
                .statusCode(200);

        as("mei")
                .get(path(planned(pm)))
                .then()
                .body("agenda[1].points.criterion", hasItem("action-plan-appropriate"))
                .body("agenda[1].points.text", hasItem("Who does it?"));
    }

    @Test
    void comments_are_closed_and_opened_as_they_are_told_of() {
        PostmortemSubmitted pm = submitted(false);
        UUID comment = comment(pm, null, "About all of it");
        String id = planned(pm);
        TestTopics.publish(new CommentResolved(comment, pm.postmortemId(), pm.number(), "mei", Instant.now(), false));
        patiently().untilAsserted(() -> assertThat(points(id)).doesNotContain(comment.toString()));
        TestTopics.publish(new CommentReopened(comment, pm.postmortemId(), pm.number(), "ken", Instant.now(), false));
        patiently().untilAsserted(() -> assertThat(points(id)).contains(comment.toString()));
        // A copy of what was told before comes late.
        TestTopics.publish(new CommentResolved(
                comment, pm.postmortemId(), pm.number(), "mei", Instant.now().minusSeconds(3600), false));
        UUID marker = comment(pm, null, "Told after it");
        patiently().untilAsserted(() -> assertThat(points(id)).contains(marker.toString(), comment.toString()));
    }

    @Test
    void a_meeting_is_held_to_its_end_and_its_minutes_are_told() {
        PostmortemSubmitted pm = submitted(false);
        UUID resolved = comment(pm, "root-cause", "Why?");
        UUID deferred = comment(pm, "message-external", "Sorry first.");
        UUID closed = comment(pm, "impact", "How many?");
        String id = running(pm);
        put("alex", path(id) + "/attendance/mei", id, Map.of("attendance", "PRESENT"))
                .then()
                .statusCode(200);
        put("alex", path(id) + "/attendance/sam", id, Map.of("attendance", "EXCUSED"))
                .then()
                .statusCode(200);
        as("alex")
                .body(Map.of("minutes", "We add a case."))
                .post(path(id) + "/end")
                .then()
                .statusCode(409)
                .body("code", equalTo("comments-open"))
                .body("detail", containsString(resolved.toString()));
        settle(id, resolved, "RESOLVED", "The check gets a case.").statusCode(200);
        settle(id, deferred, "DEFERRED", "Support reads it first.").statusCode(200);
        TestTopics.publish(new CommentResolved(closed, pm.postmortemId(), pm.number(), "mei", Instant.now(), false));
        patiently().until(() -> inTransaction(() -> ((CommentView) CommentView.findById(closed)).resolved));
        as("alex")
                .body(Map.of("text", "Staging first"))
                .post(path(id) + "/decisions")
                .then()
                .statusCode(200);
        as("alex")
                .body(Map.of("minutes", "We add a case."))
                .post(path(id) + "/end")
                .then()
                .statusCode(200)
                .body("status", equalTo("ENDED"))
                .body("minutes.text", equalTo("We add a case."));

        MeetingMinutesRecorded told = (MeetingMinutesRecorded) told(id, 2).get(1);
        assertThat(told.present()).containsExactly("mei");
        assertThat(told.minutes()).isEqualTo("We add a case.");
        assertThat(told.recordedBy()).isEqualTo("alex");
        assertThat(told.decisions()).containsExactly("Staging first");
        assertThat(told.outcomes())
                .containsExactly(
                        new MeetingMessage.Outcome(
                                pm.postmortemId(), resolved, null, "RESOLVED", "The check gets a case."),
                        new MeetingMessage.Outcome(
                                pm.postmortemId(), deferred, null, "DEFERRED", "Support reads it first."));
        as("alex")
                .body(Map.of("minutes", "Other words"))
                .post(path(id) + "/end")
                .then()
                .statusCode(409);
    }

    @Test
    void minutes_that_blame_are_refused_with_what_was_found_unless_there_is_a_reason() {
        String id = running(submitted(false));
        String blaming = "The engineer should have checked the dashboard.";
        JsonPath refused = as("hana")
                .body(Map.of("minutes", blaming))
                .post(path(id) + "/end")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("code", equalTo("minutes-blame"))
                .body("errors", not(empty()))
                .body("errors[0].message", containsString("should have"))
                .extract()
                .jsonPath();
        List<Map<String, String>> dismissals = refused.getList("errors.field", String.class).stream()
                .map(finding -> Map.of("finding", finding, "reason", "It quotes the customer."))
                .toList();
        as("hana")
                .body(Map.of("minutes", blaming, "dismissals", dismissals))
                .post(path(id) + "/end")
                .then()
                .statusCode(200)
                .body("minutes.dismissals[0].reason", equalTo("It quotes the customer."));
    }

    @Test
    void of_a_private_postmortem_nobody_learns_who_is_not_named() {
        PostmortemSubmitted pm = submitted(true);
        UUID comment = comment(pm, "root-cause", "Secret words");
        Map<String, Object> request = request(pm, IN_TWO_DAYS);
        request.put("attendees", List.of("mei", "sam"));
        plan("hana", request).then().statusCode(404);
        String id = planned(request);

        as("stranger", "member").get(path(id)).then().statusCode(404);
        as("stranger", "member").get(path(id) + ".ics").then().statusCode(404);
        as("stranger", "member").get(MEETINGS + "?limit=200").then().body("items.id", not(hasItem(id)));
        as("stranger", "member")
                .get(MEETINGS + "?postmortem=" + pm.number())
                .then()
                .statusCode(404);
        as("stranger", "member")
                .queryParam("postmortem", pm.number())
                .get(MEETINGS + "/proposal")
                .then()
                .statusCode(404);
        put("mei", path(id) + "/time", id, time(IN_TWO_DAYS.plusSeconds(60)))
                .then()
                .statusCode(200);
        as("hana")
                .get(path(id))
                .then()
                .statusCode(200)
                .body("private", equalTo(true))
                .body("postmortems[0].title", equalTo(pm.number()))
                .body("agenda[0].points.find { it.id == '" + comment + "' }.text", nullValue());
        as("alex").get(MEETINGS + "?limit=200&person=me").then().body("items.id", hasItems(id));
        MeetingScheduled told = (MeetingScheduled) told(id, 2).getFirst();
        assertThat(told.meeting().isPrivate()).isTrue();
        assertThat(told.meeting().postmortems().getFirst().title()).isEqualTo(pm.number());
    }

    @Test
    void a_private_postmortem_is_talked_about_apart() {
        PostmortemSubmitted secret = submitted(true);
        Map<String, Object> request = request(secret, IN_TWO_DAYS);
        request.put("postmortems", List.of(secret.number(), submitted(false).number()));
        plan("mei", request).then().statusCode(409).body("code", equalTo("private-apart"));
    }

    private static io.restassured.response.ValidatableResponse settle(
            String id, UUID comment, String result, String text) {
        return put("alex", path(id) + "/agenda/" + comment, id, Map.of("result", result, "text", text))
                .then();
    }

    private static List<String> points(String id) {
        return read("mei", id).getList("agenda.points.id.flatten()");
    }

    private static List<String> reasons(JsonPath proposal, String person) {
        return proposal.getList("attendees.find { it.person == '" + person + "' }.because");
    }

    private static JsonPath list(String query) {
        return as("mei").get(MEETINGS + query).then().statusCode(200).extract().jsonPath();
    }

    private static Map<String, Object> time(Instant startsAt) {
        return Map.of("startsAt", startsAt.toString(), "durationMinutes", 45, "timeZone", "Asia/Tokyo");
    }

    private static Map<String, Object> arrangement(List<String> attendees) {
        return Map.of("place", "Room 4", "facilitator", "hana", "noteTaker", "alex", "attendees", attendees);
    }
}
