package dev.manabi.review.meeting;

import static dev.manabi.review.meeting.Stage.comment;
import static dev.manabi.review.meeting.Stage.path;
import static dev.manabi.review.meeting.Stage.planned;
import static dev.manabi.review.meeting.Stage.put;
import static dev.manabi.review.meeting.Stage.running;
import static dev.manabi.review.meeting.Stage.submitted;
import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.contracts.PostmortemMessage.PostmortemSubmitted;
import dev.manabi.kit.Operations;
import dev.manabi.testkit.TableRows;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MeetingProjectionTest {

    @Inject
    Operations operations;

    @Inject
    DataSource database;

    @Test
    void made_anew_from_the_events_the_rows_are_what_they_were() {
        Stage.people();
        everythingThatCanHappen();

        List<String> tables = new MeetingProjection().tables();
        Map<String, List<String>> live = TableRows.of(database, tables);
        assertThat(live.values()).allSatisfy(rows -> assertThat(rows).isNotEmpty());
        operations.rebuildProjections();
        assertThat(TableRows.of(database, tables)).isEqualTo(live);
    }

    private static void everythingThatCanHappen() {
        String cancelled = planned(submitted(true));
        put(
                        "mei",
                        path(cancelled) + "/time",
                        cancelled,
                        Map.of(
                                "startsAt",
                                Instant.now().plus(Duration.ofDays(3)).toString(),
                                "durationMinutes",
                                30,
                                "timeZone",
                                "Asia/Tokyo"))
                .then()
                .statusCode(200);
        put(
                        "mei",
                        path(cancelled),
                        cancelled,
                        Map.of("facilitator", "hana", "noteTaker", "alex", "attendees", List.of("mei", "ken")))
                .then()
                .statusCode(200);
        as("mei")
                .body(Map.of("reason", "Settled"))
                .post(path(cancelled) + "/cancel")
                .then()
                .statusCode(200);

        PostmortemSubmitted pm = submitted(false);
        UUID comment = comment(pm, "root-cause", "Why?");
        String held = running(pm);
        put("alex", path(held) + "/attendance/mei", held, Map.of("attendance", "PRESENT"))
                .then()
                .statusCode(200);
        put("alex", path(held) + "/attendance/mei", held, Map.of("attendance", "EXCUSED"))
                .then()
                .statusCode(200);
        put("alex", path(held) + "/agenda/" + comment, held, Map.of("result", "DEFERRED", "text", "Later."))
                .then()
                .statusCode(200);
        as("alex")
                .body(Map.of("text", "Staging first"))
                .post(path(held) + "/decisions")
                .then()
                .statusCode(200);
        as("hana")
                .body(Map.of("minutes", "We add a case."))
                .post(path(held) + "/end")
                .then()
                .statusCode(200);
    }
}
