package dev.manabi.notification.delivery;

import static dev.manabi.notification.ChatSink.status;
import static dev.manabi.notification.delivery.Scene.awaitStatus;
import static dev.manabi.notification.delivery.Scene.deliveries;
import static dev.manabi.notification.delivery.Scene.delivery;
import static dev.manabi.notification.delivery.Scene.events;
import static dev.manabi.notification.delivery.Scene.patiently;
import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manabi.contracts.NotificationMessage.NotificationFailed;
import dev.manabi.contracts.Topic;
import dev.manabi.launcher.LocalInbox.Mail;
import dev.manabi.notification.ChatSink;
import dev.manabi.notification.Gate;
import dev.manabi.notification.SinkPorts;
import dev.manabi.notification.Sinks;
import dev.manabi.notification.announcement.Events;
import dev.manabi.testkit.TestTopics;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mail servers and webhooks as they really are. */
@QuarkusTest
class DeliveryFaultTest {

    @BeforeEach
    void people() {
        Sinks.chat().forget();
        Scene.demoPeople();
    }

    @AfterEach
    void heal() {
        Gate.open();
        Sinks.chat().forget();
    }

    @Test
    void while_the_mail_server_is_down_nothing_is_lost_and_chat_goes_on() {
        Gate.down();
        List<Events> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Events events = events("Mail is down " + i);
            all.add(events);
            TestTopics.publish(events.drafted("mei"));
        }
        for (Events events : all) {
            awaitStatus(events.number(), "chat", "SENT");
            patiently()
                    .untilAsserted(() -> assertThat(delivery(events.number(), "mei"))
                            .containsEntry("status", "PENDING")
                            .containsEntry("lastError", "The mail server cannot be reached."));
        }
        Gate.open();
        for (Events events : all) {
            awaitStatus(events.number(), "mei", "SENT");
            assertThat(Sinks.mails(events.number())).hasSize(1);
        }
    }

    @Test
    void while_the_webhook_hangs_mail_goes_on() {
        ChatSink.Answer hang = exchange -> sleep(10_000);
        Sinks.chat().next(hang, hang, hang, hang);
        List<Events> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Events events = events("Chat hangs " + i);
            all.add(events);
            TestTopics.publish(events.drafted("mei"));
        }
        for (Events events : all) {
            awaitStatus(events.number(), "mei", "SENT");
        }
        for (Events events : all) {
            awaitStatus(events.number(), "chat", "SENT");
        }
    }

    @Test
    void a_mail_whose_answer_was_lost_is_sent_again_under_the_same_message_id() {
        Gate.cutBeforeAnswer();
        Events events = events("Cut");
        TestTopics.publish(events.drafted("mei"));
        awaitStatus(events.number(), "mei", "SENT");
        assertThat((int) delivery(events.number(), "mei").get("attempts")).isGreaterThanOrEqualTo(2);
        patiently().untilAsserted(() -> assertThat(Sinks.mails(events.number())).hasSize(2));
        assertThat(Sinks.mails(events.number()))
                .extracting(Mail::messageId)
                .containsOnly("<" + delivery(events.number(), "mei").get("id") + "@manabi>");
    }

    @Test
    void a_mail_server_that_asks_for_patience_gets_it() {
        Gate.tryLater();
        Events events = events("Greylisted");
        TestTopics.publish(events.drafted("mei"));
        patiently()
                .untilAsserted(() -> assertThat(delivery(events.number(), "mei"))
                        .containsEntry("status", "PENDING")
                        .containsEntry("lastError", "The mail server answered 450."));
        Gate.open();
        awaitStatus(events.number(), "mei", "SENT");
        assertThat(Sinks.mails(events.number())).hasSize(1);
    }

    @Test
    void a_mail_that_is_refused_is_given_up_told_and_can_be_sent_later() {
        Gate.noSuchUser();
        Events events = events("No such user");
        TestTopics.publish(events.drafted("mei"));
        awaitStatus(events.number(), "mei", "FAILED");
        Map<String, Object> failed = delivery(events.number(), "mei");
        assertThat(failed).containsEntry("lastError", "The mail server answered 550.");
        // One attempt may have found a connection that was kept, and was cut just now.
        int attempts = (int) failed.get("attempts");
        assertThat(attempts).isBetween(1, 2);
        String id = (String) failed.get("id");
        patiently()
                .untilAsserted(() -> assertThat(TestTopics.received(Topic.NOTIFICATIONS, id))
                        .singleElement()
                        .satisfies(message -> {
                            NotificationFailed event = (NotificationFailed) message.event();
                            assertThat(message.type()).isEqualTo("manabi.notification.failed.v1");
                            assertThat(event.channel()).isEqualTo("MAIL");
                            assertThat(event.recipient()).isEqualTo("mei");
                            assertThat(event.event()).isEqualTo("manabi.postmortem.drafted.v1");
                            assertThat(event.attempts()).isEqualTo(attempts);
                            assertThat(event.lastError()).doesNotContain("secret.address");
                        }));

        Gate.open();
        as("hana").post("/api/v1/deliveries/" + id + "/redeliver").then().statusCode(200);
        awaitStatus(events.number(), "mei", "SENT");
        assertThat(Sinks.mails(events.number()))
                .singleElement()
                .satisfies(mail -> assertThat(mail.messageId()).isEqualTo("<" + id + "@manabi>"));
    }

    @Test
    void a_silent_mail_server_is_not_waited_for_for_ever() {
        Gate.silent();
        Events events = events("Silent");
        TestTopics.publish(events.drafted("mei"));
        patiently()
                .untilAsserted(() -> assertThat(delivery(events.number(), "mei"))
                        .containsEntry("lastError", "The mail server did not answer in time."));
        Gate.open();
        awaitStatus(events.number(), "mei", "SENT");
    }

    @Test
    void a_webhook_that_fails_is_tried_again_under_the_same_id() {
        Sinks.chat().next(status(500), status(503));
        Events events = events("Webhook fails");
        TestTopics.publish(events.drafted("mei"));
        awaitStatus(events.number(), "chat", "SENT");
        Map<String, Object> sent = delivery(events.number(), "chat");
        assertThat(sent).containsEntry("attempts", 3).containsEntry("lastError", null);
        assertThat(Sinks.calls(events.number()))
                .hasSize(3)
                .extracting(ChatSink.Call::id)
                .containsOnly((String) sent.get("id"));
    }

    @Test
    void a_webhook_that_wants_to_be_left_alone_is() {
        Sinks.chat().next(status(429, Map.of("Retry-After", "3"), ""));
        Events events = events("Too many");
        TestTopics.publish(events.drafted("mei"));
        awaitStatus(events.number(), "chat", "SENT");
        List<ChatSink.Call> calls = Sinks.calls(events.number());
        assertThat(calls).hasSize(2);
        assertThat(calls.get(1).atMillis() - calls.get(0).atMillis()).isGreaterThanOrEqualTo(2_900);
    }

    @Test
    void a_webhook_that_is_gone_is_given_up_at_once_and_its_words_are_shown_nowhere() {
        Sinks.chat().next(status(410));
        Events events = events("Gone");
        TestTopics.publish(events.drafted("mei"));
        awaitStatus(events.number(), "chat", "FAILED");
        Map<String, Object> failed = delivery(events.number(), "chat");
        assertThat(failed).containsEntry("attempts", 1).containsEntry("lastError", "The webhook answered 410.");
        assertThat(as("hana").get("/api/v1/deliveries/" + failed.get("id")).asString())
                .doesNotContain("do not repeat me", "secret-path");
        patiently()
                .untilAsserted(() -> assertThat(TestTopics.received(Topic.NOTIFICATIONS, (String) failed.get("id")))
                        .hasSize(1));
    }

    @Test
    void after_the_last_attempt_it_is_given_up() {
        for (int i = 0; i < SinkPorts.ATTEMPTS; i++) {
            Sinks.chat().next(status(500));
        }
        Events events = events("Hopeless");
        TestTopics.publish(events.drafted("mei"));
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(
                        () -> assertThat(delivery(events.number(), "chat")).containsEntry("status", "FAILED"));
        assertThat(delivery(events.number(), "chat")).containsEntry("attempts", SinkPorts.ATTEMPTS);
        assertThat(Sinks.calls(events.number())).hasSize(SinkPorts.ATTEMPTS);
        awaitStatus(events.number(), "mei", "SENT");
        assertThat(deliveries(events.number())).hasSize(2);
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
