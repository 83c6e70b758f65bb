package dev.manabi.review.meeting.domain;

/**
 * Who asks.
 *
 * @param leads whether that is a senior or a manager, or the service itself
 */
public record Actor(String person, boolean leads) {}
