package dev.manabi.incident.metrics;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Where metrics come from, and how stubbornly they are asked for. */
@ConfigMapping(prefix = "manabi.prometheus")
public interface PrometheusConfig {

    /** For instance {@code http://prometheus:9090}; without it no graphs are made. Redirects are not followed. */
    Optional<String> url();

    /** Sent as a bearer token; not together with a username. A secret. */
    Optional<String> bearerToken();

    /** For basic authentication, together with the password. */
    Optional<String> username();

    /** A secret. */
    Optional<String> password();

    /** How long one question may take until its answer has been read; shorter than the lease. */
    @WithDefault("30s")
    Duration timeout();

    /** What is shown before an incident's start and after its end. */
    @WithDefault("30m")
    Duration margin();

    /** After this time a graph whose asker has died is asked for anew. */
    @WithDefault("2m")
    Duration lease();

    /** The pause after the first failure; each is twice the one before. */
    @WithDefault("10s")
    Duration firstPause();

    @WithDefault("15m")
    Duration longestPause();

    /** For how long a graph is asked for in vain. Afterwards somebody has to ask for it again. */
    @WithDefault("7d")
    Duration giveUpAfter();
}
