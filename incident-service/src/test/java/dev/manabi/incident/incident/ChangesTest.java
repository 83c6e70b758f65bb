package dev.manabi.incident.incident;

import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.manabi.testkit.Service;
import dev.manabi.testkit.Tokens;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.restassured.RestAssured;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ChangesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ALL = "/api/v1/incidents/events";

    @Inject
    AgroalDataSource dataSource;

    @Inject
    MeterRegistry meters;

    @Test
    void what_happens_is_told_within_two_seconds() throws Exception {
        try (Stream stream = Stream.open(ALL, Tokens.of("sam"), null)) {
            String id = declare();
            as("mei").post("/api/v1/incidents/" + id + "/acknowledge").then().statusCode(200);
            await().atMost(Duration.ofSeconds(2)).until(() -> stream.of(id).size() == 2);
            assertThat(stream.of(id))
                    .extracting(Event::type)
                    .containsExactly("incident-declared", "incident-acknowledged");
            JsonNode data = JSON.readTree(stream.of(id).getLast().data());
            assertThat(data.path("incidentId").asText()).isEqualTo(id);
            assertThat(data.path("number").asText()).startsWith("INC-");
            assertThat(data.path("version").asLong()).isEqualTo(2);
            assertThat(data.path("type").asText()).isEqualTo("incident-acknowledged");
            assertThat(data.path("status").asText()).isEqualTo("ACKNOWLEDGED");
            assertThat(data.path("severity").asText()).isEqualTo("SEV2");
            assertThat(data.path("at").asText()).endsWith("Z");
            assertThat(data.size()).isEqualTo(7);
        }
    }

    @Test
    void whoever_follows_one_incident_hears_of_no_other() throws Exception {
        String id = declare();
        try (Stream stream = Stream.open("/api/v1/incidents/" + id + "/events", Tokens.of("sam"), null)) {
            declare();
            as("mei").post("/api/v1/incidents/" + id + "/acknowledge").then().statusCode(200);
            await().atMost(Duration.ofSeconds(2)).until(() -> !stream.events.isEmpty());
            as("mei").post("/api/v1/incidents/" + id + "/resolve").then().statusCode(200);
            await().atMost(Duration.ofSeconds(2)).until(() -> stream.events.size() == 2);
            assertThat(stream.of(id)).hasSize(2);
        }
        try (Stream again = Stream.open("/api/v1/incidents/" + id + "/events", Tokens.of("sam"), "0-0")) {
            await().atMost(Duration.ofSeconds(2)).until(() -> again.events.size() == 3);
            assertThat(again.of(id)).hasSize(3);
        }
    }

    @Test
    void a_lost_connection_goes_on_where_it_ended_without_loss_or_repetition() throws Exception {
        List<String> declared = new CopyOnWriteArrayList<>();
        List<Event> told = new ArrayList<>();
        // What was declared before anybody listened is nobody's loss.
        String last = now();
        try (ExecutorService people = Executors.newFixedThreadPool(4)) {
            List<Future<?>> working = new ArrayList<>();
            for (int n = 0; n < 4; n++) {
                working.add(people.submit(() -> {
                    for (int incident = 0; incident < 25; incident++) {
                        declared.add(declare());
                    }
                }));
            }
            while (!working.stream().allMatch(Future::isDone)) {
                Stream part = Stream.open(ALL, Tokens.of("sam"), last);
                try (part) {
                    await().until(() -> part.lastId() != null);
                    await().until(() ->
                            part.events.size() >= 5 || working.stream().allMatch(Future::isDone));
                }
                told.addAll(part.events);
                last = part.lastId();
            }
            for (Future<?> one : working) {
                one.get();
            }
        }
        try (Stream stream = Stream.open(ALL, Tokens.of("sam"), last)) {
            await().untilAsserted(() -> {
                List<String> all = ids(told);
                all.addAll(ids(stream.events));
                assertThat(all.stream().filter(declared::contains).toList())
                        .containsExactlyInAnyOrderElementsOf(declared);
            });
        }
    }

    /** Where the stream stands before anything of the test has happened. */
    private static String now() throws Exception {
        try (Stream stream = Stream.open(ALL, Tokens.of("sam"), null)) {
            await().until(() -> stream.lastId() != null);
            return stream.lastId();
        }
    }

    @Test
    void what_is_committed_late_is_told_late_and_not_lost() throws Exception {
        try (Stream stream = Stream.open(ALL, Tokens.of("sam"), null);
                Connection older = dataSource.getConnection();
                Statement statement = older.createStatement()) {
            older.setAutoCommit(false);
            statement.execute("select pg_current_xact_id()");
            String id = declare();
            await().during(Duration.ofSeconds(1)).until(() -> stream.of(id).isEmpty());
            older.rollback();
            await().atMost(Duration.ofSeconds(2)).until(() -> stream.of(id).size() == 1);
        }
    }

    @Test
    void a_stream_ends_with_its_token() throws Exception {
        String issuer = ConfigProvider.getConfig().getValue("quarkus.oidc.auth-server-url", String.class);
        String brief = new OAuth2TokenProvider()
                .jwt(
                        Map.of("iss", issuer, "sub", "sam", "aud", List.of("manabi"), "groups", List.of("member")),
                        Duration.ofSeconds(3),
                        "manabi")
                .serialize();
        try (Stream stream = Stream.open(ALL, brief, null)) {
            await().until(() -> stream.lastId() != null);
            assertThat(stream.hasEnded()).isFalse();
            await().atMost(Duration.ofSeconds(8)).until(stream::hasEnded);
        }
    }

    @Test
    void one_person_has_only_so_many_and_gets_them_back() throws Exception {
        List<Stream> streams = new ArrayList<>();
        try {
            for (int n = 0; n < 20; n++) {
                streams.add(Stream.open(ALL, Tokens.of("greedy", "member"), null));
            }
            HttpResponse<String> refused = refused(ALL, Tokens.of("greedy", "member"));
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(refused.body()).contains("too-many-listeners");
        } finally {
            streams.forEach(Stream::close);
        }
        await().untilAsserted(() ->
                Stream.open(ALL, Tokens.of("greedy", "member"), null).close());
    }

    @Test
    void whoever_does_not_read_is_cut_off_and_nothing_piles_up() throws Exception {
        double before = listening();
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4_096);
            socket.connect(new InetSocketAddress("127.0.0.1", RestAssured.port));
            socket.getOutputStream()
                    .write(("GET " + ALL + " HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n"
                                    + "Authorization: Bearer " + Tokens.of("lazy", "member") + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            await().until(() -> listening() == before + 1);
            try (ExecutorService people = Executors.newFixedThreadPool(4)) {
                for (int n = 0; n < 4; n++) {
                    people.submit(() -> {
                        for (int incident = 0; incident < 2_000 && listening() > before; incident++) {
                            declare();
                        }
                    });
                }
            }
            await().untilAsserted(() -> assertThat(listening()).isEqualTo(before));
            socket.setSoTimeout(5_000);
            assertThat(socket.getInputStream().readAllBytes().length).isLessThan(1_000_000);
        } catch (SocketException e) {
            // reset: it is cut off as well
        }
    }

    @Test
    void nobody_listens_without_being_asked_who_they_are() {
        assertThat(refused(ALL, null).statusCode()).isEqualTo(401);
        assertThat(refused(ALL, Tokens.of("x", new String[0])).statusCode()).isEqualTo(403);
        assertThat(refused("/api/v1/incidents/" + declare() + "/events", null).statusCode())
                .isEqualTo(401);
    }

    @Test
    void what_cannot_be_followed_is_said_at_once() {
        String token = Tokens.of("sam");
        assertThat(refused("/api/v1/incidents/INC-999999/events", token).statusCode())
                .isEqualTo(404);
        assertThat(Service.call("GET", ALL, token, null).statusCode()).isEqualTo(406);
        assertThat(Service.call("GET", ALL, token, null, "Accept", "application/json")
                        .statusCode())
                .isEqualTo(406);
        for (String id : List.of("x", "1", "1-2-3", "-1-2", "99999999999999999999-1", "1-x")) {
            HttpResponse<String> answer =
                    Service.call("GET", ALL, token, null, "Accept", "text/event-stream", "Last-Event-ID", id);
            assertThat(answer.statusCode()).as(id).isEqualTo(400);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        }
    }

    private static HttpResponse<String> refused(String path, @Nullable String token) {
        return Service.call("GET", path, token, null, "Accept", "text/event-stream");
    }

    private double listening() {
        return meters.get("manabi.changes.listeners").gauge().value();
    }

    /** What is not read is felt soon. */
    @Singleton
    static class SmallBuffers implements HttpServerOptionsCustomizer {
        @Override
        public void customizeHttpServer(HttpServerOptions options) {
            options.setSendBufferSize(4_096);
        }
    }

    private static List<String> ids(List<Event> events) {
        List<String> ids = new ArrayList<>();
        for (Event event : events) {
            if (event.type().equals("incident-declared")) {
                ids.add(event.incident());
            }
        }
        return ids;
    }

    private static String declare() {
        return as("mei")
                .body("{\"title\": \"Card payments fail\", \"severity\": \"SEV2\"}")
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private record Event(String id, String type, String data) {
        String incident() {
            try {
                return JSON.readTree(data).path("incidentId").asText();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Read by a thread of its own, as a browser reads it. */
    private static final class Stream implements AutoCloseable {
        private static final HttpClient HTTP =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

        private final InputStream body;
        private final Thread reader;
        private final List<Event> events = new CopyOnWriteArrayList<>();
        private volatile @Nullable String lastId;

        private Stream(InputStream body) {
            this.body = body;
            this.reader = Thread.ofVirtual().start(this::read);
        }

        static Stream open(String path, String token, @Nullable String lastEventId) throws Exception {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + RestAssured.port + path))
                    .header("Accept", "text/event-stream")
                    .header("Authorization", "Bearer " + token);
            if (lastEventId != null) {
                request.header("Last-Event-ID", lastEventId);
            }
            HttpResponse<InputStream> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
            return new Stream(answer.body());
        }

        private void read() {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
                String id = null;
                String type = "";
                String data = "";
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("id: ")) {
                        id = line.substring(4);
                    } else if (line.startsWith("event: ")) {
                        type = line.substring(7);
                    } else if (line.startsWith("data: ")) {
                        data = line.substring(6);
                    } else if (line.isEmpty()) {
                        if (!data.isEmpty()) {
                            events.add(new Event(String.valueOf(id), type, data));
                            data = "";
                        }
                        lastId = id; // only what was received whole counts
                    }
                }
            } catch (IOException e) {
                // closed
            }
        }

        List<Event> of(String incident) {
            return events.stream()
                    .filter(event -> event.incident().equals(incident))
                    .toList();
        }

        @Nullable
        String lastId() {
            return lastId;
        }

        boolean hasEnded() {
            return !reader.isAlive();
        }

        @Override
        public void close() {
            try {
                body.close();
                reader.join();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
