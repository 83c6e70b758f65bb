package dev.manabi.kit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Settings that every service has. */
@ConfigMapping(prefix = "manabi")
public interface KitConfig {

    /** Where people reach the product, for links in mails and chat: scheme, host and port, without a path. */
    @WithDefault("http://localhost:8080")
    URI publicUrl();

    /**
     * A file that says how far ahead of the wall clock the service lives, as an ISO 8601 duration such as {@code PT36H};
     * it is read again and again, so that deadlines come when a rehearsal wants them. Never for production: what is
     * written down then bears times that have not come.
     */
    Optional<Path> rehearsalClock();

    RelaySettings relay();

    TopicSettings topics();

    IdempotencySettings idempotency();

    AnswerSettings answers();

    /** How events leave for Kafka. */
    interface RelaySettings {
        /** Messages under way at once. */
        @WithDefault("1000")
        @Min(1)
        @Max(100_000)
        int batch();

        /** How long a message may wait where no signal came, for instance one that another replica committed. */
        @WithDefault("1s")
        Duration poll();

        /** How long the broker may take before a batch is sent anew. */
        @WithDefault("30s")
        Duration answer();
    }

    /** How topics are made where they are missing. */
    interface TopicSettings {
        @WithDefault("true")
        boolean create();

        @WithDefault("6")
        @Min(1)
        int partitions();

        @WithDefault("1")
        @Min(1)
        short replication();
    }

    /** How what others must answer is asked for where the answer does not come. */
    interface AnswerSettings {
        /** How long an answer may take before it is asked for; the next pause is twice as long, and so on. */
        @WithDefault("10m")
        Duration patience();

        /** The longest pause between two times of asking. */
        @WithDefault("1d")
        Duration longestPause();
    }

    interface IdempotencySettings {
        /** How long an answer is kept for a repeated Idempotency-Key. */
        @WithDefault("48h")
        Duration retention();
    }
}
