package dev.manabi.review.meeting;

import static dev.manabi.review.meeting.Stage.path;
import static dev.manabi.review.meeting.Stage.planned;
import static dev.manabi.review.meeting.Stage.read;
import static dev.manabi.review.meeting.Stage.running;
import static dev.manabi.review.meeting.Stage.submitted;
import static dev.manabi.review.meeting.Stage.told;
import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.contracts.MeetingMessage.MeetingMinutesRecorded;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;

@QuarkusTest
class MeetingRaceTest {

    private static final int PEOPLE = 6;

    @BeforeEach
    void people() {
        Stage.people();
    }

    @RepeatedTest(3)
    void of_several_who_put_it_at_another_time_at_once_one_does() throws Exception {
        String id = planned(submitted(false));
        String seen = as("mei").get(path(id)).header("ETag");
        Instant base = Instant.now().plus(Duration.ofDays(3));

        List<Integer> codes = atOnce(at -> as("mei")
                .header("If-Match", seen)
                .body(Map.of(
                        "startsAt",
                        base.plusSeconds(3600L * at).toString(),
                        "durationMinutes",
                        45,
                        "timeZone",
                        "Asia/Tokyo"))
                .put(path(id) + "/time")
                .statusCode());

        assertThat(codes).filteredOn(code -> code == 200).hasSize(1);
        assertThat(codes).filteredOn(code -> code == 412).hasSize(PEOPLE - 1);
        assertThat(read("mei", id).getInt("sequence")).isEqualTo(1);
        told(id, 2);
    }

    @RepeatedTest(3)
    void of_two_who_end_it_with_different_minutes_at_once_one_does() throws Exception {
        String id = running(submitted(false));

        List<Integer> codes = atOnce(at -> as(at % 2 == 0 ? "hana" : "alex")
                .body(Map.of("minutes", "We add case " + at + "."))
                .post(path(id) + "/end")
                .statusCode());

        assertThat(codes).filteredOn(code -> code == 200).hasSize(1);
        assertThat(codes).filteredOn(code -> code == 409).hasSize(PEOPLE - 1);
        MeetingMinutesRecorded told = (MeetingMinutesRecorded) told(id, 2).get(1);
        assertThat(read("mei", id).getString("minutes.text")).isEqualTo(told.minutes());
    }

    @RepeatedTest(3)
    void cancelled_and_changed_at_once_it_ends_in_one_state_that_everybody_was_told() throws Exception {
        String id = planned(submitted(false));
        List<Integer> codes = atOnce(at -> at % 2 == 0
                ? as("mei")
                        .body(Map.of("reason", "Settled"))
                        .post(path(id) + "/cancel")
                        .statusCode()
                : Stage.put(
                                "hana",
                                path(id),
                                id,
                                Map.of(
                                        "place",
                                        "Room " + at,
                                        "facilitator",
                                        "hana",
                                        "noteTaker",
                                        "alex",
                                        "attendees",
                                        List.of("mei")))
                        .statusCode());

        assertThat(codes).allMatch(code -> List.of(200, 409, 412).contains(code));
        assertThat(read("mei", id).getString("status")).isEqualTo("CANCELLED");
        int sequence = read("mei", id).getInt("sequence");
        told(id, sequence + 1);
    }

    private static List<Integer> atOnce(IntFunction<Integer> request) throws Exception {
        CountDownLatch together = new CountDownLatch(1);
        try (ExecutorService pool = Executors.newFixedThreadPool(PEOPLE)) {
            List<Future<Integer>> asked = new ArrayList<>();
            for (int at = 0; at < PEOPLE; at++) {
                int which = at;
                asked.add(pool.submit(() -> {
                    together.await();
                    return request.apply(which);
                }));
            }
            together.countDown();
            List<Integer> codes = new ArrayList<>();
            for (Future<Integer> one : asked) {
                codes.add(one.get());
            }
            return codes;
        }
    }
}
