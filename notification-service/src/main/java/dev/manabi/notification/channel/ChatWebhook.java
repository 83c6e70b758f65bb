package dev.manabi.notification.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.manabi.notification.NotificationConfig;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Chat by an incoming webhook as Slack, Mattermost, Rocket.Chat and others have it. Sent again, a message has the same
 * {@code webhook-id}. Redirects are not followed, and of the answer nothing but the status and {@code Retry-After} is
 * read: whatever the other side says, none of it is kept or passed on.
 */
@ApplicationScoped
public class ChatWebhook {

    private static final Logger LOG = Logger.getLogger(ChatWebhook.class);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int REQUEST_TIMEOUT = 408;

    private final NotificationConfig config;
    private final ObjectMapper json;
    private final Clock clock;
    private final HttpClient http;

    ChatWebhook(NotificationConfig config, ObjectMapper json, Clock clock) {
        this.config = config;
        this.json = json;
        this.clock = clock;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(config.chat().timeout())
                .build();
    }

    @PreDestroy
    void close() {
        http.shutdownNow();
    }

    /** Waits for the answer, and no longer than the channel's timeout. */
    public Sending send(UUID deliveryId, String text) {
        URI address = config.chatWebhookUrl().orElse(null);
        if (address == null) {
            return new Sending.Refused("No chat webhook is configured any more.");
        }
        try {
            HttpRequest request = HttpRequest.newBuilder(address)
                    .timeout(config.chat().timeout())
                    .header("Content-Type", "application/json; charset=utf-8")
                    .header("User-Agent", "manabi")
                    .header("webhook-id", deliveryId.toString())
                    .POST(BodyPublishers.ofString(json.writeValueAsString(Map.of("text", text))))
                    .build();
            HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
            answer.body().close();
            return outcome(answer.statusCode(), answer.headers());
        } catch (HttpTimeoutException e) {
            return new Sending.Failed("The webhook did not answer in time.", null);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A text is always JSON", e);
        } catch (IOException e) {
            LOG.infof("Chat message %s: %s", deliveryId, e.getClass().getSimpleName());
            return new Sending.Failed("The webhook cannot be reached.", null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Sending.Failed("The sending was interrupted.", null);
        }
    }

    private Sending outcome(int status, HttpHeaders headers) {
        String error = "The webhook answered " + status + ".";
        if (status >= 200 && status < 300) {
            return new Sending.Done();
        }
        if (status == TOO_MANY_REQUESTS || status == REQUEST_TIMEOUT || status >= 500) {
            return new Sending.Failed(
                    error, retryAfter(headers.firstValue("Retry-After").orElse(null)));
        }
        return new Sending.Refused(error);
    }

    /** Seconds or a date (RFC 9110); what is neither, or too far away, does not bind us. */
    private @Nullable Duration retryAfter(@Nullable String value) {
        if (value == null) {
            return null;
        }
        try {
            Duration pause = value.strip().matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(value.strip()))
                    : Duration.between(
                            clock.instant(), Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value.strip())));
            if (pause.isNegative()) {
                return Duration.ZERO;
            }
            return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
