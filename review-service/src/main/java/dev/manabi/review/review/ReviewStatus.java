package dev.manabi.review.review;

/** Where a review stands. */
public enum ReviewStatus {
    WAITING,
    ACCEPTED,
    CHANGES_REQUESTED,
    /** The text was changed after it was submitted; its next submission opens the next round. */
    LAPSED
}
