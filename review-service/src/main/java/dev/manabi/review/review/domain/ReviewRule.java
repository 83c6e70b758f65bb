package dev.manabi.review.review.domain;

import dev.manabi.eventsourcing.Rule;

/** Why a command on a review is refused. */
public enum ReviewRule implements Rule {
    /** It is accepted, changes have been requested, or the text has changed: only a new revision opens the next round. */
    REVIEW_NOT_WAITING,
    /** The caller has read another content than the one under review. */
    CONTENT_CHANGED,
    /** Accepting needs a verdict on every criterion. */
    VERDICT_MISSING,
    /** Accepting is impossible while a criterion fails. */
    CRITERION_FAILED,
    REVIEWER_NOT_ASSIGNED,
    REVIEWER_ALREADY_ASSIGNED,
    REVIEWER_AWAY,
    /** Nobody reviews a text of their own. */
    REVIEWER_IS_AUTHOR,
    /** At least one reviewer is senior. */
    SENIOR_REQUIRED
}
