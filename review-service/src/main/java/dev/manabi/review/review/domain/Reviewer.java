package dev.manabi.review.review.domain;

/**
 * Somebody who is asked to review.
 *
 * @param person the person's id
 * @param senior as the catalog said when the person was asked
 */
public record Reviewer(String person, boolean senior) {}
