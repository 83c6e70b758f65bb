package dev.manabi.review.meeting;

import static dev.manabi.review.meeting.Stage.MEETINGS;
import static dev.manabi.review.meeting.Stage.patiently;
import static dev.manabi.review.meeting.Stage.planned;
import static dev.manabi.review.meeting.Stage.read;
import static dev.manabi.review.meeting.Stage.request;
import static dev.manabi.review.meeting.Stage.submitted;
import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.manabi.contracts.PostmortemMessage.PostmortemSubmitted;
import dev.manabi.contracts.Topic;
import dev.manabi.testkit.TestTopics;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StandingMeetingApiTest {

    private static final String STANDING = MEETINGS + "/standing";

    @Inject
    StandingMeetings standing;

    private String id = "";
    private String team = "";

    @BeforeEach
    void people() {
        Stage.people();
        team = Stage.team();
    }

    @AfterEach
    void meetNoMore() {
        if (!id.isEmpty()) {
            String seen = as("ken").get(STANDING + "/" + id).header("ETag");
            as("ken")
                    .header("If-Match", seen)
                    .delete(STANDING + "/" + id)
                    .then()
                    .statusCode(204);
        }
    }

    @Test
    void it_takes_what_waits_is_joined_by_what_comes_and_cancelled_when_all_is_settled() {
        make(in(Duration.ofDays(3)));
        PostmortemSubmitted first = submitted(team, false);
        PostmortemSubmitted secret = submitted(team, true);
        String meeting = meetingAbout(first);
        JsonPath planned = read("mei", meeting);
        assertThat(planned.getString("standing")).isEqualTo(id);
        assertThat(planned.getString("facilitator")).isEqualTo("hana");
        assertThat(planned.getString("noteTaker")).isEqualTo("alex");
        assertThat(planned.getString("localStart")).endsWith("T14:00");
        assertThat(planned.getList("attendees.person")).contains("mei", "sam", "ken", "hana", "alex");

        Stage.put(
                        "hana",
                        Stage.path(meeting),
                        meeting,
                        Map.of(
                                "facilitator",
                                "hana",
                                "noteTaker",
                                "alex",
                                "attendees",
                                List.of("sam"),
                                "place",
                                "Room 9"))
                .then()
                .statusCode(200);
        PostmortemSubmitted second = submitted(team, false);
        patiently()
                .untilAsserted(() -> assertThat(read("mei", meeting).getList("postmortems.number"))
                        .containsExactlyInAnyOrder(first.number(), second.number())
                        .doesNotContain(secret.number()));

        assertThat(read("mei", meeting).getString("place")).isEqualTo("Room 9");
        assertThat(read("mei", meeting).getList("attendees.person")).contains("mei", "sam", "hana", "alex");

        sendBack(first);
        patiently()
                .untilAsserted(() -> assertThat(read("mei", meeting).getList("postmortems.number"))
                        .containsExactly(second.number()));
        sendBack(second);
        patiently()
                .untilAsserted(() ->
                        assertThat(read("mei", meeting).getString("status")).isEqualTo("CANCELLED"));
        assertThat(read("mei", meeting).getString("cancelReason")).isEqualTo("Nothing waits for review.");
    }

    @Test
    void what_is_talked_about_elsewhere_is_left_out() {
        PostmortemSubmitted elsewhere = submitted(team, false);
        planned(request(elsewhere, Instant.now().plus(Duration.ofDays(2))));
        PostmortemSubmitted here = submitted(team, false);
        make(in(Duration.ofDays(3)));

        assertThat(read("mei", meetingAbout(here)).getList("postmortems.number"))
                .containsExactly(here.number());
    }

    @Test
    void a_meeting_for_all_teams_leaves_those_alone_that_have_their_own() {
        PostmortemSubmitted theirs = submitted(team, false);
        make(in(Duration.ofDays(3)));
        String own = id;
        String meeting = meetingAbout(theirs);
        Map<String, Object> all = in(Duration.ofDays(2));
        all.put("team", null);
        make(all);
        String forAll = id;
        PostmortemSubmitted alsoTheirs = submitted(team, false);
        // Ahead of whatever other tests have left waiting.
        PostmortemSubmitted others = submitted(Stage.team(), false, Duration.ofHours(1));
        patiently()
                .untilAsserted(() -> assertThat(read("mei", meeting).getList("postmortems.number"))
                        .containsExactlyInAnyOrder(theirs.number(), alsoTheirs.number()));
        assertThat(read("mei", meetingAbout(others)).getString("standing")).isEqualTo(forAll);
        meetNoMore();
        id = own;
    }

    @Test
    void however_many_look_at_once_there_is_one_meeting() throws Exception {
        PostmortemSubmitted waiting = submitted(team, false);
        make(in(Duration.ofDays(3)));
        CountDownLatch together = new CountDownLatch(1);
        try (ExecutorService pool = Executors.newFixedThreadPool(6)) {
            var looks = java.util.stream.IntStream.range(0, 6)
                    .mapToObj(_ -> pool.submit(() -> {
                        together.await();
                        standing.look();
                        return true;
                    }))
                    .toList();
            together.countDown();
            for (var look : looks) {
                assertThat(look.get()).isTrue();
            }
        }
        String meeting = meetingAbout(waiting);
        assertThat(about(waiting)).containsExactly(meeting);
        patiently()
                .untilAsserted(() ->
                        assertThat(TestTopics.received(Topic.MEETINGS, meeting)).hasSize(1));
    }

    @Test
    void it_is_kept_by_those_who_lead_and_read_by_all() {
        as("sam").body(in(Duration.ofDays(3))).post(STANDING).then().statusCode(403);
        make(in(Duration.ofDays(3)));
        String address = STANDING + "/" + id;
        as("sam").get(address).then().statusCode(200).body("team", equalTo(team));
        as("sam").get(STANDING).then().body("items.id", hasItem(id));
        Map<String, Object> other = in(Duration.ofDays(4));
        other.put("durationMinutes", 30);
        as("ken").body(other).put(address).then().statusCode(428);
        as("ken")
                .header("If-Match", "\"1\"")
                .body(other)
                .put(address)
                .then()
                .statusCode(200)
                .body("durationMinutes", equalTo(30));
        as("ken").header("If-Match", "\"1\"").body(other).put(address).then().statusCode(412);
        as("ken").header("If-Match", "\"2\"").delete(address).then().statusCode(204);
        as("ken").get(address).then().statusCode(404);
        as("sam").get(STANDING).then().body("items.id", not(hasItem(id)));
        id = "";
    }

    @Test
    void bad_input_is_answered_with_what_is_wrong() {
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(
                Map.of("team", "no-team"),
                Map.of("weekday", "SOMEDAY"),
                Map.of("localTime", "25:00"),
                Map.of("localTime", "2 pm"),
                Map.of("timeZone", "Mars/Olympus"),
                Map.of("durationMinutes", 15),
                Map.of("facilitators", List.of("nobody-known")))) {
            Map<String, Object> request = in(Duration.ofDays(3));
            request.putAll(wrong);
            as("ken")
                    .body(request)
                    .post(STANDING)
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("code", equalTo("invalid-value"));
        }
    }

    private void make(Map<String, Object> request) {
        id = as("ken")
                .body(request)
                .post(STANDING)
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getString("id");
    }

    /** At two o'clock, so many days from now. */
    private Map<String, Object> in(Duration days) {
        ZonedDateTime day = Instant.now().plus(days).atZone(ZoneId.of("Asia/Tokyo"));
        return new HashMap<>(Map.of(
                "team", team,
                "weekday", day.getDayOfWeek().name(),
                "localTime", day.withHour(14).withMinute(0).format(DateTimeFormatter.ofPattern("HH:mm")),
                "timeZone", "Asia/Tokyo",
                "durationMinutes", 60,
                "facilitators", List.of("ken", "hana"),
                "noteTakers", List.of("alex")));
    }

    private static String meetingAbout(PostmortemSubmitted postmortem) {
        patiently().untilAsserted(() -> assertThat(about(postmortem)).isNotEmpty());
        return about(postmortem).getFirst();
    }

    private static List<String> about(PostmortemSubmitted postmortem) {
        return as("mei")
                .get(MEETINGS + "?postmortem=" + postmortem.number())
                .jsonPath()
                .getList("items.id");
    }

    private static void sendBack(PostmortemSubmitted postmortem) {
        String review = "/api/v1/reviews/" + postmortem.number();
        String reviewer = as("mei").get(review).jsonPath().getString("reviewers[0].person");
        as(reviewer, "member")
                .body(Map.of("reason", "Dig deeper"))
                .post(review + "/request-changes")
                .then()
                .statusCode(200);
    }
}
