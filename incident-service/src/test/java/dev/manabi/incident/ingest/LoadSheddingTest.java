package dev.manabi.incident.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.manabi.testkit.Service;
import dev.manabi.testkit.Tokens;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LoadSheddingTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DELIVERIES = 40;
    private static final int AT_ONCE = 8;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @Inject
    AgroalDataSource pool;

    @Inject
    MeterRegistry meters;

    private final String token = Tokens.of("mei", "member", "responder");
    private final String mark = "t" + UUID.randomUUID();
    private final Queue<String> said = new ConcurrentLinkedQueue<>();
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord one) {
            said.add(one.getLevel() + " " + one.getMessage());
        }

        @Override
        public void flush() {
            // nothing is held back
        }

        @Override
        public void close() {
            // nothing was opened
        }
    };

    @BeforeEach
    void listen() {
        Logger.getLogger(LoadShedding.class.getName()).addHandler(listener);
    }

    @AfterEach
    void listenNoMore() {
        Logger.getLogger(LoadShedding.class.getName()).removeHandler(listener);
    }

    @Test
    void what_is_too_much_is_turned_away_and_told_again_everything_is_there_once() throws Exception {
        double shedBefore = shed();
        try (Connection holder = DriverManager.getConnection(url, "postgres", "postgres");
                ExecutorService senders = Executors.newFixedThreadPool(DELIVERIES)) {
            hold(holder, "ingest/alertmanager");
            hold(holder, "ingest/pagerduty");
            List<Future<HttpResponse<String>>> deliveries = IntStream.range(0, DELIVERIES)
                    .mapToObj(n -> senders.submit(() -> deliver(n)))
                    .toList();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> deliveries.stream().filter(Future::isDone).count() == DELIVERIES - AT_ONCE);
            for (Future<HttpResponse<String>> one : deliveries) {
                if (one.isDone()) {
                    overloaded(one.get());
                }
            }
            assertThat(shed() - shedBefore).isEqualTo(DELIVERIES - AT_ONCE);
            assertThat(said).hasSize(1).first().asString().startsWith("WARN");

            assertThat(Service.call("GET", "/api/v1/incidents", token, null).statusCode())
                    .as("whoever delivers nothing")
                    .isEqualTo(200);
            assertThat(Service.call("POST", "/api/v1/ingest/pagerduty", null, pagerDuty(0))
                            .statusCode())
                    .as("a stranger is told so and takes no place")
                    .isEqualTo(401);
            overloaded(Service.call("POST", "/api/v1/ingest/pagerduty", token, pagerDuty(0), "Idempotency-Key", mark));

            releaseAll(holder);
            for (Future<HttpResponse<String>> one : deliveries) {
                assertThat(one.get().statusCode()).isIn(200, 503);
            }
            assertThat(deliveries.stream().filter(one -> one.resultNow().statusCode() == 200))
                    .hasSize(AT_ONCE);
        }
        assertThat(said).hasSize(2).last().asString().startsWith("INFO");
        everythingIsThereOnceAfterAllWasToldAgain();
        assertThat(said).as("what is told when all is well").hasSize(2);
    }

    @Test
    void a_signed_delivery_takes_a_place_like_any_other() throws Exception {
        String source = "opsgenie-" + mark;
        String secret = "a secret of sixteen";
        HttpResponse<String> added = Service.call(
                "POST",
                "/api/v1/ingest/sources",
                Tokens.of("hana"),
                "{\"id\": \"%s\", \"kind\": \"opsgenie\", \"secrets\": [\"%s\"]}".formatted(source, secret));
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        String address = "/api/v1/ingest/opsgenie?source=" + source;
        try (Connection holder = DriverManager.getConnection(url, "postgres", "postgres");
                ExecutorService senders = Executors.newFixedThreadPool(AT_ONCE)) {
            hold(holder, "ingest/" + source);
            List<Future<HttpResponse<String>>> deliveries = IntStream.range(0, AT_ONCE)
                    .mapToObj(n -> senders.submit(
                            () -> Service.call("POST", address, null, opsgenie(n), "X-Manabi-Secret", secret)))
                    .toList();
            await().atMost(Duration.ofSeconds(20)).until(() -> waiting(holder) == AT_ONCE);
            overloaded(Service.call("POST", address, null, opsgenie(99), "X-Manabi-Secret", secret));
            assertThat(Service.call("POST", address, null, opsgenie(99), "X-Manabi-Secret", "another secret")
                            .statusCode())
                    .isEqualTo(401);
            releaseAll(holder);
            for (Future<HttpResponse<String>> one : deliveries) {
                assertThat(one.get().statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void a_database_that_goes_away_while_deliveries_are_at_work_leaves_nothing_half_done() throws Exception {
        try (Connection administrator = DriverManager.getConnection(url, "postgres", "postgres");
                Statement statement = administrator.createStatement();
                ExecutorService senders = Executors.newFixedThreadPool(DELIVERIES)) {
            hold(administrator, "ingest/alertmanager");
            hold(administrator, "ingest/pagerduty");
            List<Future<HttpResponse<String>>> deliveries = IntStream.range(0, DELIVERIES)
                    .mapToObj(n -> senders.submit(() -> deliver(n)))
                    .toList();
            await().atMost(Duration.ofSeconds(20)).until(() -> waiting(administrator) == AT_ONCE);
            statement.execute("alter role service connection limit 0");
            try {
                statement.execute("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'service'");
                for (Future<HttpResponse<String>> one : deliveries) {
                    unavailable(one.get());
                }
                unavailable(deliver(0));
            } finally {
                statement.execute("alter role service connection limit -1");
                releaseAll(administrator);
            }
        }
        everythingIsThereOnceAfterAllWasToldAgain();
    }

    @Test
    void where_no_connection_is_left_a_delivery_is_to_come_again() throws Exception {
        List<Connection> taken = new ArrayList<>();
        try {
            takeAll(taken);
            unavailable(deliver(0));
            unavailable(deliver(1));
        } finally {
            for (Connection one : taken) {
                one.close();
            }
        }
        everythingIsThereOnceAfterAllWasToldAgain();
    }

    @Test
    void a_connection_that_dies_at_any_moment_is_no_accident_of_ours() throws Exception {
        Queue<String> others = new ConcurrentLinkedQueue<>();
        AtomicInteger unavailable = new AtomicInteger();
        try (Connection administrator = DriverManager.getConnection(url, "postgres", "postgres");
                Statement statement = administrator.createStatement();
                ExecutorService senders = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> deliveries = IntStream.range(0, DELIVERIES)
                    .<Future<?>>mapToObj(n -> senders.submit(() -> {
                        HttpResponse<String> answer = deliver(n);
                        while (answer.statusCode() == 503) {
                            unavailable.incrementAndGet();
                            answer = deliver(n);
                        }
                        if (answer.statusCode() != 200) {
                            others.add(answer.body());
                        }
                    }))
                    .toList();
            while (!deliveries.stream().allMatch(Future::isDone)) {
                if (unavailable.get() < DELIVERIES) {
                    statement.execute("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'service'"
                            + " and state <> 'idle' and random() < 0.5");
                }
                Thread.sleep(10);
            }
        }
        assertThat(others).isEmpty();
        assertThat(unavailable).as("deliveries that were struck").hasPositiveValue();
        everythingIsThereOnceAfterAllWasToldAgain();
    }

    /** Some are held for good by what the service does of itself. */
    private void takeAll(List<Connection> taken) {
        try {
            while (true) {
                taken.add(pool.getConnection());
            }
        } catch (SQLException e) {
            assertThat(taken).isNotEmpty();
        }
    }

    private void everythingIsThereOnceAfterAllWasToldAgain() throws Exception {
        Set<String> incidents = new HashSet<>();
        for (int n = 0; n < DELIVERIES; n++) {
            int nth = n;
            await().atMost(Duration.ofSeconds(20)).until(() -> deliver(nth).statusCode() == 200);
            incidents.add(json(deliver(n)).path("incidentId").asText());
        }
        assertThat(incidents).hasSize(DELIVERIES);
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "select count(*), count(distinct id) from incident_view where title like ?")) {
            statement.setString(1, mark + "%");
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                assertThat(row.getInt(1)).as("incidents").isEqualTo(DELIVERIES);
            }
        }
    }

    /** The even ones by Alertmanager, the others by PagerDuty. */
    private HttpResponse<String> deliver(int n) {
        return n % 2 == 0
                ? Service.call("POST", "/api/v1/ingest/alertmanager", token, alertmanager(n))
                : Service.call("POST", "/api/v1/ingest/pagerduty", token, pagerDuty(n));
    }

    private String alertmanager(int n) {
        String name = mark + "-" + n;
        return """
                {"version": "4", "groupKey": "{}:{alertname=\\"%1$s\\"}", "status": "firing", "receiver": "manabi",
                 "groupLabels": {"alertname": "%1$s"}, "commonLabels": {"alertname": "%1$s"},
                 "commonAnnotations": {"summary": "%1$s"}, "externalURL": "http://alertmanager.example",
                 "alerts": [{"status": "firing", "labels": {"alertname": "%1$s"}, "annotations": {"summary": "%1$s"},
                             "startsAt": "2026-03-01T10:00:00Z", "endsAt": "0001-01-01T00:00:00Z",
                             "generatorURL": "http://prometheus.example", "fingerprint": "%1$s"}]}
                """.formatted(name);
    }

    private String pagerDuty(int n) {
        String name = mark + "-" + n;
        return """
                {"event": {"id": "%1$s", "event_type": "incident.triggered", "occurred_at": "2026-03-01T10:00:00Z",
                           "data": {"id": "%1$s", "title": "%1$s"}}}
                """.formatted(name);
    }

    private String opsgenie(int n) {
        return """
                {"action": "Create", "alert": {"alertId": "%1$s", "message": "%1$s", "createdAt": 1772359200000}}
                """.formatted(mark + "-" + n);
    }

    /** As a delivery holds it that is at work. */
    private static void hold(Connection holder, String name) throws SQLException {
        try (PreparedStatement statement = holder.prepareStatement("select pg_advisory_lock(hashtextextended(?, 0))")) {
            statement.setString(1, name);
            statement.execute();
        }
    }

    private static void releaseAll(Connection holder) throws SQLException {
        try (Statement statement = holder.createStatement()) {
            statement.execute("select pg_advisory_unlock_all()");
        }
    }

    private static int waiting(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select count(*) from pg_locks where locktype = 'advisory' and not granted")) {
            row.next();
            return row.getInt(1);
        }
    }

    private double shed() {
        return meters.counter("manabi.ingest.shed").count();
    }

    private static void overloaded(HttpResponse<String> answer) {
        unavailable(answer);
        assertThat(answer.body()).contains("\"code\":\"overloaded\"");
    }

    private static void unavailable(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.headers().firstValue("Retry-After").orElse("")).matches("[1-9]\\d*");
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
