package dev.manabi.eventsourcing;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who, when and why of one event.
 *
 * @param id of the event; the public event made from it carries the same id
 * @param at when it happened, by the clock of the service
 * @param actor the subject of the person's token, or {@code system:<service>}
 * @param correlationId the same for everything that one request set off, across services
 * @param causationId the message that caused it, or null where a request did
 * @param traceparent W3C trace context, or null where nothing was traced
 */
public record EventMetadata(
        UUID id,
        Instant at,
        String actor,
        UUID correlationId,
        @Nullable UUID causationId,
        @Nullable String traceparent) {

    boolean hasCauseOf(EventMetadata other) {
        return at.equals(other.at)
                && actor.equals(other.actor)
                && correlationId.equals(other.correlationId)
                && Objects.equals(causationId, other.causationId)
                && Objects.equals(traceparent, other.traceparent);
    }
}
