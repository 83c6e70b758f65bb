package dev.manabi.system;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.manabi.system.Journal.Command;
import dev.manabi.system.Journal.Effect;
import dev.manabi.system.Journal.Entry;
import dev.manabi.system.Journal.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The public REST API as people use it who do not give up: what was not answered is sent again, a POST under the same
 * Idempotency-Key, a PUT upon the version that is there now. Each attempt stands in the journal.
 */
final class Client {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(100);
    /** Refusals that say "not now" rather than "no". */
    private static final Set<String> PASSING = Set.of("concurrent-change", "key-in-flight", "stale-version");

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final String url;
    private final Function<String, String> tokens;
    private final Journal journal;

    /**
     * @param url what paths are appended to
     * @param tokens the bearer token of a person
     */
    Client(String url, Function<String, String> tokens, Journal journal) {
        this.url = url;
        this.tokens = tokens;
        this.journal = journal;
    }

    record Answer(int status, String etag, JsonNode json, String text) {}

    /** A POST that can be sent again. */
    record Post(Command command, String body) {}

    /** An answer that another attempt would not make better. */
    @SuppressWarnings("serial") // never serialised
    static final class Refused extends RuntimeException {
        Refused(String message) {
            super(message);
        }
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static Post newPost(String person, String path, JsonNode body) {
        return newPost(person, path, body, Effect.SOME);
    }

    static Post newPost(String person, String path, JsonNode body, Effect effect) {
        return new Post(new Command(UUID.randomUUID(), person, "POST", path, effect), body.toString());
    }

    /** Sends it until it is answered; sent once more, it is answered the same. */
    Answer send(Post post) {
        return untilAnswered(post.command(), attempt -> {
            HttpRequest request = request(post.command())
                    .header("Idempotency-Key", post.command().id().toString())
                    .POST(BodyPublishers.ofString(post.body()))
                    .build();
            return Optional.of(request);
        });
    }

    /** @param resource whose ETag the If-Match is */
    Answer put(String person, String path, String resource, JsonNode body) {
        return put(person, path, resource, body, Effect.SOME);
    }

    Answer put(String person, String path, String resource, JsonNode body, Effect effect) {
        Command command = new Command(UUID.randomUUID(), person, "PUT", path, effect);
        return untilAnswered(
                command,
                attempt -> read(person, resource)
                        .filter(present -> present.status() == 200)
                        .map(present -> request(command)
                                .header("If-Match", present.etag())
                                .PUT(BodyPublishers.ofString(body.toString()))
                                .build()));
    }

    /** The same for what somebody else may have settled meanwhile: a refusal is an answer, too. */
    void trySend(Post post) {
        try {
            send(post);
        } catch (Refused e) {
            System.out.println(e.getMessage());
        }
    }

    /** Likewise. */
    void tryPut(String person, String path, String resource, JsonNode body) {
        try {
            put(person, path, resource, body);
        } catch (Refused e) {
            System.out.println(e.getMessage());
        }
    }

    /** Reads until the service answers with 200 and with what is waited for. */
    Answer awaitAnswer(String person, String path, String what, Predicate<JsonNode> expected) {
        return patiently(
                "GET " + path + " does not show " + what,
                () -> read(person, path).filter(answer -> answer.status() == 200 && expected.test(answer.json())));
    }

    Answer get(String person, String path) {
        return awaitAnswer(person, path, "anything", json -> true);
    }

    private interface Attempt {
        /** @return empty where it cannot be made now */
        Optional<HttpRequest> request(int attempt);
    }

    private Answer untilAnswered(Command command, Attempt next) {
        int[] attempt = {0};
        return patiently(command + " is not answered", () -> {
            Optional<HttpRequest> request = next.request(attempt[0]);
            return request.isEmpty() ? Optional.empty() : once(command, ++attempt[0], request.get());
        });
    }

    private Optional<Answer> once(Command command, int attempt, HttpRequest request) {
        note(Outcome.INVOKE, command, attempt, 0, "", "");
        Answer answer;
        try {
            answer = answer(request);
        } catch (IOException e) {
            note(Outcome.INFO, command, attempt, 0, "", String.valueOf(e));
            return Optional.empty();
        }
        note(outcome(answer), command, attempt, answer.status(), answer.etag(), answer.text());
        if (answer.status() == 500) {
            // Whatever has died, nobody may be at a loss.
            throw new Refused(command + " was answered with 500: " + answer.text());
        }
        return switch (outcome(answer)) {
            case OK -> Optional.of(answer);
            case INVOKE, INFO -> Optional.empty();
            case FAIL -> {
                if (!PASSING.contains(answer.json().path("code").asText())) {
                    throw new Refused(command + " was answered with " + answer.status() + ": " + answer.text());
                }
                yield Optional.empty();
            }
        };
    }

    private static Outcome outcome(Answer answer) {
        return answer.status() < 300 ? Outcome.OK : answer.status() < 500 ? Outcome.FAIL : Outcome.INFO;
    }

    private void note(Outcome outcome, Command command, int attempt, int status, String etag, String detail) {
        journal.add(new Entry(Instant.now(), outcome, command, attempt, status, etag, detail));
    }

    /** Empty where the service is away. */
    private Optional<Answer> read(String person, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(ANSWER_LIMIT)
                .header("Authorization", "Bearer " + tokens.apply(person))
                .build();
        try {
            return Optional.of(answer(request)).filter(answer -> answer.status() < 500);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private HttpRequest.Builder request(Command command) {
        return HttpRequest.newBuilder(URI.create(url + command.path()))
                .timeout(ANSWER_LIMIT)
                .header("Authorization", "Bearer " + tokens.apply(command.person()))
                .header("Content-Type", "application/json")
                .header("X-Correlation-Id", command.id().toString());
    }

    private static Answer answer(HttpRequest request) throws IOException {
        try {
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
            String etag = response.headers().firstValue("ETag").orElse("");
            return new Answer(response.statusCode(), etag, json(response), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static JsonNode json(HttpResponse<String> response) {
        if (!response.headers().firstValue("Content-Type").orElse("").contains("json")) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answer patiently(String unmet, Callable<Optional<Answer>> attempt) {
        return await(unmet)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(PAUSE)
                .atMost(PATIENCE)
                .until(attempt, Optional::isPresent)
                .orElseThrow();
    }
}
