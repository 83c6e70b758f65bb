package dev.manabi.review.review;

import dev.manabi.eventsourcing.EventTypes;
import dev.manabi.review.review.domain.ReviewEvent;
import dev.manabi.review.review.domain.ReviewEvent.ChangesRequested;
import dev.manabi.review.review.domain.ReviewEvent.ReviewAccepted;
import dev.manabi.review.review.domain.ReviewEvent.ReviewBecameOverdue;
import dev.manabi.review.review.domain.ReviewEvent.ReviewEscalated;
import dev.manabi.review.review.domain.ReviewEvent.ReviewerAccepted;
import dev.manabi.review.review.domain.ReviewEvent.ReviewerReplaced;
import dev.manabi.review.review.domain.ReviewEvent.ReviewersAssigned;
import dev.manabi.review.review.domain.ReviewEvent.RoundOpened;
import dev.manabi.review.review.domain.ReviewEvent.VerdictGiven;

/** How the events of reviews are called in the store. */
final class ReviewEventTypes {

    static final EventTypes<ReviewEvent> ALL = EventTypes.<ReviewEvent>of("review")
            .with("review-round-opened.v1", RoundOpened.class)
            .with("reviewers-assigned.v1", ReviewersAssigned.class)
            .with("review-escalated.v1", ReviewEscalated.class)
            .with("reviewer-replaced.v1", ReviewerReplaced.class)
            .with("verdict-given.v1", VerdictGiven.class)
            .with("reviewer-accepted.v1", ReviewerAccepted.class)
            .with("review-accepted.v1", ReviewAccepted.class)
            .with("changes-requested.v1", ChangesRequested.class)
            .with("review-became-overdue.v1", ReviewBecameOverdue.class);

    private ReviewEventTypes() {}
}
