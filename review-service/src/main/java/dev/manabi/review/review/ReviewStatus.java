package dev.manabi.review.review;

/** Where a review stands. */
public enum ReviewStatus {
    WAITING,
    ACCEPTED,
    CHANGES_REQUESTED
}
