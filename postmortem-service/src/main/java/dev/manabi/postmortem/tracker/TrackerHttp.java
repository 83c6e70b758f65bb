package dev.manabi.postmortem.tracker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.manabi.postmortem.tracker.TrackerFailure.Away;
import dev.manabi.postmortem.tracker.TrackerFailure.Refused;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** JSON over HTTP with one tracker: never elsewhere, up to a size and a time, and every failure in words. */
final class TrackerHttp {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LARGEST_ANSWER = 10_000_000;
    private static final int LONGEST_REASON = 300;
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    /** Where GitHub limits us and does not say for how long; it asks for no less. */
    private static final Duration LEAST_WAIT = Duration.ofMinutes(1);

    private final HttpClient http;
    private final String base;
    private final Duration timeout;
    private final Map<String, String> headers;
    private final Clock clock;

    /**
     * @param base what every path is appended to
     * @param headers with every request; one of them proves who we are
     */
    TrackerHttp(HttpClient http, String base, Duration timeout, Map<String, String> headers, Clock clock) {
        this.http = http;
        this.base = base;
        this.timeout = timeout;
        this.headers = headers;
        this.clock = clock;
    }

    static String query(Map<String, String> values) {
        return values.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "?", ""));
    }

    JsonNode get(String path) {
        return send("GET", path, null);
    }

    /** @return what was answered; missing where nothing was */
    JsonNode send(String method, String path, @Nullable Object body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).header("User-Agent", "manabi");
        headers.forEach(request::header);
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json").method(method, BodyPublishers.ofByteArray(bytes(body)));
        }
        return read(exchange(request.build()));
    }

    /** Waits for the whole answer, and no longer than the timeout. */
    private HttpResponse<byte[]> exchange(HttpRequest request) {
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER));
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new Away("It did not answer within " + timeout.toSeconds() + " s.", null);
        } catch (ExecutionException e) {
            throw new Away("It cannot be reached (" + kind(e.getCause()) + ").", null);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new Away("The asking was interrupted.", null);
        }
    }

    private static String kind(@Nullable Throwable failure) {
        return failure == null ? "for no known reason" : failure.getClass().getSimpleName();
    }

    private JsonNode read(HttpResponse<byte[]> answer) {
        int status = answer.statusCode();
        if (status / 100 == 2) {
            return json(answer.body())
                    .orElseThrow(() -> new Away("What answered for it did not answer like it.", null));
        }
        String message = "It answered " + status + reason(answer.body()) + ".";
        throw switch (status) {
            case 400, 410, 413, 422 -> new Refused(message);
            case 403, 429 -> new Away(message, limited(answer.headers()));
            default -> new Away(message, retryAfter(answer.headers()).orElse(null));
        };
    }

    private static byte[] bytes(Object body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What we say can be written as JSON", e);
        }
    }

    private static Optional<JsonNode> json(byte[] body) {
        if (body.length == 0) {
            return Optional.of(MissingNode.getInstance());
        }
        try {
            return Optional.ofNullable(JSON.readTree(body));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** What it says itself, as GitHub and Jira do, in one line. */
    private static String reason(byte[] body) {
        JsonNode json = json(body).orElseGet(MissingNode::getInstance);
        String words = StreamSupport.stream(json.path("errorMessages").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(" "));
        String all = (json.path("message").asText() + " " + words + " " + fields(json.path("errors"))).strip();
        return all.isEmpty() ? "" : ": " + line(all);
    }

    private static String fields(JsonNode errors) {
        return errors.isEmpty() ? "" : errors.toString();
    }

    private static String line(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints()
                .limit(LONGEST_REASON)
                .map(one -> Character.isISOControl(one) || Character.getType(one) == Character.SURROGATE ? ' ' : one)
                .forEach(line::appendCodePoint);
        return line.toString();
    }

    /** In the order in which GitHub says that its headers count. */
    private Duration limited(HttpHeaders answer) {
        return retryAfter(answer).or(() -> limitEnds(answer)).orElse(LEAST_WAIT);
    }

    private Optional<Duration> limitEnds(HttpHeaders answer) {
        boolean used =
                answer.firstValue("X-RateLimit-Remaining").orElse("").strip().equals("0");
        return used
                ? answer.firstValue("X-RateLimit-Reset")
                        .map(String::strip)
                        .filter(value -> value.matches("\\d{1,12}"))
                        .map(value -> bounded(
                                Duration.between(clock.instant(), Instant.ofEpochSecond(Long.parseLong(value)))))
                : Optional.empty();
    }

    /** Seconds or a date (RFC 9110); what is neither does not bind us. */
    private Optional<Duration> retryAfter(HttpHeaders answer) {
        return answer.firstValue("Retry-After").map(String::strip).flatMap(this::wait);
    }

    private Optional<Duration> wait(String value) {
        try {
            return Optional.of(bounded(
                    value.matches("\\d{1,9}")
                            ? Duration.ofSeconds(Long.parseLong(value))
                            : Duration.between(
                                    clock.instant(), Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value)))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }
}
