package dev.manabi.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** One service's API as one person uses it. Every POST has an {@code Idempotency-Key} of its own. */
final class Rest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final String base;
    private final String token;

    /** @param base for instance {@code http://127.0.0.1:8081} */
    Rest(String base, String token) {
        this.base = base;
        this.token = token;
    }

    /**
     * @param sent microseconds of the wall clock
     * @param received microseconds of the wall clock, when the whole answer was there
     */
    record Answer(String call, int status, String body, long sent, long received) {

        Answer expect(int wanted) {
            if (status != wanted) {
                throw new Failed(call + " answered " + status + " instead of " + wanted + ": " + body);
            }
            return this;
        }

        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JsonProcessingException e) {
                throw new Failed(call + " did not answer with JSON: " + body, e);
            }
        }

        double millis() {
            return (received - sent) / 1000.0;
        }
    }

    Answer get(String path) {
        return send(request(path).GET().build());
    }

    Answer post(String path, String body) {
        return send(posting(path, body));
    }

    /** For what takes minutes. */
    Answer postAndWait(String path, Duration patience) {
        return send(request(path)
                .timeout(patience)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.noBody())
                .build());
    }

    CompletableFuture<Answer> postLater(String path, String body) {
        HttpRequest request = posting(path, body);
        long sent = WallClock.micros();
        return HTTP.sendAsync(request, BodyHandlers.ofString()).thenApply(response -> answer(request, response, sent));
    }

    private HttpRequest posting(String path, String body) {
        return request(path)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json");
    }

    private static Answer send(HttpRequest request) {
        long sent = WallClock.micros();
        try {
            return answer(request, HTTP.send(request, BodyHandlers.ofString()), sent);
        } catch (IOException e) {
            throw new Failed(request.uri() + " failed: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failed("Interrupted", e);
        }
    }

    private static Answer answer(HttpRequest request, HttpResponse<String> response, long sent) {
        String call = request.method() + " " + request.uri().getPath();
        return new Answer(call, response.statusCode(), response.body(), sent, WallClock.micros());
    }
}
