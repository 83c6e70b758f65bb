package dev.manabi.incident.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.manabi.testkit.Service;
import dev.manabi.testkit.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What vendors really send. Skipped, and the report says so, where the material is not there. */
@QuarkusTest
class RealDeliveriesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path MATERIAL = Path.of("../../shared/data/webhooks");
    private static final List<String> NO_DELIVERIES =
            List.of("github/signature_vector.json", "pagerduty/signature_vectors.json", "slack/signing_vector.json");

    private final String token = Tokens.of("mei", "member", "responder");

    private record Sample(String kind, String name, String body, List<String> headers) {}

    @Test
    void every_delivery_is_taken_twice_and_in_any_order() throws IOException {
        List<Sample> samples = samples();
        List<String> outcomes = new ArrayList<>();
        for (Sample sample : samples) {
            outcomes.add(sample.name() + " " + send(sample));
        }
        for (Sample sample : samples.reversed()) {
            assertThat(send(sample)).as("%s, once more", sample.name()).isIn("IGNORED", "");
        }
        assertThat(outcomes)
                .contains(
                        "pagerduty/v3_incident.triggered.json OPENED",
                        "pagerduty/v3_incident.annotated.json IGNORED",
                        "opsgenie/create.json OPENED",
                        "opsgenie/close.json IGNORED",
                        "statuspage/incident_update_resolved.json OPENED",
                        "grafana/unified_v11_values.json OPENED",
                        "github/issues.opened.json IGNORED",
                        "cloudevents/cdevents_incident_detected.json OPENED",
                        "cloudevents/batch.json IGNORED",
                        "slack/event_message_user_blocks.json IGNORED",
                        "slack/url_verification.json ");
    }

    @Test
    void the_signatures_of_pagerduty_are_told_apart() throws IOException {
        assumeTrue(Files.isDirectory(MATERIAL), "SKIPPED: there is no " + MATERIAL);
        JsonNode vectors = JSON.readTree(Files.readString(MATERIAL.resolve("pagerduty/signature_vectors.json")));
        byte[] body = Files.readAllBytes(
                MATERIAL.resolve("pagerduty").resolve(vectors.path("body_file").asText()));
        for (JsonNode one : vectors.path("cases")) {
            byte[] sent = one.path("name").asText().equals("pretty-printed body")
                    ? JSON.readTree(body).toPrettyString().getBytes(StandardCharsets.UTF_8)
                    : one.has("body") ? one.path("body").asText().getBytes(StandardCharsets.UTF_8) : body;
            Delivery delivery = Deliveries.unread(
                    Map.of("x-pagerduty-signature", one.path("header").asText()), sent, Instant.EPOCH);
            assertThat(new PagerDuty()
                            .isAuthentic(delivery, vectors.path("secret").asText()))
                    .as(one.path("name").asText())
                    .isEqualTo(one.path("expect").asText().startsWith("accept"));
        }
    }

    private String send(Sample sample) throws IOException {
        HttpResponse<String> answer = Service.call(
                "POST",
                "/api/v1/ingest/" + sample.kind(),
                token,
                sample.body(),
                sample.headers().toArray(String[]::new));
        assertThat(answer.statusCode())
                .as("%s: %s", sample.name(), answer.body())
                .isEqualTo(200);
        return JSON.readTree(answer.body()).path("outcome").asText();
    }

    private static List<Sample> samples() throws IOException {
        assumeTrue(Files.isDirectory(MATERIAL), "SKIPPED: there is no " + MATERIAL);
        List<Path> files;
        try (Stream<Path> walk = Files.walk(MATERIAL)) {
            files = walk.filter(file -> file.toString().endsWith(".json"))
                    .filter(file -> !file.toString().endsWith(".header.json"))
                    .filter(file -> !file.toString().contains("slack_export"))
                    .filter(file -> !NO_DELIVERIES.contains(name(file)))
                    .filter(file -> !name(file).startsWith("alertmanager"))
                    .sorted()
                    .toList();
        }
        List<Sample> samples = new ArrayList<>();
        for (Path file : files) {
            Path header = Path.of(file.toString().replace(".json", ".header.json"));
            JsonNode given = JSON.readTree(Files.readString(header)).path("http_headers");
            String event = given.path("X-GitHub-Event").asText();
            samples.add(new Sample(
                    file.getParent().getFileName().toString(),
                    name(file),
                    Files.readString(file),
                    event.isEmpty() ? List.of() : List.of("X-GitHub-Event", event)));
        }
        return samples;
    }

    private static String name(Path file) {
        return MATERIAL.relativize(file).toString();
    }
}
