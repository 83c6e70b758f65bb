package dev.manabi.notification.delivery;

import static dev.manabi.notification.ChatSink.status;
import static dev.manabi.notification.delivery.Scene.awaitStatus;
import static dev.manabi.notification.delivery.Scene.deliveries;
import static dev.manabi.notification.delivery.Scene.delivery;
import static dev.manabi.notification.delivery.Scene.events;
import static dev.manabi.notification.delivery.Scene.patiently;
import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.manabi.contracts.CatalogMessage.ServiceChanged;
import dev.manabi.contracts.IncidentMessage.IncidentDeclared;
import dev.manabi.launcher.LocalInbox.Mail;
import dev.manabi.notification.ChatSink;
import dev.manabi.notification.ChatSink.Call;
import dev.manabi.notification.Sinks;
import dev.manabi.notification.announcement.Events;
import dev.manabi.notification.catalog.ServiceView;
import dev.manabi.testkit.NodePackages;
import dev.manabi.testkit.TestTopics;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever has subscribed is told, once, as they wish. */
@QuarkusTest
class SubscribedTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PUBLISHED = "manabi.postmortem.published.v1";

    private final ChatSink sink = new ChatSink(0);
    private final String name = "room-" + UUID.randomUUID().toString().substring(0, 8);
    private final List<String> subscriptions = new ArrayList<>();
    private final List<String> ofSam = new ArrayList<>();
    private String signingSecret = "";

    @BeforeEach
    void people() {
        Sinks.chat().forget();
        Scene.demoPeople();
    }

    /** What one test wants to hear the next one does not. */
    @AfterEach
    void unsubscribe() {
        subscriptions.forEach(
                path -> as("hana").header("If-Match", "*").delete(path).then().statusCode(204));
        ofSam.forEach(
                path -> as("sam").header("If-Match", "*").delete(path).then().statusCode(204));
        as("sam")
                .header("If-Match", "*")
                .contentType("application/json")
                .body("""
                {"pace": "IMMEDIATELY", "via": ["mail"], "muted": []}
                """)
                .put("/api/v1/preferences/me")
                .then()
                .statusCode(200);
    }

    private void channel(String kind) {
        signingSecret = as("hana")
                .contentType("application/json")
                .body(Map.of(
                        "name",
                        name,
                        "kind",
                        kind,
                        "address",
                        "http://127.0.0.1:" + sink.port() + "/" + name,
                        "owner",
                        "alex",
                        "language",
                        "ja"))
                .post("/api/v1/channels")
                .then()
                .statusCode(201)
                .extract()
                .path("signingSecret");
    }

    private void subscribe(Map<String, Object> wanted) {
        Map<String, Object> body = new HashMap<>(wanted);
        body.put("channel", name);
        subscriptions.add(as("hana")
                .contentType("application/json")
                .body(body)
                .post("/api/v1/subscriptions")
                .then()
                .statusCode(201)
                .extract()
                .header("Location"));
    }

    private static String samSubscribes(String event) {
        return as("sam")
                .contentType("application/json")
                .body(Map.of("events", List.of(event)))
                .post("/api/v1/subscriptions")
                .then()
                .statusCode(201)
                .body("person", equalTo("sam"))
                .extract()
                .header("Location");
    }

    private static void samWishes(String body) {
        String etag = as("sam").get("/api/v1/preferences/me").header("ETag");
        as("sam")
                .header("If-Match", etag)
                .contentType("application/json")
                .body(body)
                .put("/api/v1/preferences/me")
                .then()
                .statusCode(200);
    }

    @Test
    void a_program_gets_the_event_as_it_is_signed_so_that_it_can_be_believed() throws IOException {
        channel("WEBHOOK");
        subscribe(Map.of("events", List.of("manabi.postmortem.*"), "severities", List.of("SEV2")));
        sink.next(status(500), status(404));
        Events events = events("決済が失敗する");
        TestTopics.publish(events.published("Users saw errors."));
        awaitStatus(events.number(), name, "SENT");
        assertThat(delivery(events.number(), name))
                .containsEntry("channel", "WEBHOOK")
                .containsEntry("attempts", 3);
        List<Call> calls = sink.calls();
        assertThat(calls).hasSize(3);
        assertThat(calls).extracting(Call::id).containsOnly((String)
                delivery(events.number(), name).get("id"));
        assertThat(calls).extracting(Call::body).containsOnly(calls.getFirst().body());
        JsonNode body = JSON.readTree(calls.getFirst().body());
        assertThat(body.path("type").asText()).isEqualTo(PUBLISHED);
        assertThat(body.at("/data/title").asText()).isEqualTo("決済が失敗する");
        assertThat(body.at("/data/private").asBoolean()).isFalse();
        Path file = Files.createTempFile("calls", ".jsonl");
        for (Call call : calls) {
            Files.writeString(
                    file,
                    JSON.writeValueAsString(
                                    Map.of("secret", signingSecret, "headers", call.headers(), "body", call.body()))
                            + "\n",
                    java.nio.file.StandardOpenOption.APPEND);
        }
        assertThat(NodePackages.install(Path.of("src/test/node")).run("verify.mjs", file.toString()))
                .containsExactly("ok", "ok", "ok");
    }

    @Test
    void a_program_that_is_gone_is_disabled_and_its_owner_told() {
        channel("WEBHOOK");
        subscribe(Map.of("events", List.of(PUBLISHED)));
        sink.next(status(410));
        Events events = events("Gone for good");
        TestTopics.publish(events.published("x"));
        awaitStatus(events.number(), name, "FAILED");
        patiently()
                .untilAsserted(() -> as("mei")
                        .get("/api/v1/channels/" + name)
                        .then()
                        .body("enabled", equalTo(false))
                        .body("disabledWhy", equalTo("The webhook answered 410.")));
        patiently()
                .untilAsserted(() -> assertThat(Sinks.mails("Nothing is told in " + name))
                        .extracting(Mail::recipient)
                        .containsExactly("alex@manabi.example"));
        Events next = events("Not told there any more");
        TestTopics.publish(next.published("x"));
        awaitStatus(next.number(), name, "SUPPRESSED");
        assertThat((String) delivery(next.number(), name).get("lastError")).contains("is disabled");
        assertThat(sink.calls()).hasSize(1);
    }

    @Test
    void a_room_hears_only_of_what_it_has_asked_for_in_its_language_and_markup() {
        channel("MATTERMOST");
        subscribe(Map.of("events", List.of(PUBLISHED), "teams", List.of("payments")));
        Events other = events("Of another team");
        TestTopics.publish(other.published("x"));
        awaitStatus(other.number(), "chat", "SENT");
        assertThat(deliveries(other.number())).extracting("recipient").doesNotContain(name);
        subscribe(Map.of("events", List.of("*"), "teams", List.of("storefront"), "services", List.of("checkout")));
        Events events = events("@channel [click](https://evil.example) *x*");
        TestTopics.publish(events.drafted("mei"));
        awaitStatus(events.number(), name, "SENT");
        assertThat(sink.calls())
                .singleElement()
                .satisfies(call -> assertThat(call.body())
                        .contains("**" + events.number() + "**", "下書き")
                        .doesNotContain("@channel", "[click](https"));
    }

    @Test
    void one_cause_is_told_in_one_message_however_many_events_and_subscriptions() {
        channel("SLACK");
        subscribe(Map.of("events", List.of("manabi.postmortem.*")));
        subscribe(Map.of("events", List.of("*")));
        Events events = events("One cause");
        UUID correlation = UUID.randomUUID();
        TestTopics.publishOf(correlation, events.drafted("mei"));
        TestTopics.publishOf(correlation, events.submitted());
        TestTopics.publishOf(correlation, events.published("x"));
        patiently()
                .untilAsserted(() -> assertThat(deliveries(events.number()).stream()
                                .filter(one -> one.get("recipient").equals(name)))
                        .hasSize(3)
                        .allSatisfy(one -> {
                            assertThat(one).containsEntry("status", "SUPPRESSED");
                            assertThat(one.get("toldIn")).isNotNull();
                        }));
        patiently().untilAsserted(() -> assertThat(sink.calls()).hasSize(1));
        assertThat(sink.calls().getFirst().body())
                .contains("お知らせ 3 件", "/postmortems/" + events.number())
                .contains("公開");
    }

    @Test
    void of_private_postmortems_no_subscription_tells() {
        channel("WEBHOOK");
        subscribe(Map.of("events", List.of("*")));
        Events secret = Scene.confidentialEvents("Secret");
        TestTopics.publish(secret.drafted("mei"));
        TestTopics.publish(secret.published("x"));
        Events open = events("Open");
        TestTopics.publish(open.published("x"));
        patiently().untilAsserted(() -> assertThat(sink.calls()).isNotEmpty());
        assertThat(sink.calls()).noneSatisfy(call -> assertThat(call.body()).contains(secret.number()));
        assertThat(deliveries(secret.number(), "mei")).extracting("recipient").containsOnly("mei");
    }

    /** Sam's own room, among friends. */
    private void roomOfSam() {
        as("hana")
                .contentType("application/json")
                .body(Map.of(
                        "name",
                        name,
                        "kind",
                        "SLACK",
                        "address",
                        "http://127.0.0.1:" + sink.port() + "/" + name,
                        "owner",
                        "alex",
                        "person",
                        "sam",
                        "language",
                        "en"))
                .post("/api/v1/channels")
                .then()
                .statusCode(201);
    }

    private static List<String> ways(Events events) {
        return deliveries(events.number()).stream()
                .filter(one -> "sam".equals(one.get("recipient")))
                .map(one -> one.get("channel") + " " + one.get("status"))
                .sorted()
                .toList();
    }

    @Test
    void in_a_room_of_ones_own_and_a_duty_by_mail_as_well() {
        roomOfSam();
        samWishes("""
                {"pace": "IMMEDIATELY", "via": ["%s"], "muted": []}
                """.formatted(name));
        ofSam.add(samSubscribes(PUBLISHED));
        Events wished = events("Wished for");
        TestTopics.publish(wished.published("x"));
        patiently().untilAsserted(() -> assertThat(ways(wished)).containsExactly("CHAT SENT"));
        assertThat(sink.calls())
                .singleElement()
                .satisfies(call -> assertThat(call.body()).contains(wished.number()));
        Events duty = events("A duty");
        TestTopics.publish(duty.drafted("sam"));
        patiently().untilAsserted(() -> assertThat(ways(duty)).containsExactly("CHAT SENT", "MAIL SENT"));
    }

    @Test
    void a_room_that_is_somebody_elses_by_now_is_told_nothing() {
        roomOfSam();
        samWishes("""
                {"pace": "DAILY", "via": ["%s"], "muted": []}
                """.formatted(name));
        ofSam.add(samSubscribes(PUBLISHED));
        sink.next(status(503));
        Events events = events("Before it went");
        TestTopics.publish(events.drafted("sam"));
        patiently().untilAsserted(() -> assertThat(sink.calls()).isNotEmpty());
        as("hana")
                .header("If-Match", "*")
                .delete("/api/v1/channels/" + name)
                .then()
                .statusCode(204);
        channel("SLACK");
        int before = sink.calls().size();
        patiently().untilAsserted(() -> assertThat(ways(events)).contains("MAIL SENT"));
        Events later = events("After it went");
        TestTopics.publish(later.drafted("sam"));
        patiently().untilAsserted(() -> assertThat(ways(later)).containsExactly("MAIL SENT"));
        patiently().untilAsserted(() -> assertThat(ways(events)).noneMatch(way -> way.contains("PENDING")));
        assertThat(sink.calls().subList(before, sink.calls().size()))
                .noneSatisfy(call -> assertThat(call.body()).contains(later.number()));
    }

    @Test
    void a_team_is_told_of_its_services_whoever_leads_the_work() {
        String service = "service-of-" + name;
        TestTopics.publish(new ServiceChanged(service, 1, "Its service", "team-of-" + name, null, List.of()));
        patiently()
                .untilAsserted(() -> assertThat(
                                QuarkusTransaction.requiringNew().call(() -> ServiceView.teamsOf(List.of(service))))
                        .containsExactly("team-of-" + name));
        channel("SLACK");
        subscribe(Map.of("events", List.of("manabi.incident.declared.v1"), "teams", List.of("team-of-" + name)));
        IncidentDeclared other = declared("INC-8801", List.of("another"));
        IncidentDeclared theirs = declared("INC-8802", List.of("another", service));
        TestTopics.publish(other);
        TestTopics.publish(theirs);
        awaitStatus(theirs.number(), name, "SENT");
        assertThat(deliveries(other.number())).extracting("recipient").doesNotContain(name);
    }

    @Test
    void whoever_has_muted_it_is_not_told_and_the_account_says_so() {
        ofSam.add(samSubscribes(PUBLISHED));
        samWishes("""
                {"pace": "IMMEDIATELY", "via": ["mail"], "muted": ["manabi.postmortem.*"]}
                """);
        Events events = events("Muted");
        TestTopics.publish(events.published("x"));
        awaitStatus(events.number(), "sam", "SUPPRESSED");
        assertThat(delivery(events.number(), "sam"))
                .containsEntry("lastError", "The recipient does not want to be told of it.");
        TestTopics.publish(events.drafted("sam"));
        patiently()
                .untilAsserted(() -> assertThat(Sinks.mails(events.number()).stream()
                                .filter(mail -> mail.recipient().startsWith("sam")))
                        .singleElement()
                        .satisfies(mail -> assertThat(mail.subject()).contains("Your draft is ready")));
    }

    @Test
    void what_somebody_wants_in_japanese_comes_in_japanese() {
        ofSam.add(samSubscribes(PUBLISHED));
        samWishes("""
                {"language": "ja", "timeZone": "Asia/Tokyo", "pace": "IMMEDIATELY", "via": ["mail"], "muted": []}
                """);
        Events events = events("決済が失敗する");
        TestTopics.publish(events.published("x"));
        awaitStatus(events.number(), "sam", "SENT");
        Mail mail = Sinks.mails(events.number()).stream()
                .filter(one -> one.recipient().startsWith("sam"))
                .findFirst()
                .orElseThrow();
        assertThat(mail.subject()).isEqualTo("[" + events.number() + "] 公開: 決済が失敗する");
        assertThat(mail.text()).contains("Sam Okafor さん", "公開されました");
        assertThat(mail.headers())
                .containsEntry("List-Id", "<manabi.localhost>")
                .containsEntry("References", "<thread-" + events.number() + "@localhost>")
                .containsEntry("List-Unsubscribe", "<http://localhost:8080/preferences>");
    }

    private static IncidentDeclared declared(String number, List<String> services) {
        Instant now = Instant.now();
        return new IncidentDeclared(
                UUID.randomUUID(), number, "An incident", "INCIDENT", "SEV3", services, null, now, now, "mei");
    }
}
