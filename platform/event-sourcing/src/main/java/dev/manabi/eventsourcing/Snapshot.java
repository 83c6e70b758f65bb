package dev.manabi.eventsourcing;

/**
 * What a stream had come to.
 *
 * @param version of the last event that is part of the state
 */
public record Snapshot<S>(S state, long version) {}
