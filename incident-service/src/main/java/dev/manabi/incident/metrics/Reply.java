package dev.manabi.incident.metrics;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of asking Prometheus. Reasons are for people, and hold nothing that PostgreSQL or XML could not. */
sealed interface Reply {

    record Answered(Samples samples) implements Reply {}

    /** Asking the same again would lead to the same. */
    record Refused(String reason) implements Reply {}

    /** @param retryAfter how long Prometheus wants us to wait, null where it did not say */
    record Away(String reason, @Nullable Duration retryAfter) implements Reply {}
}
