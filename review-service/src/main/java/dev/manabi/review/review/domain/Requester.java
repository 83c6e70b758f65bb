package dev.manabi.review.review.domain;

/** Who asks, with the roles that matter for moving a review to somebody else. */
public record Requester(String person, boolean senior, boolean manager) {}
