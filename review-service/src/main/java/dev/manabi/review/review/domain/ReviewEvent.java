package dev.manabi.review.review.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has happened to a review. */
public sealed interface ReviewEvent {

    /**
     * @param round 1 for the first submission of a postmortem; each further submission counts on
     * @param changed the keys of the parts that differ from the round before, or null where nobody can know: in the first
     *     round, and where one of the two does not say what it consists of
     * @param carried verdicts of the round before that hold for what has not changed
     */
    record RoundOpened(
            int round,
            Submission submission,
            Criteria criteria,
            @Nullable List<String> changed,
            List<GivenVerdict> carried,
            Instant at)
            implements ReviewEvent {}

    /**
     * All reviewers of the round. An acceptance and verdicts leave with whoever gave them.
     *
     * @param added those who were not asked before
     */
    record ReviewersAssigned(List<Reviewer> reviewers, List<String> added, Instant at) implements ReviewEvent {}

    /**
     * Somebody beside the reviewers must help.
     *
     * @param managers whose help is wanted: the managers of the team, or whoever leads it
     */
    record ReviewEscalated(List<String> managers, Escalation why, String reason, Instant at) implements ReviewEvent {}

    /** @param from who is released, or null where {@code to} came in addition */
    record ReviewerReplaced(@Nullable String from, Reviewer to, String reason, String by, Instant at)
            implements ReviewEvent {}

    record ReviewerDeclined(String person, String reason, Instant at) implements ReviewEvent {}

    /**
     * It is late, and others were asked in place of those who have not said anything yet.
     *
     * @param from who was released
     * @param reviewers all who review it now
     * @param added those who were asked
     * @param dueAt until when they are asked to judge
     */
    record ReviewHandedOn(List<String> from, List<Reviewer> reviewers, List<String> added, Instant dueAt, Instant at)
            implements ReviewEvent {}

    /** @param people those who were not invited before */
    record ReadersInvited(List<String> people, String reason, String by, Instant at) implements ReviewEvent {}

    record RequirementChanged(Requirement requirement, String reason, String by, Instant at) implements ReviewEvent {}

    record VerdictGiven(
            String criterion, Verdict verdict, @Nullable String remark, String by, Instant at) implements ReviewEvent {}

    /** One reviewer accepts; whether that accepts the review is another event. */
    record ReviewerAccepted(Reviewer reviewer, @Nullable String remark, Instant at) implements ReviewEvent {}

    /** @param acceptedBy everybody who accepted: they meet what was required */
    record ReviewAccepted(List<Reviewer> acceptedBy, Instant at) implements ReviewEvent {}

    /** @param failedCriteria those that stood at FAIL at that moment */
    record ChangesRequested(String by, String reason, List<String> failedCriteria, Instant at) implements ReviewEvent {}

    /** The text was changed after it was submitted. What was judged stays readable; the next submission is awaited. */
    record RoundLapsed(int revision, String contentHash, Instant at) implements ReviewEvent {}

    record ReviewBecameOverdue(Instant dueAt, Instant at) implements ReviewEvent {}
}
