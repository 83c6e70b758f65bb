package dev.manabi.incident.ingest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Optional;

/** How much is taken in at once. */
@ConfigMapping(prefix = "manabi.ingest")
public interface IngestConfig {

    /**
     * Deliveries at work at once in this process. Left out, two fifths of the connection pool: a delivery that comes with
     * an Idempotency-Key holds two connections, and the rest of the service needs some as well.
     */
    Optional<@Min(1) @Max(1_000) Integer> atOnce();

    /** How long a delivery waits for another to be done with before it is turned away. */
    @WithDefault("1s")
    Duration patience();
}
