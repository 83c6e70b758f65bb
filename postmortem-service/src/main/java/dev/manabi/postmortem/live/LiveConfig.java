package dev.manabi.postmortem.live;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Optional;

/** What somebody who writes live is allowed. */
@ConfigMapping(prefix = "manabi.live")
public interface LiveConfig {

    /**
     * Where pages come from that may open a connection, besides the address at which people reach the product; for
     * instance {@code https://manabi.example.org}.
     */
    Optional<List<String>> origins();

    /** How many messages a second one connection may send for long; three times as many for a moment. */
    @WithDefault("50")
    @Min(5)
    @Max(1_000)
    int messagesPerSecond();

    /** How many characters may wait for a connection that does not read; it is closed then, and may come again. */
    @WithDefault("4000000")
    @Min(500_000)
    @Max(100_000_000)
    int unreadCharacters();

    /** How many connections one replica takes. */
    @WithDefault("2000")
    @Min(1)
    @Max(100_000)
    int connections();
}
