package dev.manabi.notification.outgoing;

import static dev.manabi.notification.ChatSink.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.notification.ChatSink;
import dev.manabi.notification.channel.Sending;
import dev.manabi.notification.outgoing.OutgoingHttp.Patience;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class OutgoingHttpTest {

    private static final Clock NOW = Clock.fixed(Instant.parse("2026-03-02T09:00:00Z"), ZoneOffset.UTC);
    private static final ChatSink SINK = new ChatSink(0);
    private static final Duration DEADLINE = Duration.ofSeconds(1);
    private static final byte[] BODY = "{\"text\":\"公開しました\"}".getBytes(StandardCharsets.UTF_8);

    private final TargetGuard guard = new TargetGuard(Networks.of("127.0.0.0/8"), InetAddress::getAllByName);
    private final OutgoingHttp http = new OutgoingHttp(guard, NOW);

    private Sending post() {
        return post(Patience.WITH_PASSING_TROUBLE);
    }

    private Sending post(Patience patience) {
        return post("http://127.0.0.1:" + SINK.port() + "/services/x", patience);
    }

    private Sending post(String address, Patience patience) {
        return http.post(
                new Target(URI.create(address), false),
                Map.of("Content-Type", "application/json; charset=utf-8", "webhook-id", "one"),
                BODY,
                DEADLINE,
                patience);
    }

    @AfterEach
    void forget() throws IOException {
        SINK.forget();
        http.close();
    }

    @Test
    void what_is_sent_arrives_as_it_was_and_named_by_its_delivery() {
        assertThat(post()).isEqualTo(new Sending.Done());
        assertThat(SINK.calls()).singleElement().satisfies(call -> {
            assertThat(call.id()).isEqualTo("one");
            assertThat(call.path()).isEqualTo("/services/x");
            assertThat(call.body()).isEqualTo("{\"text\":\"公開しました\"}");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204})
    void every_success_is_a_success(int status) {
        SINK.next(status(status, Map.of(), ""));
        assertThat(post()).isEqualTo(new Sending.Done());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 422})
    void a_refusal_is_for_good_and_its_words_are_not_kept(int status) {
        SINK.next(status(status));
        assertThat(post()).isEqualTo(new Sending.Refused("The webhook answered " + status + "."));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void what_may_pass_is_tried_again(int status) {
        SINK.next(status(status));
        assertThat(post()).isEqualTo(new Sending.Failed("The webhook answered " + status + ".", null));
    }

    @ParameterizedTest
    @CsvSource({
        "7, PT7S",
        "0, PT0S",
        "999999999, PT24H",
        "'Mon, 02 Mar 2026 09:02:00 GMT', PT2M",
        "'Mon, 02 Mar 2026 08:00:00 GMT', PT0S",
        "soon,",
        "-5,",
        "99999999999999999999,"
    })
    void the_wish_to_be_left_alone_is_heard(String header, Duration pause) {
        SINK.next(status(429, Map.of("Retry-After", header), ""));
        assertThat(post()).isEqualTo(new Sending.Failed("The webhook answered 429.", pause));
    }

    @Test
    void a_redirect_is_not_followed() {
        SINK.next(status(302, Map.of("Location", "http://127.0.0.1:" + SINK.port() + "/internal"), ""));
        assertThat(post()).isEqualTo(new Sending.Refused("The webhook answered 302."));
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
        assertThat(post()).isEqualTo(new Sending.Done());
    }

    @Test
    void silence_is_not_waited_for_longer_than_the_timeout() {
        SINK.next(exchange -> sleep(Duration.ofSeconds(5)));
        Instant before = Instant.now();
        assertThat(post()).isEqualTo(new Sending.Failed("The webhook did not answer in time.", null));
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void nobody_listening_is_a_failure_that_may_pass() {
        assertThat(post("http://127.0.0.1:1/secret", Patience.WITH_EVERY_ANSWER))
                .isEqualTo(new Sending.Failed("The webhook cannot be reached.", null));
    }

    @Test
    void whoever_is_gone_is_gone() {
        SINK.next(status(410), status(410));
        assertThat(post()).isEqualTo(new Sending.Gone("The webhook answered 410."));
        assertThat(post(Patience.WITH_EVERY_ANSWER)).isEqualTo(new Sending.Gone("The webhook answered 410."));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 307, 400, 401, 404, 422, 429, 500})
    void a_program_may_answer_better_the_next_time(int status) {
        SINK.next(status(status, Map.of("Location", "http://127.0.0.1:" + SINK.port() + "/internal"), ""));
        assertThat(post(Patience.WITH_EVERY_ANSWER))
                .isEqualTo(new Sending.Failed("The webhook answered " + status + ".", null));
        assertThat(SINK.calls()).extracting(ChatSink.Call::path).containsExactly("/services/x");
    }

    @Test
    void an_answer_that_drips_is_waited_for_no_longer_than_the_deadline() throws IOException {
        assertThat(postTo(socket -> {
                    for (byte one : "HTTP/1.1 200 OK\r\nX-Slow: yes, very".getBytes(StandardCharsets.US_ASCII)) {
                        socket.getOutputStream().write(one);
                        sleep(Duration.ofMillis(200));
                    }
                }))
                .isEqualTo(new Sending.Failed("The webhook did not answer in time.", null));
    }

    @Test
    void a_connection_that_ends_amid_the_answer_is_a_failure_that_may_pass() throws IOException {
        assertThat(postTo(socket -> socket.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-".getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo(new Sending.Failed("The webhook cannot be reached.", null));
    }

    @Test
    void a_body_that_ends_too_early_does_not_make_a_success_a_failure() throws IOException {
        assertThat(postTo(socket -> socket.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"
                                .getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo(new Sending.Done());
    }

    @Test
    void where_no_secure_connection_can_be_made_nothing_is_sent() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (Socket socket = server.accept()) {
                    socket.getInputStream().read(new byte[8_192]);
                    socket.getOutputStream()
                            .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    // we have hung up, as we should
                }
            });
            assertThat(post("https://127.0.0.1:" + server.getLocalPort() + "/secret", Patience.WITH_EVERY_ANSWER))
                    .isEqualTo(new Sending.Failed("No secure connection can be made.", null));
        }
    }

    /** A name server that changes its mind between the look and the connection. */
    @Test
    void a_name_that_leads_elsewhere_the_next_moment_is_not_followed() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        TargetGuard strict =
                new TargetGuard(Networks.of(), host -> new InetAddress[] {
                    InetAddress.getByName(asked.getAndIncrement() == 0 ? "93.184.215.14" : "127.0.0.1")
                });
        URI rebound = URI.create("https://rebound.example:" + SINK.port() + "/services/x");
        assertThat(strict.whyNot(rebound)).isEmpty();
        OutgoingHttp guarded = new OutgoingHttp(strict, NOW);
        assertThat(guarded.post(
                        new Target(rebound, false),
                        Map.of("Content-Type", "application/json"),
                        BODY,
                        DEADLINE,
                        Patience.WITH_EVERY_ANSWER))
                .isEqualTo(new Sending.Refused("The target's address is not allowed."));
        assertThat(asked).hasValue(2);
        assertThat(SINK.calls()).isEmpty();
        guarded.close();
    }

    @Test
    void what_the_operator_has_named_may_be_at_home() throws IOException {
        OutgoingHttp strict = new OutgoingHttp(new TargetGuard(Networks.of(), InetAddress::getAllByName), NOW);
        URI home = URI.create("http://localhost:" + SINK.port() + "/services/x");
        for (boolean trusted : new boolean[] {true, false}) {
            assertThat(strict.post(
                            new Target(home, trusted),
                            Map.of("Content-Type", "application/json"),
                            BODY,
                            DEADLINE,
                            Patience.WITH_PASSING_TROUBLE))
                    .isEqualTo(
                            trusted ? new Sending.Done() : new Sending.Refused("The target's address is not allowed."));
        }
        assertThat(SINK.calls()).hasSize(1);
        strict.close();
    }

    private interface Talk {
        void to(Socket socket) throws IOException;
    }

    private Sending postTo(Talk talk) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (Socket socket = server.accept()) {
                    // Who closes before everything is read breaks off instead of ending.
                    byte[] last = new byte[BODY.length];
                    while (!Arrays.equals(last, BODY)) {
                        System.arraycopy(last, 1, last, 0, last.length - 1);
                        last[last.length - 1] = (byte) socket.getInputStream().read();
                    }
                    talk.to(socket);
                } catch (IOException e) {
                    // we have hung up, as we should
                }
            });
            return post("http://127.0.0.1:" + server.getLocalPort() + "/", Patience.WITH_EVERY_ANSWER);
        }
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
