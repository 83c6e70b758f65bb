package dev.manabi.incident.incident;

import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.manabi.contracts.IncidentMessage;
import dev.manabi.contracts.Topic;
import dev.manabi.testkit.Service;
import dev.manabi.testkit.TestTopics;
import dev.manabi.testkit.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class IncidentLimitsTest {

    /** A message that the broker refuses would hold up every other event of the service. */
    @Test
    void an_incident_of_megabytes_is_told_like_any_other_and_holds_nobody_up() {
        String id = declare();
        String evidence = IntStream.range(0, 20)
                .mapToObj(_ -> "{\"kind\": \"MESSAGE\", \"text\": \"" + "決".repeat(10_000) + "\"}")
                .collect(Collectors.joining(","));
        for (int n = 0; n < 6; n++) {
            as("mei")
                    .body("{\"occurredAt\": \"2026-03-01T10:00:00Z\", \"text\": \"%d\", \"evidence\": [%s]}"
                            .formatted(n, evidence))
                    .post("/api/v1/incidents/" + id + "/timeline")
                    .then()
                    .statusCode(201);
        }
        as("mei").post("/api/v1/incidents/" + id + "/resolve").then().statusCode(200);
        as("mei").post("/api/v1/incidents/" + id + "/close").then().statusCode(200);
        String next = declare();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(TestTopics.received(Topic.INCIDENTS, next)).hasSize(1);
            IncidentMessage.IncidentClosed closed = (IncidentMessage.IncidentClosed)
                    TestTopics.received(Topic.INCIDENTS, id).getLast().event();
            assertThat(closed.incident().timeline()).hasSize(9);
        });
    }

    @Test
    void a_body_of_unknown_length_is_limited_too() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /api/v1/incidents HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + Tokens.of("mei")
                            + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            byte[] chunk = "x".repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII);
            try {
                out.write("b\r\n{\"title\": \"\r\n".getBytes(StandardCharsets.US_ASCII));
                for (int n = 0; n < 40; n++) {
                    out.write((Integer.toHexString(chunk.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                    out.write(chunk);
                    out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                }
                out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // it has heard enough
            }
            assertThat(firstLine(socket.getInputStream())).isIn("HTTP/1.1 413 Request Entity Too Large", "");
        }
        as("mei").get("/api/v1/incidents").then().statusCode(200);
    }

    private static String firstLine(InputStream in) {
        StringBuilder line = new StringBuilder();
        try {
            for (int one = in.read(); one >= 0 && one != '\r'; one = in.read()) {
                line.append((char) one);
            }
        } catch (IOException e) {
            // reset: refused as well
        }
        return line.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"status=BAD", "severity=9", "limit=many", "limit=1.5", "limit=201", "cursor=AAAA", "cursor=x"})
    void a_filter_that_cannot_be_is_a_bad_request(String query) {
        as("sam")
                .get("/api/v1/incidents?" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("invalid-value"));
    }

    @Test
    void what_has_no_body_or_null_or_the_wrong_type_of_body_is_told_so() {
        String token = Tokens.of("mei");
        for (String body : new String[] {"", "null"}) {
            HttpResponse<String> answer = Service.call("POST", "/api/v1/incidents", token, body);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(answer.body()).contains("body").doesNotContain("declareIncident");
        }
        RestAssured.given()
                .auth()
                .oauth2(token)
                .contentType("text/plain")
                .body("x")
                .post("/api/v1/incidents")
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
        RestAssured.given()
                .auth()
                .oauth2(token)
                .delete("/api/v1/incidents/INC-1")
                .then()
                .statusCode(405)
                .contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"title\": \"two\\nlines\"",
                "\"title\": \"bell \\u0007\"",
                "\"title\": \" \"",
                "\"title\": 5",
                "\"severity\": 1",
                "\"severity\": \"sev1\"",
                "\"startedAt\": \"0001-01-01T00:00:00Z\"",
                "\"startedAt\": \"9999-12-31T23:59:59Z\"",
                "\"startedAt\": \"+1000000000-12-31T23:59:59.999999999Z\"",
                "\"startedAt\": \"2026-13-01T00:00:00Z\"",
                "\"startedAt\": \"\"",
                "\"detectedAt\": \"-1000000-01-01T00:00:00Z\"",
                "\"impact\": {\"downtimeMinutes\": 5.5}",
                "\"impact\": {\"downtimeMinutes\": \"5\"}",
                "\"impact\": {\"downtimeMinutes\": -1}",
                "\"impact\": {\"usersAffected\": 9223372036854775808}",
                "\"impact\": {\"userVisible\": \"yes\"}",
                "\"services\": \"checkout\"",
                "\"services\": [null]",
                "\"roles\": {\"responders\": [\"\"]}",
                "\"roles\": []"
            })
    void what_is_not_meant_is_refused(String field) {
        String name = field.substring(0, field.indexOf(':'));
        String rest = name.equals("\"title\"") ? "\"severity\": \"SEV1\"" : "\"title\": \"x\"";
        String more = name.equals("\"title\"") || name.equals("\"severity\"") ? "" : ", \"severity\": \"SEV1\"";
        as("mei")
                .body("{" + field + ", " + rest + more + "}")
                .post("/api/v1/incidents")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors", hasSize(1))
                .body("errors[0].field", containsString(name.replace("\"", "")));
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
}
