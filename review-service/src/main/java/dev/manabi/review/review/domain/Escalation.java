package dev.manabi.review.review.domain;

/** Why somebody beside the reviewers must help. */
public enum Escalation {
    /** Nobody senior may be asked. */
    NOBODY_TO_ASK,
    /** Those who could be asked do not suffice for what is required. */
    TOO_FEW_TO_ASK,
    /** It is late: told to whoever leads the team. */
    LATE_FOR_LEAD,
    /** It is late still: told to the managers, again and again. */
    LATE_FOR_MANAGERS
}
