package dev.manabi.eventsourcing;

import java.util.UUID;

/**
 * An event as it stands in its stream.
 *
 * @param version 1 for the stream's first event, without gaps
 */
public record Recorded<E>(UUID streamId, long version, E event, EventMetadata metadata) {}
