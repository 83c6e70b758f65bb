package dev.manabi.notification.channel;

import static dev.manabi.notification.ChatSink.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.manabi.notification.ChatSink;
import dev.manabi.notification.Settings;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class ChatWebhookTest {

    private static final UUID ID = UUID.fromString("5f0c1f3e-0000-5000-8000-000000000001");
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-03-02T09:00:00Z"), ZoneOffset.UTC);
    private static final ChatSink SINK = new ChatSink(0);

    private final ChatWebhook webhook = new ChatWebhook(
            Settings.of("chat-webhook-url", "http://127.0.0.1:" + SINK.port() + "/services/x", "chat.timeout", "1s"),
            new ObjectMapper(),
            NOW);

    @AfterEach
    void forget() {
        SINK.forget();
        webhook.close();
    }

    @Test
    void a_message_is_sent_as_slack_expects_it_and_named_by_its_delivery() {
        assertThat(webhook.send(ID, "公開しました \"x\"")).isEqualTo(new Sending.Done());
        assertThat(SINK.calls()).singleElement().satisfies(call -> {
            assertThat(call.id()).isEqualTo(ID.toString());
            assertThat(call.path()).isEqualTo("/services/x");
            assertThat(call.body()).isEqualTo("{\"text\":\"公開しました \\\"x\\\"\"}");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204})
    void every_success_is_a_success(int status) {
        SINK.next(status(status, Map.of(), ""));
        assertThat(webhook.send(ID, "x")).isEqualTo(new Sending.Done());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410, 422})
    void a_refusal_is_for_good_and_its_words_are_not_kept(int status) {
        SINK.next(status(status));
        assertThat(webhook.send(ID, "x")).isEqualTo(new Sending.Refused("The webhook answered " + status + "."));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void what_may_pass_is_tried_again(int status) {
        SINK.next(status(status));
        assertThat(webhook.send(ID, "x")).isEqualTo(new Sending.Failed("The webhook answered " + status + ".", null));
    }

    @ParameterizedTest
    @CsvSource({
        "7, PT7S",
        "0, PT0S",
        "999999999, PT1H",
        "'Mon, 02 Mar 2026 09:02:00 GMT', PT2M",
        "'Mon, 02 Mar 2026 08:00:00 GMT', PT0S",
        "soon,",
        "-5,",
        "99999999999999999999,"
    })
    void the_wish_to_be_left_alone_is_heard(String header, Duration pause) {
        SINK.next(status(429, Map.of("Retry-After", header), ""));
        assertThat(webhook.send(ID, "x")).isEqualTo(new Sending.Failed("The webhook answered 429.", pause));
    }

    @Test
    void a_redirect_is_not_followed() {
        SINK.next(status(302, Map.of("Location", "http://127.0.0.1:" + SINK.port() + "/internal"), ""));
        assertThat(webhook.send(ID, "x")).isEqualTo(new Sending.Refused("The webhook answered 302."));
        assertThat(SINK.calls()).extracting(ChatSink.Call::path).containsExactly("/services/x");
    }

    @Test
    void an_endless_answer_is_not_read() {
        SINK.next(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            byte[] chunk = new byte[64 * 1024];
            try {
                for (int i = 0; i < 100_000; i++) {
                    body.write(chunk);
                }
            } catch (IOException e) {
                // we have hung up, as we should
            }
        });
        assertThat(webhook.send(ID, "x")).isEqualTo(new Sending.Done());
    }

    @Test
    void silence_is_not_waited_for_longer_than_the_timeout() {
        SINK.next(exchange -> sleep(Duration.ofSeconds(5)));
        Instant before = Instant.now();
        assertThat(webhook.send(ID, "x")).isEqualTo(new Sending.Failed("The webhook did not answer in time.", null));
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void nobody_listening_is_a_failure_that_may_pass() {
        ChatWebhook nowhere = new ChatWebhook(
                Settings.of("chat-webhook-url", "http://127.0.0.1:1/secret", "chat.timeout", "1s"),
                new ObjectMapper(),
                NOW);
        assertThat(nowhere.send(ID, "x")).isEqualTo(new Sending.Failed("The webhook cannot be reached.", null));
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
