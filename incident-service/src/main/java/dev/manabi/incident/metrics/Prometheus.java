package dev.manabi.incident.metrics;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
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
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks Prometheus, or whatever answers like it. An answer is taken up to a size and a time. */
@ApplicationScoped
class Prometheus {

    private static final int LARGEST_ANSWER = 10_000_000;
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int UNPROCESSABLE = 422;

    private final PrometheusConfig config;
    private final Clock clock;
    private final HttpClient http;

    Prometheus(PrometheusConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(config.timeout())
                .build();
    }

    @PreDestroy
    void close() {
        http.shutdownNow();
    }

    boolean isConfigured() {
        return config.url().isPresent();
    }

    /** Waits for the whole answer, and no longer than the timeout. No transaction is open meanwhile. */
    Reply ask(String query, Window window) {
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(
                request(query, window), BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER));
        try {
            return reply(answer.get(config.timeout().toMillis(), TimeUnit.MILLISECONDS), query, window);
        } catch (TimeoutException e) {
            answer.cancel(true);
            return new Reply.Away(
                    "Prometheus did not answer within " + config.timeout().toSeconds() + " s.", null);
        } catch (ExecutionException e) {
            return failed(e.getCause());
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return new Reply.Away("The asking was interrupted.", null);
        }
    }

    private HttpRequest request(String query, Window window) {
        String url = config.url().orElseThrow().replaceFirst("/+$", "");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + "/api/v1/query_range"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .header("User-Agent", "manabi")
                .POST(BodyPublishers.ofString(form(Map.of(
                        "query", query,
                        "start", Long.toString(window.start().getEpochSecond()),
                        "end", Long.toString(window.end().getEpochSecond()),
                        "step", Long.toString(window.stepSeconds()),
                        "timeout", config.timeout().toSeconds() + "s"))));
        authorization().ifPresent(value -> request.header("Authorization", value));
        return request.build();
    }

    private Optional<String> authorization() {
        return config.bearerToken()
                .map(token -> "Bearer " + token)
                .or(() -> config.username()
                        .map(name -> "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(
                                                (name + ":" + config.password().orElseThrow())
                                                        .getBytes(StandardCharsets.UTF_8))));
    }

    private static String form(Map<String, String> values) {
        return values.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private Reply reply(HttpResponse<byte[]> answer, String query, Window window) {
        return switch (answer.statusCode()) {
            case OK -> samples(answer.body(), query, window);
            case BAD_REQUEST, UNPROCESSABLE ->
                new Reply.Refused("Prometheus refuses the query: " + reason(answer.body()));
            default ->
                new Reply.Away(
                        "Prometheus answered " + answer.statusCode() + ".",
                        retryAfter(answer.headers().firstValue("Retry-After").orElse(null)));
        };
    }

    /** Prometheus itself always answers in its form; what stands before it, for instance a proxy, may not. */
    private static Reply samples(byte[] body, String query, Window window) {
        try {
            return new Reply.Answered(Matrix.read(body).samples(query, window));
        } catch (IOException e) {
            return new Reply.Away("What answered for Prometheus did not answer like it.", null);
        }
    }

    private static String reason(byte[] body) {
        try {
            return Matrix.error(body);
        } catch (IOException e) {
            return "it does not say why.";
        }
    }

    private static Reply failed(@Nullable Throwable failure) {
        if (failure instanceof IOException io && isTooLarge(io)) {
            return new Reply.Refused("The answer is larger than " + LARGEST_ANSWER / 1_000_000
                    + " MB. Let the query choose fewer series.");
        }
        String kind = failure == null ? "" : " (" + failure.getClass().getSimpleName() + ")";
        return new Reply.Away("Prometheus cannot be reached" + kind + ".", null);
    }

    /** The client has no type of its own for it. */
    private static boolean isTooLarge(IOException failure) {
        return failure.getMessage() != null && failure.getMessage().contains("exceed");
    }

    /** Seconds or a date (RFC 9110); what is neither does not bind us. */
    private @Nullable Duration retryAfter(@Nullable String value) {
        if (value == null) {
            return null;
        }
        try {
            Duration wait = value.strip().matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(value.strip()))
                    : Duration.between(
                            clock.instant(), Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value.strip())));
            return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
