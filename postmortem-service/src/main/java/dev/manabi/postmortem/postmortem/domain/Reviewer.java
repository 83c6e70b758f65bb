package dev.manabi.postmortem.postmortem.domain;

/**
 * Somebody who accepted a review.
 *
 * @param senior as the review knew it when they accepted
 */
public record Reviewer(String person, boolean senior) {}
