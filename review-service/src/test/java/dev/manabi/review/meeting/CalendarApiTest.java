package dev.manabi.review.meeting;

import static dev.manabi.review.meeting.Stage.inTransaction;
import static dev.manabi.review.meeting.Stage.path;
import static dev.manabi.review.meeting.Stage.planned;
import static dev.manabi.review.meeting.Stage.put;
import static dev.manabi.review.meeting.Stage.request;
import static dev.manabi.review.meeting.Stage.submitted;
import static dev.manabi.testkit.Tokens.as;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class CalendarApiTest {

    private static final String CALENDAR = "/api/v1/calendar.ics";
    private static final String FEEDS = "/api/v1/calendar-feeds";
    private static final Instant IN_TWO_DAYS = Instant.now().plus(Duration.ofDays(2));

    @BeforeEach
    void people() {
        Stage.people();
    }

    /** Put from before a day on which clocks change to after it. */
    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2031-03-29T14:00, 2031-03-31T14:00",
        "America/New_York, 2031-03-08T10:30, 2031-03-10T10:30",
        "Asia/Tokyo, 2031-03-29T11:00, 2031-03-31T11:00"
    })
    void an_entry_keeps_its_id_counts_on_and_is_at_the_right_local_time(
            String zone, LocalDateTime planned, LocalDateTime moved) {
        Map<String, Object> request =
                request(submitted(false), planned.atZone(ZoneId.of(zone)).toInstant());
        request.put("timeZone", zone);
        String id = planned(request);
        VEvent first = entry(id);
        assertThat(first.getUid().getValue()).isEqualTo(id + "@manabi");
        assertThat(first.getSequence().getValue()).isZero();
        assertThat(local(first, zone)).isEqualTo(planned);
        as("mei").get(path(id)).then().body("localStart", equalTo(planned.toString()));

        put(
                        "mei",
                        path(id) + "/time",
                        id,
                        Map.of(
                                "startsAt",
                                moved.atZone(ZoneId.of(zone)).toInstant().toString(),
                                "durationMinutes",
                                60,
                                "timeZone",
                                zone))
                .then()
                .statusCode(200);
        VEvent second = entry(id);
        assertThat(second.getUid().getValue()).isEqualTo(id + "@manabi");
        assertThat(second.getSequence().getValue()).isEqualTo(1);
        assertThat(local(second, zone)).isEqualTo(moved);

        as("mei")
                .body(Map.of("reason", "Settled"))
                .post(path(id) + "/cancel")
                .then()
                .statusCode(200);
        VEvent third = entry(id);
        assertThat(third.getSequence().getValue()).isEqualTo(2);
        assertThat(third.getStatus().getValue()).isEqualTo("CANCELLED");
    }

    @Test
    void an_entry_is_published_with_those_who_come_in_its_text() {
        Map<String, Object> request = request(submitted(false), IN_TWO_DAYS);
        request.put("place", "Room 3; second floor, left");
        request.put("language", "ja");
        String id = planned(request);

        String text = as("mei")
                .get(path(id) + ".ics")
                .then()
                .statusCode(200)
                .contentType(startsWith("text/calendar"))
                .extract()
                .asString();

        ICalendar calendar = Biweekly.parse(text).first();
        assertThat(calendar.getMethod().getValue()).isEqualTo("PUBLISH");
        VEvent entry = calendar.getEvents().getFirst();
        assertThat(entry.getSummary().getValue()).startsWith("レビュー会議: PM-");
        assertThat(entry.getLocation().getValue()).isEqualTo("Room 3; second floor, left");
        assertThat(entry.getDescription().getValue()).contains("進行: hana", "Europe/Berlin");
        assertThat(entry.getAttendees()).isEmpty();
        assertThat(entry.getOrganizer().getEmail()).isEqualTo("manabi@localhost");
    }

    @Test
    void the_secret_in_the_address_reads_the_calendar_of_its_owner_and_nothing_else() {
        String open = planned(request(submitted(false), IN_TWO_DAYS));
        Map<String, Object> secret = request(submitted(true), IN_TWO_DAYS);
        secret.put("attendees", List.of("mei", "sam"));
        String confidential = planned(secret);
        JsonPath mei = feed("mei");
        JsonPath stranger = feed("stranger");

        assertThat(uids(read(mei))).contains(open + "@manabi", confidential + "@manabi");
        assertThat(uids(read(stranger))).contains(open + "@manabi").doesNotContain(confidential + "@manabi");
        assertThat(uids(as("mei").get(CALENDAR).then().statusCode(200).extract().asString()))
                .contains(open + "@manabi", confidential + "@manabi");

        String token = token(mei);
        for (String other : List.of("/api/v1/meetings", "/api/v1/reviews", FEEDS, path(open), path(open) + ".ics")) {
            given().queryParam("token", token).get(other).then().statusCode(401);
        }
    }

    @Test
    void a_secret_that_is_none_or_was_revoked_opens_nothing() {
        JsonPath feed = feed("mei");
        given().get(CALENDAR).then().statusCode(401);
        given().queryParam("token", "").get(CALENDAR).then().statusCode(401);
        given().queryParam("token", "guessed")
                .get(CALENDAR)
                .then()
                .statusCode(401)
                .contentType(ContentType.JSON);
        given().queryParam("token", token(feed), "x").get(CALENDAR).then().statusCode(401);
        given().auth()
                .oauth2("broken")
                .queryParam("token", token(feed))
                .get(CALENDAR)
                .then()
                .statusCode(401);
        read(feed);

        String address = FEEDS + "/" + feed.getString("id");
        as("ken").get(address).then().statusCode(404);
        as("ken").header("If-Match", "\"1\"").delete(address).then().statusCode(404);
        as("mei").delete(address).then().statusCode(428);
        as("mei").header("If-Match", "\"1\"").delete(address).then().statusCode(204);
        given().queryParam("token", token(feed)).get(CALENDAR).then().statusCode(401);
        as("mei").get(FEEDS).then().body("items.id", not(org.hamcrest.Matchers.hasItem(feed.getString("id"))));
    }

    @Test
    void the_secret_is_shown_once_and_not_kept() {
        JsonPath feed = feed("mei");
        String token = token(feed);
        assertThat(as("mei").get(FEEDS).asString()).doesNotContain(token);
        assertThat(as("mei").get(FEEDS + "/" + feed.getString("id")).asString()).doesNotContain(token);
        List<CalendarFeedView> kept = inTransaction(() -> CalendarFeedView.<CalendarFeedView>listAll());
        assertThat(kept).noneMatch(one -> one.secretHash.contains(token));
    }

    private static JsonPath feed(String person) {
        return as(person, "member")
                .body(Map.of("name", "Telephone"))
                .post(FEEDS)
                .then()
                .statusCode(201)
                .body("url", startsWith("http://localhost:8080" + CALENDAR + "?token="))
                .extract()
                .jsonPath();
    }

    private static String token(JsonPath feed) {
        return feed.getString("url").replaceFirst(".*token=", "");
    }

    private static String read(JsonPath feed) {
        return given().queryParam("token", token(feed))
                .get(CALENDAR)
                .then()
                .statusCode(200)
                .contentType(startsWith("text/calendar"))
                .extract()
                .asString();
    }

    private static List<String> uids(String calendar) {
        return Biweekly.parse(calendar).first().getEvents().stream()
                .map(entry -> entry.getUid().getValue())
                .toList();
    }

    private static VEvent entry(String id) {
        String text = as("mei")
                .get(path(id) + ".ics")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        return Biweekly.parse(text).first().getEvents().getFirst();
    }

    private static LocalDateTime local(VEvent entry, String zone) {
        return LocalDateTime.ofInstant(entry.getDateStart().getValue().toInstant(), ZoneId.of(zone));
    }
}
