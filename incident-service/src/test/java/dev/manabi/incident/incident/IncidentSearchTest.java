package dev.manabi.incident.incident;

import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.manabi.eventsourcing.Ids;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class IncidentSearchTest {

    @Inject
    WhenIncidentsHaveNoWordsThenRebuild start;

    /** A word of letters that no other test uses. */
    private final String mark = mark();

    @Test
    void an_incident_is_found_by_number_title_summary_and_timeline() {
        String id = declare("Card payments fail " + mark, "One in three ends with a Timeout, 三件に一件");
        add(id, "checkout-4.2 をロールバックした");
        String number = as("mei").get("/api/v1/incidents/" + id).path("number");
        for (String text : List.of(
                mark,
                mark.substring(0, mark.length() - 1),
                "PAYMENTS " + mark,
                mark + " pay time",
                mark + " timeout three",
                mark + " ロールバック",
                mark + " ﾛｰﾙﾊﾞｯｸした",
                mark + " 三件",
                mark + " 件",
                mark + " checkout-4.2",
                mark + " " + number,
                mark + " " + number.toLowerCase(java.util.Locale.ROOT))) {
            assertThat(found(text)).as(text).containsExactly(id);
        }
        for (String text : List.of(
                mark + "x",
                mark + " ayments",
                mark + " refund",
                mark + " 三一",
                mark + " 件三",
                mark + " checkout-4.3",
                mark + " " + number + "0",
                mark + " out-4")) {
            assertThat(found(text)).as(text).isEmpty();
        }
    }

    @Test
    void a_piece_of_japanese_is_found_where_it_stands_together() {
        String together = declare(mark + " 決済障害が続く", null);
        String apart = declare(mark + " 決済が止まった", null);
        add(apart, "決済障子");
        add(apart, "多済障害");
        assertThat(found(mark + " 決済障害")).containsExactly(together);
        assertThat(found(mark + " 決済 障害")).containsExactly(apart, together);
        assertThat(found(mark + " 決済")).containsExactly(apart, together);
    }

    @Test
    void what_an_entry_said_before_it_was_corrected_is_found_no_more() {
        String id = declare(mark, null);
        String entry = add(id, "the database is to blame, データベース");
        String other = add(id, "the database again");
        assertThat(found(mark + " blame")).containsExactly(id);
        correct(id, entry, "a full disk, ディスク");
        assertThat(found(mark + " blame")).isEmpty();
        assertThat(found(mark + " データ")).isEmpty();
        assertThat(found(mark + " disk ディスク database")).containsExactly(id);
        correct(id, other, "nothing more");
        assertThat(found(mark + " database")).isEmpty();
        assertThat(found(mark + " disk nothing")).containsExactly(id);
    }

    @Test
    void a_long_history_is_found_by_words_that_stand_far_apart() {
        String id = declare(mark + " begins", null);
        Random random = new Random(7);
        for (int n = 0; n < 9; n++) {
            String noise = IntStream.range(0, 300)
                    .mapToObj(_ -> word(random))
                    .collect(java.util.stream.Collectors.joining(" "));
            add(id, "chapter" + word(n) + " " + noise);
        }
        assertThat(found(mark + " begins")).containsExactly(id);
        assertThat(found("begins " + mark + " chapter" + word(0) + " chapter" + word(8)))
                .containsExactly(id);
        assertThat(found(mark + " chapter" + word(9))).isEmpty();
    }

    @Test
    void pages_go_on_where_the_last_one_ended_and_filters_hold() {
        List<String> declared = new ArrayList<>();
        for (int n = 0; n < 7; n++) {
            declared.addFirst(declare(mark + " 障害発生 " + n, null));
        }
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonPath page = list(mark + " 障害発生")
                    .queryParam("limit", 3)
                    .queryParam("cursor", cursor)
                    .get("/api/v1/incidents")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            seen.addAll(page.getList("items.id", String.class));
            cursor = page.getString("next");
        } while (cursor != null);
        assertThat(seen).isEqualTo(declared);
        as("mei")
                .post("/api/v1/incidents/" + declared.get(2) + "/acknowledge")
                .then()
                .statusCode(200);
        list(mark)
                .queryParam("status", "ACKNOWLEDGED")
                .queryParam("severity", "SEV3")
                .queryParam("team", "storefront")
                .queryParam("service", "checkout")
                .queryParam("from", "2026-03-01T00:00:00Z")
                .queryParam("to", "2026-03-02T00:00:00Z")
                .get("/api/v1/incidents")
                .then()
                .body("items.id", equalTo(List.of(declared.get(2))));
        list(mark)
                .queryParam("status", "CLOSED")
                .get("/api/v1/incidents")
                .then()
                .body("items", equalTo(List.of()));
    }

    @Test
    void incidents_from_before_there_was_a_search_are_found_after_a_start() {
        String id = declare(mark, null);
        QuarkusTransaction.requiringNew().run(() -> IncidentWords.deleteAll());
        assertThat(found(mark)).isEmpty();
        start.start(new StartupEvent());
        await().untilAsserted(() -> assertThat(found(mark)).containsExactly(id));
    }

    @Test
    void a_text_that_cannot_be_looked_for_is_refused() {
        for (String text : List.of("!!!", "x".repeat(201))) {
            list(text).get("/api/v1/incidents").then().statusCode(400).body("errors[0].field", equalTo("text"));
        }
        list("  ").get("/api/v1/incidents").then().statusCode(200);
        list("a':* | b & \\ ! ( <-> \"").get("/api/v1/incidents").then().statusCode(200);
    }

    private static List<String> found(String text) {
        return list(text)
                .get("/api/v1/incidents")
                .then()
                .statusCode(200)
                .extract()
                .path("items.id");
    }

    private static RequestSpecification list(String text) {
        return as("sam").queryParam("text", text);
    }

    private static String declare(String title, @org.jspecify.annotations.Nullable String summary) {
        return as("mei")
                .body("""
                        {"title": "%s", "summary": %s, "severity": "SEV3", "services": ["checkout"],
                         "team": "storefront", "startedAt": "2026-03-01T10:02:00Z"}
                        """.formatted(title, summary == null ? "null" : "\"" + summary + "\""))
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static String add(String id, String text) {
        return as("mei")
                .body("{\"occurredAt\": \"2026-03-01T10:05:00Z\", \"text\": \"" + text + "\"}")
                .post("/api/v1/incidents/" + id + "/timeline")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static void correct(String id, String entry, String text) {
        String version = as("mei").get("/api/v1/incidents/" + id).header("ETag");
        as("mei")
                .header("If-Match", version)
                .body("{\"occurredAt\": \"2026-03-01T10:05:00Z\", \"text\": \"" + text + "\"}")
                .put("/api/v1/incidents/" + id + "/timeline/" + entry)
                .then()
                .statusCode(200);
    }

    private static String mark() {
        return Ids.next()
                .toString()
                .replaceAll("[^0-9a-f]", "")
                .chars()
                .mapToObj(digit -> String.valueOf((char) ('g' + Character.digit(digit, 16))))
                .collect(java.util.stream.Collectors.joining());
    }

    private static String word(Random random) {
        return word(random.nextInt(1 << 24));
    }

    private static String word(int number) {
        return Integer.toString(number, 26)
                .chars()
                .mapToObj(digit -> String.valueOf((char) ('a' + Character.digit(digit, 26))))
                .collect(java.util.stream.Collectors.joining());
    }
}
