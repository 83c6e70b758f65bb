package dev.manabi.incident.incident;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How changes are told while they happen. */
@ConfigMapping(prefix = "manabi.changes")
public interface ChangesConfig {

    /** How often the log is read while somebody listens; once for all of them. */
    @WithDefault("500ms")
    Duration poll();

    /** How long a stream may be silent, so that whoever is between does not take it for dead. */
    @WithDefault("15s")
    Duration keepAlive();

    /** How long a listener may take to read what it is sent before its connection is closed. */
    @WithDefault("30s")
    Duration patience();

    /** How many may listen to one replica at a time. */
    @WithDefault("500")
    @Min(1)
    int listeners();

    /** How many of them may be one person's. */
    @WithDefault("20")
    @Min(1)
    int listenersOfOnePerson();
}
