package dev.manabi.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manabi.contracts.Topic;
import dev.manabi.testkit.Service;
import dev.manabi.testkit.TestTopics;
import dev.manabi.testkit.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DatabaseAwayTest {

    private static final String INCIDENT = "{\"title\": \"Card payments fail\", \"severity\": \"SEV2\"}";

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    private final String token = Tokens.of("mei");

    @Test
    void a_database_that_is_away_is_said_so_and_once_it_is_back_everything_goes_on() throws SQLException {
        String key = UUID.randomUUID().toString();
        try (Connection administrator = DriverManager.getConnection(url, "postgres", "postgres");
                Statement statement = administrator.createStatement()) {
            statement.execute("alter role service connection limit 0");
            try {
                statement.execute("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'service'");
                unavailable(Service.call("POST", "/api/v1/incidents", token, INCIDENT, "Idempotency-Key", key));
                unavailable(Service.call("GET", "/api/v1/incidents", token, null));
                unavailable(Service.call("GET", "/api/v1/people/mei", token, null));
            } finally {
                statement.execute("alter role service connection limit -1");
            }
        }
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(
                                Service.call("POST", "/api/v1/incidents", token, INCIDENT, "Idempotency-Key", key)
                                        .statusCode())
                        .isEqualTo(201));
        HttpResponse<String> answer =
                Service.call("POST", "/api/v1/incidents", token, INCIDENT, "Idempotency-Key", key);
        String id = answer.headers().firstValue("Location").orElseThrow().replaceFirst(".*/", "");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() ->
                        assertThat(TestTopics.received(Topic.INCIDENTS, id)).hasSize(1));
    }

    private static void unavailable(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.body()).contains("\"unavailable\"").doesNotContain("postgres", "service");
    }
}
