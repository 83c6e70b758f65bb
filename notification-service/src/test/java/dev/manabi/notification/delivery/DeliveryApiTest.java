package dev.manabi.notification.delivery;

import static dev.manabi.notification.delivery.Scene.awaitStatus;
import static dev.manabi.notification.delivery.Scene.confidentialEvents;
import static dev.manabi.notification.delivery.Scene.deliveries;
import static dev.manabi.notification.delivery.Scene.delivery;
import static dev.manabi.notification.delivery.Scene.events;
import static dev.manabi.notification.delivery.Scene.patiently;
import static dev.manabi.testkit.Tokens.as;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.manabi.contracts.Topic;
import dev.manabi.launcher.LocalInbox.Mail;
import dev.manabi.notification.Sinks;
import dev.manabi.notification.announcement.Events;
import dev.manabi.testkit.TestTopics;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class DeliveryApiTest {

    @BeforeEach
    void people() {
        Sinks.chat().forget();
        Scene.demoPeople();
    }

    @Test
    void the_main_story_is_told_to_each_once() {
        Events events = events("Checkout returns errors");
        String number = events.number();
        TestTopics.publish(events.drafted("mei"));
        TestTopics.publish(events.assigned(List.of("ken", "alex")));
        TestTopics.publish(events.published("Users saw errors."));
        patiently().untilAsserted(() -> {
            assertThat(Sinks.mails(number))
                    .extracting(Mail::recipient, Mail::subject)
                    .containsExactlyInAnyOrder(
                            org.assertj.core.groups.Tuple.tuple(
                                    "mei@manabi.example",
                                    "[" + number + "] Your draft is ready: Checkout returns errors"),
                            org.assertj.core.groups.Tuple.tuple(
                                    "ken@manabi.example", "[" + number + "] Please review: Checkout returns errors"),
                            org.assertj.core.groups.Tuple.tuple(
                                    "alex@manabi.example", "[" + number + "] Please review: Checkout returns errors"),
                            org.assertj.core.groups.Tuple.tuple(
                                    "everybody@manabi.example", "[" + number + "] Published: Checkout returns errors"));
            assertThat(Sinks.calls(number)).hasSize(3);
        });
        patiently()
                .untilAsserted(() -> assertThat(deliveries(number))
                        .hasSize(7)
                        .allSatisfy(one -> assertThat(one).containsEntry("status", "SENT")));

        Mail mail = Sinks.mails(number).stream()
                .filter(one -> one.recipient().startsWith("mei"))
                .findFirst()
                .orElseThrow();
        String id = (String) delivery(number, "mei").get("id");
        assertThat(mail.messageId()).isEqualTo("<" + id + "@manabi>");
        assertThat(mail.from()).isEqualTo("manabi@manabi.example");
        assertThat(mail.text())
                .contains("Hello Mei Tanaka,", "http://localhost:8080/postmortems/" + number, "2026-03-05 09:00 UTC");
        assertThat(mail.html()).contains("<a href=\"http://localhost:8080/postmortems/" + number + "\">");
        assertThat(Sinks.calls(number).getFirst().body())
                .startsWith("{\"text\":")
                .contains("@mei");
    }

    @Test
    void an_event_delivered_again_is_not_told_again() {
        Events events = events("Told twice");
        UUID message = UUID.randomUUID();
        TestTopics.publish(message, events.drafted("mei"));
        TestTopics.publish(message, events.drafted("mei"));
        patiently().untilAsserted(() -> assertThat(Sinks.mails(events.number())).hasSize(1));
        TestTopics.publish(message, events.drafted("mei"));
        // What comes later on the same key shows that the repetitions have been heard.
        TestTopics.publish(events.postmortemEscalated("MANAGER"));
        awaitStatus(events.number(), "hana", "SENT");
        assertThat(deliveries(events.number()))
                .filteredOn(one -> one.get("announcement").equals("postmortem-drafted"))
                .hasSize(2); // mail and chat
        assertThat(Sinks.mails(events.number()))
                .filteredOn(mail -> mail.subject().contains("draft"))
                .hasSize(1);
    }

    @Test
    void a_title_cannot_smuggle_anything_into_a_header_or_a_chat_message() {
        Events events = events("Errors\r\nBcc: sam@manabi.example\r\n\r\n<!channel> <b>& more");
        TestTopics.publish(events.drafted("mei"));
        awaitStatus(events.number(), "mei", "SENT");
        awaitStatus(events.number(), "chat", "SENT");
        assertThat(Sinks.mails(events.number())).singleElement().satisfies(mail -> {
            assertThat(mail.recipient()).isEqualTo("mei@manabi.example");
            assertThat(mail.subject()).endsWith("Errors Bcc: sam@manabi.example <!channel> <b>& more");
            assertThat(mail.headers()).doesNotContainKey("Bcc");
            assertThat(mail.html()).contains("&lt;b&gt;&amp; more");
        });
        assertThat(Sinks.calls(events.number()).getFirst().body())
                .contains("&lt;!channel&gt; &lt;b&gt;&amp; more")
                .doesNotContain("<!channel>");
    }

    @Test
    void japanese_arrives_as_it_was_written() {
        Events events = events("決済が失敗する🔥");
        TestTopics.publish(events.published("10時02分からカード決済が失敗した。"));
        awaitStatus(events.number(), "audience", "SENT");
        awaitStatus(events.number(), "chat", "SENT");
        assertThat(Sinks.mails(events.number())).singleElement().satisfies(mail -> {
            assertThat(mail.subject()).isEqualTo("[" + events.number() + "] Published: 決済が失敗する🔥");
            assertThat(mail.text()).contains("10時02分からカード決済が失敗した。");
            assertThat(mail.html()).contains("10時02分からカード決済が失敗した。");
        });
        assertThat(Sinks.calls(events.number()).getFirst().body()).contains("決済が失敗する🔥");
    }

    @Test
    void of_a_private_postmortem_only_those_named_hear_and_see() {
        Events events = confidentialEvents("Secret");
        TestTopics.publish(events.drafted("mei"));
        TestTopics.publish(events.published("Nothing to see."));
        TestTopics.publish(events.assigned(List.of("ken")));
        patiently()
                .untilAsserted(() -> assertThat(Sinks.mails(events.number()))
                        .extracting(Mail::recipient)
                        .containsExactlyInAnyOrder("mei@manabi.example", "mei@manabi.example", "ken@manabi.example"));
        assertThat(Sinks.calls(events.number())).isEmpty();
        assertThat(deliveries(events.number(), "mei")).hasSize(2);
        assertThat(deliveries(events.number(), "hana")).isEmpty();
        String id = (String) deliveries(events.number(), "mei").getFirst().get("id");
        as("mei").get("/api/v1/deliveries/" + id).then().statusCode(200);
        as("hana").get("/api/v1/deliveries/" + id).then().statusCode(404);
        as("hana").post("/api/v1/deliveries/" + id + "/redeliver").then().statusCode(404);
    }

    @Test
    void whoever_becomes_known_in_time_is_told_then() {
        Events events = events("Early");
        String newcomer = "newcomer-" + UUID.randomUUID();
        TestTopics.publish(events.drafted(newcomer));
        awaitStatus(events.number(), newcomer, "PENDING");
        Scene.person(newcomer, "New Comer", newcomer + "@manabi.example", false);
        awaitStatus(events.number(), newcomer, "SENT");
        assertThat(Sinks.mails(events.number())).singleElement().satisfies(mail -> {
            assertThat(mail.recipient()).isEqualTo(newcomer + "@manabi.example");
            assertThat(mail.text()).contains("Hello New Comer,");
        });
    }

    @Test
    void whoever_stays_unknown_is_not_told_and_that_is_visible_until_somebody_mends_it() {
        Events events = events("Nobody there");
        String stranger = "stranger-" + UUID.randomUUID();
        TestTopics.publish(events.drafted(stranger));
        awaitStatus(events.number(), stranger, "SUPPRESSED");
        Map<String, Object> suppressed = delivery(events.number(), stranger);
        assertThat(suppressed).containsEntry("lastError", "The catalog knows no mail address of the recipient.");
        assertThat(suppressed).containsEntry("attempts", 0);
        assertThat(Sinks.mails(events.number())).isEmpty();

        Scene.person(stranger, "No Stranger", stranger + "@manabi.example", false);
        as("hana")
                .post("/api/v1/deliveries/" + suppressed.get("id") + "/redeliver")
                .then()
                .statusCode(200)
                .body("status", equalTo("PENDING"));
        awaitStatus(events.number(), stranger, "SENT");
    }

    @Test
    void an_address_that_could_hold_more_than_one_is_refused() {
        Events events = events("Bad address");
        String person = "odd-" + UUID.randomUUID();
        Scene.person(person, "Odd", "odd@manabi.example>\r\nRCPT TO:<sam@manabi.example", false);
        TestTopics.publish(events.drafted(person));
        awaitStatus(events.number(), person, "FAILED");
        assertThat(Sinks.mails(events.number())).isEmpty();
        Map<String, Object> failed = delivery(events.number(), person);
        assertThat((String) failed.get("lastError")).doesNotContain("manabi.example");
        patiently()
                .untilAsserted(() -> assertThat(TestTopics.received(Topic.NOTIFICATIONS, (String) failed.get("id")))
                        .hasSize(1));
    }

    @Test
    void only_managers_and_admins_send_again_and_never_what_has_arrived() {
        Events events = events("Arrived");
        TestTopics.publish(events.drafted("mei"));
        awaitStatus(events.number(), "mei", "SENT");
        String path = "/api/v1/deliveries/" + delivery(events.number(), "mei").get("id") + "/redeliver";
        as("mei").post(path).then().statusCode(403);
        as("hana").post(path).then().statusCode(409).body("code", equalTo("delivery-already-sent"));
        as("hana").header("If-Match", "\"1\"").post(path).then().statusCode(412);
    }

    @Test
    void deliveries_are_filtered_and_paged() {
        Events events = events("Paged");
        TestTopics.publish(events.reviewOverdue());
        patiently()
                .untilAsserted(() -> assertThat(deliveries(events.number()))
                        .hasSize(3)
                        .allSatisfy(one -> assertThat(one).containsEntry("status", "SENT")));
        List<String> walked = new ArrayList<>();
        String cursor = "";
        do {
            JsonPath page = as("mei")
                    .get("/api/v1/deliveries?limit=3&status=SENT&cursor=" + cursor)
                    .jsonPath();
            walked.addAll(page.getList("items.id"));
            cursor = page.getString("next");
        } while (cursor != null);
        assertThat(walked).doesNotHaveDuplicates();
        List<String> all = new ArrayList<>();
        deliveries(events.number()).forEach(one -> all.add((String) one.get("id")));
        assertThat(walked).containsAll(all);

        as("mei")
                .get("/api/v1/deliveries?recipient=me&event=manabi.review.overdue.v1")
                .then()
                .statusCode(200)
                .body("items.findAll { it.recipient != 'mei' }.size()", is(0));
        as("mei")
                .get("/api/v1/deliveries?recipient=ken&event=manabi.review.overdue.v1&limit=1")
                .then()
                .statusCode(200)
                .body("items.recipient", everyItem(is("ken")))
                .body("items.channel", contains("MAIL"));
    }

    @Test
    void channels_are_shown_without_their_secrets() {
        as("mei")
                .get("/api/v1/channels")
                .then()
                .statusCode(200)
                .body("items[0..2].name", contains("mail", "audience", "chat"))
                .body("items[0..2].channel", contains("MAIL", "MAIL", "CHAT"))
                .body("items[0..2].enabled", contains(true, true, true))
                .body("items[1].audience", equalTo("everybody@manabi.example"))
                .body("items[2].target", containsString("http://127.0.0.1:"))
                .body(not(containsString("secret-path")));
    }

    @Test
    void without_a_token_nothing_is_told() {
        for (String path : List.of("/api/v1/deliveries", "/api/v1/channels")) {
            given().get(path).then().statusCode(401);
            as("robot", new String[0]).get(path).then().statusCode(403);
        }
        given().post("/api/v1/deliveries/" + UUID.randomUUID() + "/redeliver")
                .then()
                .statusCode(401);
    }

    @ParameterizedTest(name = "{0} {1} is answered {2}")
    @CsvSource({
        "GET,  /deliveries/no-such-delivery, 404, not-found",
        "GET,  /deliveries/00000000-0000-5000-8000-000000000000, 404, not-found",
        "GET,  /deliveries?status=LOST, 400, invalid-value",
        "GET,  /deliveries?limit=0, 400, invalid-value",
        "GET,  /deliveries?cursor=*, 400, invalid-value",
        "GET,  /deliveries?cursor=bm9uc2Vuc2U, 400, invalid-value",
        "POST, /deliveries/no-such-delivery/redeliver, 404, not-found"
    })
    void bad_input_is_refused(String method, String path, int status, String code) {
        as("hana")
                .request(Method.valueOf(method), "/api/v1" + path)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code));
    }
}
