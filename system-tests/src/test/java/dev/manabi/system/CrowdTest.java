package dev.manabi.system;

import static dev.manabi.system.Client.newPost;
import static dev.manabi.system.Client.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.manabi.system.Journal.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Many people do many things to one incident, and to one postmortem, at the same time. However their transactions fall,
 * what is shown is what has happened.
 */
@ExtendWith(TestedSystem.Given.class)
class CrowdTest {

    private static final int PEOPLE = 8;
    private static final int COMMANDS_EACH = 12;
    private static final List<String> WRITERS = List.of("mei", "alex");
    private static final List<String> SECTIONS = List.of("summary", "impact", "root-cause", "lessons");

    @Test
    void what_many_do_to_one_incident_at_once_is_what_is_shown(TestedSystem system) {
        Client client = system.client();
        Alerts alerts = Alerts.example();
        UUID group = UUID.randomUUID();
        String number = client.send(newPost(
                        "mei",
                        "/api/v1/ingest/alertmanager",
                        alerts.asNew(group).firing()))
                .json()
                .path("number")
                .asText();
        // By its number, as people do: the service looks it up in a read model first.
        String path = "/api/v1/incidents/" + number;

        atOnce((person, random) -> {
            switch (random.nextInt(6)) {
                case 0 -> client.put(person, path + "/severity", path, severity(random), Effect.PERHAPS);
                case 1 -> client.put(person, path + "/impact", path, impact(random), Effect.PERHAPS);
                case 2 -> client.put(person, path + "/roles", path, roles(random), Effect.PERHAPS);
                case 3 -> client.send(newPost(person, path + "/acknowledge", object(), Effect.PERHAPS));
                case 4 ->
                    client.send(newPost(
                            person, "/api/v1/ingest/alertmanager", anotherAlert(alerts, group), Effect.PERHAPS));
                default -> client.send(newPost(person, path + "/timeline", fact(random)));
            }
        });

        system.assertNothingIsViolated();
    }

    @Test
    void what_many_do_to_one_postmortem_at_once_is_what_is_shown(TestedSystem system) {
        Client client = system.client();
        MainStory story = system.newStory();
        story.playTo(story.gapBefore("the revision is submitted"));
        String path = "/api/v1/postmortems/" + story.number();

        atOnce((person, random) -> {
            switch (random.nextInt(5)) {
                case 0 ->
                    client.put(
                            person,
                            path + "/sections/" + SECTIONS.get(random.nextInt(SECTIONS.size())),
                            path,
                            object().put("text", "Text " + random.nextInt(1_000)),
                            Effect.PERHAPS);
                case 1 ->
                    client.put(
                            person,
                            path + "/title",
                            path,
                            object().put("title", "Title " + random.nextInt(1_000)),
                            Effect.PERHAPS);
                case 2 ->
                    client.put(
                            person,
                            path + "/owner",
                            path,
                            object().put("owner", WRITERS.get(random.nextInt(2))),
                            Effect.PERHAPS);
                case 3 -> client.send(newPost(person, path + "/action-items", item(random)));
                default -> client.send(newPost(person, path + "/submit", object(), Effect.PERHAPS));
            }
        });
        client.send(newPost("mei", path + "/submit", object(), Effect.PERHAPS));

        system.assertNothingIsViolated();
        JsonNode shown = client.get("sam", path).json();
        JsonNode review = client.get("ken", "/api/v1/reviews/" + story.number()).json();
        assertThat(review.path("revision")).isEqualTo(shown.path("revision"));
        assertThat(review.path("contentHash")).isEqualTo(shown.path("contentHash"));
    }

    private interface Doing {
        void something(String person, Random random);
    }

    private static void atOnce(Doing doing) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> people = IntStream.range(0, PEOPLE)
                    .<Future<?>>mapToObj(i -> threads.submit(() -> {
                        Random random = new Random(i);
                        for (int n = 0; n < COMMANDS_EACH; n++) {
                            doing.something(WRITERS.get(i % 2), random);
                        }
                    }))
                    .toList();
            for (Future<?> one : people) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError("somebody was refused", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static ObjectNode severity(Random random) {
        return object().put("severity", "SEV" + (1 + random.nextInt(4)));
    }

    private static ObjectNode impact(Random random) {
        return object().put("usersAffected", random.nextInt(1_000));
    }

    private static ObjectNode roles(Random random) {
        return object().put("commander", WRITERS.get(random.nextInt(2)));
    }

    private static ObjectNode fact(Random random) {
        return object().put(
                        "occurredAt", Instant.now().minus(Duration.ofMinutes(5)).toString())
                .put("text", "Fact " + random.nextInt(1_000));
    }

    private static ObjectNode item(Random random) {
        return object().put("title", "Item " + random.nextInt(1_000))
                .put("kind", "PREVENT")
                .put("priority", "P2")
                .put("owner", "alex")
                .put("dueAt", Instant.now().plus(Duration.ofDays(20)).toString())
                .put("endState", "It cannot happen again.");
    }

    /** Of the same group, so it belongs to the same incident. */
    private static JsonNode anotherAlert(Alerts alerts, UUID group) {
        ObjectNode other = alerts.asNew(UUID.randomUUID()).firing().deepCopy();
        return other.set("groupKey", alerts.asNew(group).firing().path("groupKey"));
    }
}
