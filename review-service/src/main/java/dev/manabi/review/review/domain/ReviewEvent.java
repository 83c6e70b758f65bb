package dev.manabi.review.review.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has happened to a review. */
public sealed interface ReviewEvent {

    /** @param round 1 for the first submission of a postmortem; each further submission counts on */
    record RoundOpened(int round, Submission submission, Criteria criteria, Instant at) implements ReviewEvent {}

    /**
     * All reviewers of the round.
     *
     * @param added those who did not review the round before
     */
    record ReviewersAssigned(List<Reviewer> reviewers, List<String> added, Instant at) implements ReviewEvent {}

    /** Nobody eligible was there to be asked. Said once for each round. */
    record ReviewEscalated(List<String> managers, String reason, Instant at) implements ReviewEvent {}

    /** @param from who is released, or null where {@code to} came in addition */
    record ReviewerReplaced(@Nullable String from, Reviewer to, String reason, String by, Instant at)
            implements ReviewEvent {}

    record VerdictGiven(
            String criterion, Verdict verdict, @Nullable String remark, String by, Instant at) implements ReviewEvent {}

    /** One reviewer accepts; whether that accepts the review is another event. */
    record ReviewerAccepted(Reviewer reviewer, @Nullable String remark, Instant at) implements ReviewEvent {}

    /** @param acceptedBy everybody who accepted, at least one of them senior */
    record ReviewAccepted(List<Reviewer> acceptedBy, Instant at) implements ReviewEvent {}

    /** @param failedCriteria those that stood at FAIL at that moment */
    record ChangesRequested(String by, String reason, List<String> failedCriteria, Instant at) implements ReviewEvent {}

    record ReviewBecameOverdue(Instant dueAt, Instant at) implements ReviewEvent {}
}
