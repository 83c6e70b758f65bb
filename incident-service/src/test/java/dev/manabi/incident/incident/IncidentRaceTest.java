package dev.manabi.incident.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.manabi.contracts.Topic;
import dev.manabi.testkit.Service;
import dev.manabi.testkit.TestTopics;
import dev.manabi.testkit.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class IncidentRaceTest {

    private static final int PEOPLE = 16;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String INCIDENT = "{\"title\": \"Card payments fail\", \"severity\": \"SEV2\"}";

    private final String token = Tokens.of("mei");

    @Test
    void sixteen_people_who_add_facts_at_once_all_succeed_and_nothing_is_lost_or_doubled() {
        String id = declare();
        List<HttpResponse<String>> answers = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            int number = round;
            answers.addAll(atOnce(person -> post(id, "timeline", """
                    {"occurredAt": "2026-03-01T10:00:00Z", "text": "fact %d of %d"}
                    """.formatted(number, person))));
        }
        assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(201);
        assertThat(answers).extracting(IncidentRaceTest::etag).doesNotHaveDuplicates();
        JsonNode incident = read(id);
        assertThat(incident.path("timeline")).hasSize(1 + answers.size());
        assertThat(incident.path("timeline").findValuesAsText("text")).doesNotHaveDuplicates();
        assertThat(versions(id))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 1 + answers.size()).boxed().toList());
    }

    @Test
    void of_sixteen_who_have_seen_the_same_version_one_wins_and_the_others_are_told() {
        String id = declare();
        List<HttpResponse<String>> answers = atOnce(person -> Service.call(
                "PUT", path(id, "impact"), token, "{\"usersAffected\": %d}".formatted(person), "If-Match", "\"1\""));
        assertThat(answers)
                .extracting(HttpResponse::statusCode)
                .containsOnlyOnce(200)
                .containsOnly(200, 412);
        assertThat(answers.stream().filter(one -> one.statusCode() == 412))
                .allSatisfy(one -> assertThat(json(one).path("code").asText()).isEqualTo("stale-version"));
        HttpResponse<String> won = answers.stream()
                .filter(one -> one.statusCode() == 200)
                .findFirst()
                .orElseThrow();
        assertThat(read(id).path("impact")).isEqualTo(json(won).path("impact"));
        assertThat(versions(id)).containsExactly(1L, 2L);
    }

    @Test
    void the_same_holds_for_a_post_that_names_a_version() {
        String id = declare();
        List<HttpResponse<String>> answers = atOnce(person -> Service.call(
                "POST",
                path(id, "timeline"),
                token,
                "{\"occurredAt\": \"2026-03-01T10:00:00Z\", \"text\": \"%d\"}".formatted(person),
                "If-Match",
                "\"1\""));
        assertThat(answers)
                .extracting(HttpResponse::statusCode)
                .containsOnlyOnce(201)
                .containsOnly(201, 412);
        assertThat(versions(id)).containsExactly(1L, 2L);
    }

    @Test
    void who_reads_and_writes_until_it_works_loses_no_update() {
        String id = declare();
        atOnce(person -> {
            while (true) {
                HttpResponse<String> seen = Service.call("GET", "/api/v1/incidents/" + id, token, null);
                long users = json(seen).path("impact").path("usersAffected").asLong();
                HttpResponse<String> answer = Service.call(
                        "PUT",
                        path(id, "impact"),
                        token,
                        "{\"usersAffected\": %d}".formatted(users + 1),
                        "If-Match",
                        etag(seen));
                if (answer.statusCode() == 200) {
                    return answer;
                }
                assertThat(answer.statusCode()).isEqualTo(412);
            }
        });
        assertThat(read(id).path("impact").path("usersAffected").asLong()).isEqualTo(PEOPLE);
        assertThat(versions(id)).hasSize(1 + PEOPLE);
    }

    @Test
    void what_sixteen_do_at_once_happens_once_and_is_told_once_and_in_order() {
        String id = declare();
        for (String step : List.of("acknowledge", "mitigate", "resolve", "close")) {
            assertThat(atOnce(_ -> post(id, step, "{}")))
                    .extracting(HttpResponse::statusCode)
                    .containsOnly(200);
        }
        assertThat(history(id).findValuesAsText("type"))
                .containsExactly(
                        "incident-declared.v2",
                        "incident-acknowledged.v1",
                        "incident-mitigated.v1",
                        "incident-resolved.v1",
                        "incident-closed.v1");
        await().untilAsserted(() -> assertThat(TestTopics.received(Topic.INCIDENTS, id))
                .extracting(message -> message.headers().get("ce_sequence"))
                .containsExactly("1", "2", "3", "4", "5"));
    }

    @Test
    void severities_changed_at_random_reach_the_topic_in_the_order_of_their_versions() {
        String id = declare();
        atOnce(person -> Service.call(
                "PUT",
                path(id, "severity"),
                token,
                "{\"severity\": \"SEV%d\"}".formatted(1 + person % 5),
                "If-Match",
                "*"));
        List<String> stored = versions(id).stream().map(String::valueOf).toList();
        await().untilAsserted(() -> assertThat(TestTopics.received(Topic.INCIDENTS, id))
                .extracting(message -> message.headers().get("ce_sequence"))
                .isEqualTo(stored));
    }

    @Test
    void the_same_request_sixteen_times_at_once_under_one_key_is_one_incident() {
        String key = UUID.randomUUID().toString();
        List<HttpResponse<String>> answers =
                atOnce(_ -> Service.call("POST", "/api/v1/incidents", token, INCIDENT, "Idempotency-Key", key));
        assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(201);
        assertThat(answers)
                .extracting(HttpResponse::body)
                .containsOnly(answers.getFirst().body());
        assertThat(answers).extracting(IncidentRaceTest::etag).containsOnly("\"1\"");
        assertThat(answers)
                .extracting(one -> one.headers().firstValue("Location").orElseThrow())
                .containsOnly(
                        answers.getFirst().headers().firstValue("Location").orElseThrow());
        assertThat(answers)
                .filteredOn(
                        one -> one.headers().firstValue("Idempotency-Replayed").isEmpty())
                .hasSize(1);
        String id = json(answers.getFirst()).path("id").asText();
        await().untilAsserted(() ->
                assertThat(TestTopics.received(Topic.INCIDENTS, id)).hasSize(1));
    }

    @Test
    void the_same_fact_sixteen_times_at_once_under_one_key_is_one_fact() {
        String id = declare();
        String key = UUID.randomUUID().toString();
        List<HttpResponse<String>> answers = atOnce(_ -> Service.call(
                "POST",
                path(id, "timeline"),
                token,
                "{\"occurredAt\": \"2026-03-01T10:00:00Z\", \"text\": \"once\"}",
                "Idempotency-Key",
                key));
        assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(201);
        assertThat(answers)
                .extracting(HttpResponse::body)
                .containsOnly(answers.getFirst().body());
        assertThat(versions(id)).containsExactly(1L, 2L);
    }

    @Test
    void what_could_be_done_only_once_is_answered_alike_to_all_who_ask_under_one_key() {
        String id = declare();
        post(id, "resolve", "{}");
        post(id, "close", "{}");
        String key = UUID.randomUUID().toString();
        List<HttpResponse<String>> answers = atOnce(_ -> Service.call(
                "POST", path(id, "reopen"), token, "{\"reason\": \"it came back\"}", "Idempotency-Key", key));
        assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(200);
        assertThat(answers)
                .extracting(HttpResponse::body)
                .containsOnly(answers.getFirst().body());
        assertThat(versions(id)).hasSize(4);
        assertThat(post(id, "reopen", "{\"reason\": \"it came back\"}").statusCode())
                .isEqualTo(409);
    }

    private String declare() {
        HttpResponse<String> answer = Service.call("POST", "/api/v1/incidents", token, INCIDENT);
        assertThat(answer.statusCode()).isEqualTo(201);
        return json(answer).path("id").asText();
    }

    private HttpResponse<String> post(String id, String step, String body) {
        return Service.call("POST", path(id, step), token, body);
    }

    private JsonNode read(String id) {
        return json(Service.call("GET", "/api/v1/incidents/" + id, token, null));
    }

    private JsonNode history(String id) {
        return json(Service.call("GET", path(id, "history"), token, null)).path("items");
    }

    private List<Long> versions(String id) {
        List<Long> versions = new ArrayList<>();
        history(id).forEach(event -> versions.add(event.path("version").asLong()));
        return versions;
    }

    private static String path(String id, String step) {
        return "/api/v1/incidents/" + id + "/" + step;
    }

    private static String etag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(answer.body(), e);
        }
    }

    /** Everybody waits for the others and then goes. */
    private static <T> List<T> atOnce(IntFunction<T> deed) {
        CyclicBarrier start = new CyclicBarrier(PEOPLE);
        try (ExecutorService people = Executors.newFixedThreadPool(PEOPLE)) {
            List<Future<T>> deeds = IntStream.range(0, PEOPLE)
                    .mapToObj(person -> people.submit(() -> {
                        start.await();
                        return deed.apply(person);
                    }))
                    .toList();
            List<T> done = new ArrayList<>();
            for (Future<T> one : deeds) {
                done.add(one.get());
            }
            return done;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
