package dev.manabi.eventsourcing;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who or what asks for a command, and when. Fields as in {@link EventMetadata}. */
public record Cause(
        String actor,
        Instant at,
        UUID correlationId,
        @Nullable UUID causationId,
        @Nullable String traceparent) {

    /** The metadata of a new event that this cause brings about. */
    public EventMetadata newEvent() {
        return new EventMetadata(Ids.next(), at, actor, correlationId, causationId, traceparent);
    }
}
