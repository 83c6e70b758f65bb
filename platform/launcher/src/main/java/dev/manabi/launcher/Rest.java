package dev.manabi.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The public REST API as one person uses it. Every POST carries an {@code Idempotency-Key} of its own. */
final class Rest {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final String base;
    private final String token;

    /** @param base for instance {@code http://127.0.0.1:8080}; paths are appended to it */
    Rest(String base, String token) {
        this.base = base;
        this.token = token;
    }

    /**
     * @param json what the body says, a missing node where it is no JSON
     * @param etag for the next {@code If-Match}
     */
    record Answer(String call, int status, JsonNode json, String text, Optional<String> etag) {

        /** @throws StartFailed with what the service said, unless the status is the one that is due here */
        Answer expect(int due) {
            if (status != due) {
                throw new StartFailed(call + " was answered with " + status + " instead of " + due + ": " + text);
            }
            return this;
        }

        boolean successful() {
            return status >= 200 && status < 300;
        }

        /** The problem's stable code, for instance {@code not-accepted}. */
        String code() {
            return json.path("code").asText("");
        }
    }

    /** Asks the identity provider for the token of a person. */
    static String tokenFor(String issuerUrl, String person) {
        String form = "grant_type=client_credentials&client_secret=none&client_id="
                + URLEncoder.encode(person, StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(URI.create(issuerUrl + "/token"))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        Answer answer = send(request).expect(200);
        return answer.json().path("access_token").asText();
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    Answer get(String path) {
        return send(request(path).GET().build());
    }

    Answer post(String path, @Nullable JsonNode body) {
        return post(path, body, UUID.randomUUID().toString());
    }

    Answer post(String path, @Nullable JsonNode body, String idempotencyKey) {
        var publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString());
        return send(request(path)
                .header("Idempotency-Key", idempotencyKey)
                .POST(publisher)
                .build());
    }

    Answer put(String path, JsonNode body, String ifMatch) {
        return send(request(path)
                .header("If-Match", ifMatch)
                .PUT(BodyPublishers.ofString(body.toString()))
                .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json");
    }

    private static Answer send(HttpRequest request) {
        String call = request.method() + " " + request.uri().getPath();
        try {
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
            return new Answer(
                    call,
                    response.statusCode(),
                    parsed(response),
                    response.body(),
                    response.headers().firstValue("ETag"));
        } catch (IOException e) {
            throw new UncheckedIOException(call + " failed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailed(call + " was interrupted", e);
        }
    }

    private static JsonNode parsed(HttpResponse<String> response) {
        String type = response.headers().firstValue("Content-Type").orElse("");
        if (!type.contains("json")) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
