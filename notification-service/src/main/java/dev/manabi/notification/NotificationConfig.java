package dev.manabi.notification;

import dev.manabi.notification.announcement.Language;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Who is told in which way, and how stubbornly. */
@ConfigMapping(prefix = "manabi.notification")
public interface NotificationConfig {

    /** Sender of all mails. */
    @WithDefault("manabi@localhost")
    String from();

    /** The mail list that hears of publications; without it nobody does by mail. */
    Optional<String> audienceMail();

    /** Slack-compatible incoming webhook; without it only the channels that were set up are told. Its path is a secret. */
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

    /**
     * Ranges of addresses within our own network that channels may lead to nevertheless, for instance {@code
     * 10.1.0.0/16}; what is on the internet needs no mention.
     */
    Optional<List<String>> allowedNetworks();

    /**
     * Keys that addresses and secrets of channels are sealed with, each as {@code <id>:<32 bytes in Base64>}: the first
     * one seals, the others still open what they sealed. Without any no channel can be set up.
     */
    Optional<List<String>> secretKeys();

    CircuitSettings circuit();

    /** When a room or a webhook that fails is left alone. */
    interface CircuitSettings {
        /** Failures in a row, whatever deliveries they were of. */
        @WithDefault("5")
        @Min(1)
        @Max(1000)
        int failures();

        /** Twice as long each time it fails again, up to {@code longestPause}. */
        @WithDefault("30s")
        Duration firstPause();

        @WithDefault("10m")
        Duration longestPause();
    }

    /** After this time without an answer of success a channel that was set up is disabled, and its owner told. */
    @WithDefault("5d")
    Duration disableAfter();

    /** How long the old signing secret of a webhook signs beside the new one. */
    @WithDefault("1d")
    Duration signingOverlap();

    /** Pauses before each attempt at a signed webhook, as Standard Webhooks recommends them. */
    @WithDefault("0s,5s,5m,30m,2h,5h,10h,14h,20h,24h")
    List<Duration> webhookSchedule();

    /** Somebody must know of it: how long it may take before an alarm is raised. */
    @WithDefault("5m")
    Duration alarmAfter();

    /** How long what somebody has subscribed to waits for more of the same cause. */
    @WithDefault("10s")
    Duration gather();

    /** Time zone of whoever has named none. */
    @WithDefault("UTC")
    ZoneId timeZone();

    ReportSettings reports();

    /** When the reports of the week are made, in {@link #timeZone()}. */
    interface ReportSettings {
        @WithDefault("MONDAY")
        DayOfWeek day();

        @WithDefault("09:00")
        LocalTime at();

        /** What happened, what waits and what was learned, to the mail list and the chat room. */
        @WithDefault("true")
        boolean weekly();

        /** Day of the next month on which the vote for the postmortem of a month is closed, at the same time of day. */
        @WithDefault("7")
        @Min(1)
        @Max(28)
        int monthClosesOn();

        /** What of their team is late, to each lead. */
        @WithDefault("true")
        boolean overdue();
    }

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
