package dev.manabi.review.gap;

/** What is missing. */
public enum GapKind {
    /** An incident is closed, and whether a postmortem is due has not been decided. */
    DECISION_MISSING,
    /** A postmortem is submitted, and nothing is heard of its review. */
    REVIEW_MISSING
}
