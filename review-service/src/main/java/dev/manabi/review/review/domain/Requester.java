package dev.manabi.review.review.domain;

/** Who asks, with the roles that matter for who reviews, and how many. */
public record Requester(String person, boolean senior, boolean manager) {}
