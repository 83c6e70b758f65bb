package dev.manabi.kit;

/**
 * An aggregate after a command.
 *
 * @param version of its stream; 0 where it does not exist
 * @param changed whether the command brought about any event
 */
public record Handled<S>(S state, long version, boolean changed) {}
