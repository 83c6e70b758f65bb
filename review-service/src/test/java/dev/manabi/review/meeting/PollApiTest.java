package dev.manabi.review.meeting;

import static dev.manabi.review.meeting.Stage.path;
import static dev.manabi.review.meeting.Stage.request;
import static dev.manabi.review.meeting.Stage.submitted;
import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.manabi.testkit.TableRows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PollApiTest {

    @Inject
    DataSource database;

    @BeforeEach
    void people() {
        Stage.people();
    }

    @Test
    void results_are_shown_from_five_answers_on() {
        String id = ended();
        as("mei")
                .get(path(id) + "/poll")
                .then()
                .body("answered", equalTo(false))
                .body("hidden", equalTo(true))
                .body("shownFrom", equalTo(5))
                .body("results", nullValue());
        answer("mei", id, "MUCH", true).statusCode(200);
        answer("sam", id, "SOME", true).statusCode(200);
        answer("ken", id, "NOTHING", false).statusCode(200);
        answer("hana", id, "MUCH", true)
                .statusCode(200)
                .body("answers", equalTo(4))
                .body("hidden", equalTo(true))
                .body("results", nullValue());
        answer("alex", id, "MUCH", false)
                .statusCode(200)
                .body("answered", equalTo(true))
                .body("hidden", equalTo(false))
                .body("results.learnedMuch", equalTo(3))
                .body("results.learnedSome", equalTo(1))
                .body("results.learnedNothing", equalTo(1))
                .body("results.wouldComeAgain", equalTo(3))
                .body("results.wouldNot", equalTo(2));
    }

    @Test
    void everybody_who_was_invited_answers_once_and_after_the_end() {
        String running = Stage.running(submitted(false));
        answer("mei", running, "SOME", true).statusCode(409).body("code", equalTo("meeting-not-ended"));
        String id = ended();
        answer("stranger", id, "SOME", true).statusCode(403);
        answer("mei", id, "SOME", true).statusCode(200);
        answer("mei", id, "MUCH", false).statusCode(409).body("code", equalTo("poll-answered"));
        as("sam")
                .body(Map.of("learned", "SOME", "comeAgain", true))
                .put(path(id) + "/poll")
                .then()
                .statusCode(428);
        as("sam")
                .header("If-Match", "\"1\"")
                .body(Map.of("learned", "SOME"))
                .put(path(id) + "/poll")
                .then()
                .statusCode(400);
    }

    @Test
    void one_person_at_the_same_instant_counts_once() throws Exception {
        String id = ended();
        List<Callable<Integer>> twice = new ArrayList<>();
        for (int at = 0; at < 8; at++) {
            twice.add(() -> answer("mei", id, "MUCH", true).extract().statusCode());
        }
        try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
            List<Integer> codes = new ArrayList<>();
            for (var future : pool.invokeAll(twice)) {
                codes.add(future.get());
            }
            assertThat(codes).filteredOn(code -> code == 200).hasSize(1);
            assertThat(codes).filteredOn(code -> code == 409).hasSize(7);
        }
        as("mei").get(path(id) + "/poll").then().body("answers", equalTo(1));
    }

    /** Two tables that have nothing but the meeting in common, one row of counts, and no word of it anywhere else. */
    @Test
    void nobody_can_tell_afterwards_who_answered_what() {
        String id = ended();
        answer("mei", id, "MUCH", true).statusCode(200);
        answer("sam", id, "NOTHING", false).statusCode(200);

        Map<String, List<String>> rows = TableRows.of(
                database, List.of("meeting_poll", "meeting_poll_answered", "event", "outbox", "idempotency_key"));
        assertThat(of(rows, "meeting_poll", id))
                .hasSize(1)
                .allSatisfy(row -> assertThat(row).doesNotContain("mei", "sam", "at\":", "T00:"));
        assertThat(of(rows, "meeting_poll_answered", id))
                .hasSize(2)
                .allSatisfy(row -> assertThat(row).doesNotContain("MUCH", "NOTHING", "true", "false", "learned"));
        assertThat(rows.get("event")).noneMatch(row -> row.contains("learned") || row.contains("comeAgain"));
        assertThat(rows.get("idempotency_key")).noneMatch(row -> row.contains("learned"));
    }

    private static List<String> of(Map<String, List<String>> rows, String table, String id) {
        return rows.get(table).stream().filter(row -> row.contains(id)).toList();
    }

    private static String ended() {
        Map<String, Object> request = request(submitted(false), Instant.now().plus(Duration.ofMinutes(10)));
        request.put("shortNoticeReason", "The fix goes out tonight.");
        request.put("attendees", List.of("mei", "sam", "ken"));
        String id = Stage.planned(request);
        as("hana").post(path(id) + "/start").then().statusCode(200);
        as("alex")
                .body(Map.of("minutes", "We add a case."))
                .post(path(id) + "/end")
                .then()
                .statusCode(200);
        return id;
    }

    private static ValidatableResponse answer(String person, String id, String learned, boolean comeAgain) {
        String seen = as("mei").get(path(id)).header("ETag");
        return as(person, "member")
                .header("If-Match", seen)
                .body(Map.of("learned", learned, "comeAgain", comeAgain))
                .put(path(id) + "/poll")
                .then();
    }
}
