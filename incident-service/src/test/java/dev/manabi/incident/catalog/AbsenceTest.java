package dev.manabi.incident.catalog;

import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.manabi.contracts.CatalogMessage.PersonChanged;
import dev.manabi.contracts.Topic;
import dev.manabi.testkit.TestTopics;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class AbsenceTest {

    private final String id = "x" + UUID.randomUUID();

    @Test
    void whoever_is_away_until_a_time_is_back_then_and_everybody_is_told() {
        register("");
        String until =
                Instant.now().plusSeconds(3).truncatedTo(ChronoUnit.MILLIS).toString();
        say(id, "{\"away\": true, \"until\": \"%s\"}".formatted(until))
                .statusCode(200)
                .header("ETag", equalTo("\"1\""))
                .body("away", equalTo(true))
                .body("awayUntil", equalTo(until));
        await().untilAsserted(() -> as("sam")
                .get("/api/v1/people/" + id)
                .then()
                .body("away", equalTo(false))
                .body("awayUntil", nullValue())
                .header("ETag", equalTo("\"2\"")));
        assertThat(Instant.now()).isAfterOrEqualTo(Instant.parse(until));
        await().untilAsserted(() -> assertThat(told())
                .extracting(PersonChanged::away, PersonChanged::version)
                .containsExactly(tuple(false, 0L), tuple(true, 1L), tuple(false, 2L)));
    }

    @Test
    void who_comes_back_earlier_or_stays_longer_says_so() {
        register(", \"awayUntil\": \"%s\"".formatted(Instant.now().plusSeconds(2)));
        say(id, "{\"away\": true}").statusCode(200).body("awayUntil", nullValue());
        // Another absence ends meanwhile, so the looking has been done.
        String other = "y" + UUID.randomUUID();
        as("hana")
                .body("{\"id\": \"%s\", \"name\": \"x\", \"awayUntil\": \"%s\"}"
                        .formatted(other, Instant.now().plusSeconds(2)))
                .post("/api/v1/people")
                .then()
                .statusCode(201)
                .body("away", equalTo(true));
        await().untilAsserted(
                        () -> as("sam").get("/api/v1/people/" + other).then().body("away", equalTo(false)));
        as("sam").get("/api/v1/people/" + id).then().body("away", equalTo(true));
        say(id, "{\"away\": false}").statusCode(200).body("away", equalTo(false));
    }

    @Test
    void everybody_says_it_of_themselves_and_an_administrator_of_anybody() {
        register("");
        as("ken")
                .header("If-Match", "*")
                .body("{\"away\": true}")
                .put("/api/v1/people/" + id + "/absence")
                .then()
                .statusCode(403)
                .body("code", equalTo("not-allowed"));
        as("hana")
                .header("If-Match", "*")
                .body("{\"away\": true}")
                .put("/api/v1/people/" + id + "/absence")
                .then()
                .statusCode(200)
                .body("name", equalTo("Somebody"))
                .body("senior", equalTo(true));
        say("nobody-" + id, "{\"away\": true}").statusCode(404);
        as(id, "member")
                .body("{\"away\": true}")
                .put("/api/v1/people/" + id + "/absence")
                .then()
                .statusCode(428);
        as(id, "member")
                .header("If-Match", "\"0\"")
                .body("{\"away\": false}")
                .put("/api/v1/people/" + id + "/absence")
                .then()
                .statusCode(412);
        as(id, "member")
                .header("If-Match", "*")
                .body("{\"name\": \"Somebody else\", \"senior\": true}")
                .put("/api/v1/people/" + id)
                .then()
                .statusCode(403);
    }

    @ParameterizedTest
    @CsvSource({
        "2020-01-01T00:00:00Z",
        "1969-12-31T23:59:59Z",
        "22025-01-01T00:00:00Z",
        "+22025-01-01T00:00:00Z",
        "+1000000000-12-31T23:59:59.999999999Z",
        "2126-01-01T00:00:00Z",
        "tomorrow"
    })
    void a_time_that_cannot_be_is_refused(String until) {
        register("");
        say(id, "{\"away\": true, \"until\": \"%s\"}".formatted(until)).statusCode(400);
        as("hana")
                .body("{\"id\": \"z%s\", \"name\": \"x\", \"awayUntil\": \"%s\"}".formatted(id, until))
                .post("/api/v1/people")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("awayUntil"));
    }

    @Test
    void who_is_there_is_not_away_until_a_time() {
        register("");
        String until = Instant.now().plusSeconds(600).toString();
        say(id, "{\"away\": false, \"until\": \"%s\"}".formatted(until))
                .statusCode(400)
                .body("errors[0].field", equalTo("until"));
        say(id, "{\"until\": \"%s\"}".formatted(until)).statusCode(400);
    }

    private void register(String more) {
        as("hana")
                .body("{\"id\": \"%s\", \"name\": \"Somebody\", \"senior\": true%s}".formatted(id, more))
                .post("/api/v1/people")
                .then()
                .statusCode(201);
    }

    private static ValidatableResponse say(String person, String body) {
        return as(person, "member")
                .header("If-Match", "*")
                .body(body)
                .put("/api/v1/people/" + person + "/absence")
                .then();
    }

    private List<PersonChanged> told() {
        return TestTopics.received(Topic.CATALOG, "person:" + id).stream()
                .map(message -> (PersonChanged) message.event())
                .toList();
    }
}
