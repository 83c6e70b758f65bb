package dev.manabi.incident.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.testkit.Service;
import dev.manabi.testkit.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class MetricQueryApiTest {

    private static final String QUERY = """
            {"title": " Failed requests ", "unit": "", "query": "sum(\\n\\tfailed{service=\\"$service\\"})",
             "services": ["nobody"], "step": 30}
            """;

    private final String member = Tokens.of("ken", "member", "responder");
    private final String admin = Tokens.of("hana", "member", "admin");
    private final String path = "/api/v1/metric-queries/q-" + UUID.randomUUID();

    @AfterEach
    void remove() {
        Service.call("DELETE", path, admin, null, "If-Match", "*");
    }

    @Test
    void a_query_is_added_changed_and_removed_by_whoever_has_seen_the_last_version() {
        HttpResponse<String> added = put(QUERY, "If-None-Match", "*");
        assertThat(added.statusCode()).isEqualTo(201);
        assertThat(added.headers().firstValue("Location")).hasValue(path);
        String first = added.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> read = Service.call("GET", path, member, null);
        assertThat(read.body())
                .isEqualTo(added.body())
                .contains("\"title\":\"Failed requests\"", "\"unit\":null", "\"step\":30", "sum(\\n\\tfailed");
        assertThat(read.headers().firstValue("ETag")).hasValue(first);

        assertThat(put(QUERY, "If-None-Match", "*").statusCode()).isEqualTo(412);
        assertThat(put(QUERY).statusCode()).isEqualTo(428);
        HttpResponse<String> changed = put(QUERY.replace("Failed", "All"), "If-Match", first);
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.body()).contains("All requests");
        assertThat(put(QUERY, "If-Match", first).statusCode()).isEqualTo(412);
        String second = changed.headers().firstValue("ETag").orElseThrow();
        assertThat(put(QUERY.replace("Failed", "All"), "If-Match", second)
                        .headers()
                        .firstValue("ETag"))
                .as("the same again changes nothing")
                .hasValue(second);

        assertThat(Service.call("DELETE", path, admin, null).statusCode()).isEqualTo(428);
        assertThat(Service.call("DELETE", path, admin, null, "If-Match", first).statusCode())
                .isEqualTo(412);
        assertThat(Service.call("DELETE", path, admin, null, "If-Match", second).statusCode())
                .isEqualTo(200);
        assertThat(put(QUERY, "If-Match", second).statusCode()).isEqualTo(404);
    }

    @Test
    void members_read_and_only_administrators_write() {
        assertThat(put(QUERY, "If-None-Match", "*").statusCode()).isEqualTo(201);
        assertThat(Service.call("GET", path, member, null).statusCode()).isEqualTo(200);
        assertThat(Service.call("GET", "/api/v1/metric-queries", member, null).statusCode())
                .isEqualTo(200);
        assertThat(Service.call("PUT", path, member, QUERY, "If-Match", "*").statusCode())
                .isEqualTo(403);
        assertThat(Service.call("DELETE", path, member, null, "If-Match", "*").statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"title\": \"a\", \"query\": \" \"}",
                "{\"title\": \"a\\nb\", \"query\": \"up\"}",
                "{\"title\": \"a\", \"unit\": \"a\\u0007\", \"query\": \"up\"}",
                "{\"title\": \"a\", \"query\": \"up\", \"step\": 0}",
                "{\"title\": \"a\", \"query\": \"up\", \"step\": 86401}",
                "{\"title\": \"a\", \"query\": \"up\", \"services\": [\"\"]}",
                "{\"title\": \"a\", \"query\": \"up\", \"services\": [null]}",
                "{\"title\": \"a\", \"query\": \"up\", \"url\": \"http://169.254.169.254/\"}"
            })
    void what_makes_no_sense_is_refused(String query) {
        assertThat(put(query, "If-None-Match", "*").statusCode()).isEqualTo(400);
    }

    @Test
    void it_is_bounded_and_has_a_plain_name() {
        String endless = "{\"title\": \"a\", \"query\": \"" + "u".repeat(4_001) + "\"}";
        assertThat(put(endless, "If-None-Match", "*").statusCode()).isEqualTo(400);
        assertThat(Service.call("PUT", "/api/v1/metric-queries/A%2Fb", admin, QUERY, "If-None-Match", "*")
                        .statusCode())
                .isIn(400, 404);
        assertThat(Service.call("PUT", "/api/v1/metric-queries/Capital", admin, QUERY, "If-None-Match", "*")
                        .statusCode())
                .isEqualTo(400);
        assertThat(put(QUERY, "If-None-Match", "\"1\"").statusCode()).isEqualTo(400);
        assertThat(put(QUERY, "If-None-Match", "*", "If-Match", "*").statusCode())
                .isEqualTo(400);
    }

    private HttpResponse<String> put(String body, String... headers) {
        return Service.call("PUT", path, admin, body, headers);
    }
}
