package dev.manabi.notification;

import dev.manabi.notification.announcement.Language;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Who is told in which way, and how stubbornly. */
@ConfigMapping(prefix = "manabi.notification")
public interface NotificationConfig {

    /** Sender of all mails. */
    @WithDefault("manabi@localhost")
    String from();

    /** The mail list that hears of publications; without it nobody does by mail. */
    Optional<String> audienceMail();

    /** Slack-compatible incoming webhook; without it nothing is told in chat. Its path is a secret. */
    Optional<URI> chatWebhookUrl();

    /** Language of mails and chat messages. */
    @WithDefault("en")
    Language language();

    /** How long a mail waits for a person, or for the person's address, to become known. */
    @WithDefault("1h")
    Duration awaitAddress();

    /** How often the workers look for what nobody has woken them for. */
    @WithDefault("1s")
    Duration poll();

    /** After this time a delivery whose sender has died is taken over; longer than any sending takes. */
    @WithDefault("2m")
    Duration lease();

    RetrySettings retry();

    /** Waiting times: {@code initialDelay · factorⁿ}, at most {@code longestDelay}, give or take {@code jitter}. */
    interface RetrySettings {
        /** Attempts before a delivery is given up. */
        @WithDefault("8")
        @Min(1)
        @Max(100)
        int attempts();

        @WithDefault("2s")
        Duration initialDelay();

        @WithDefault("4")
        @DecimalMin("1")
        @DecimalMax("100")
        double factor();

        @WithDefault("1h")
        Duration longestDelay();

        /** Share of the waiting time by which it may differ, so that many do not come back at once. */
        @WithDefault("0.2")
        @DecimalMin("0")
        @DecimalMax("1")
        double jitter();
    }

    ChannelSettings mail();

    ChannelSettings chat();

    /** Each channel has workers of its own: one that is down does not hold the other up. */
    interface ChannelSettings {
        /** Messages under way at once. */
        @WithDefault("4")
        @Min(1)
        @Max(64)
        int concurrency();

        /** How long the other side may take; shorter than the lease. */
        @WithDefault("30s")
        Duration timeout();
    }
}
