package dev.manabi.review.review;

import dev.manabi.contracts.PublicEvent;
import dev.manabi.contracts.ReviewMessage;
import dev.manabi.eventsourcing.Recorded;
import dev.manabi.kit.Publisher;
import dev.manabi.review.review.domain.Review;
import dev.manabi.review.review.domain.Review.Started;
import dev.manabi.review.review.domain.ReviewEvent;
import dev.manabi.review.review.domain.ReviewEvent.ChangesRequested;
import dev.manabi.review.review.domain.ReviewEvent.ReadersInvited;
import dev.manabi.review.review.domain.ReviewEvent.RequirementChanged;
import dev.manabi.review.review.domain.ReviewEvent.ReviewAccepted;
import dev.manabi.review.review.domain.ReviewEvent.ReviewBecameOverdue;
import dev.manabi.review.review.domain.ReviewEvent.ReviewEscalated;
import dev.manabi.review.review.domain.ReviewEvent.ReviewHandedOn;
import dev.manabi.review.review.domain.ReviewEvent.ReviewerAccepted;
import dev.manabi.review.review.domain.ReviewEvent.ReviewerDeclined;
import dev.manabi.review.review.domain.ReviewEvent.ReviewerReplaced;
import dev.manabi.review.review.domain.ReviewEvent.ReviewersAssigned;
import dev.manabi.review.review.domain.ReviewEvent.RoundLapsed;
import dev.manabi.review.review.domain.ReviewEvent.RoundOpened;
import dev.manabi.review.review.domain.ReviewEvent.VerdictGiven;
import dev.manabi.review.review.domain.Reviewer;
import dev.manabi.review.review.domain.Submission;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the world is told of reviews. */
final class ReviewPublisher implements Publisher<ReviewEvent, Review> {

    @Override
    public Optional<PublicEvent> publish(Recorded<ReviewEvent> recorded, Review after) {
        UUID id = recorded.streamId();
        Started review = (Started) after;
        return switch (recorded.event()) {
            case RoundOpened _ -> nothing(); // told by whom is asked, or that nobody can be
            case ReviewersAssigned e -> Optional.of(assigned(id, review, e.added()));
            case ReviewerReplaced e -> Optional.of(assigned(id, review, List.of(e.to().person())));
            case ReviewHandedOn e -> Optional.of(assigned(id, review, e.added()));
            case ReviewEscalated e -> Optional.of(escalated(id, review.submission(), e));
            case ReadersInvited e -> Optional.of(invited(id, review.submission(), e));
            case ReviewerDeclined _ -> nothing(); // told by whom is asked instead, or that nobody can be
            case RequirementChanged _ -> nothing(); // told by whom is asked in addition
            case VerdictGiven _ -> nothing(); // the reviewers' own business until they have decided
            case ReviewerAccepted _ -> nothing(); // counts only once those who had to have accepted
            case ReviewAccepted e -> Optional.of(accepted(id, review.submission(), e));
            case ChangesRequested e -> Optional.of(changesRequested(id, review.submission(), e));
            case RoundLapsed _ -> nothing(); // it was the postmortem that told it
            case ReviewBecameOverdue e -> Optional.of(overdue(id, review, e));
        };
    }

    private static Optional<PublicEvent> nothing() {
        return Optional.empty();
    }

    private static ReviewMessage assigned(UUID id, Started review, List<String> added) {
        Submission submission = review.submission();
        return new ReviewMessage.ReviewAssigned(
                id,
                submission.postmortemId(),
                submission.number(),
                submission.title(),
                submission.owner(),
                submission.revision(),
                submission.contentHash(),
                reviewers(review.reviewers()),
                added,
                review.round().lateness().dueAt(),
                submission.confidential());
    }

    private static ReviewMessage escalated(UUID id, Submission submission, ReviewEscalated event) {
        return new ReviewMessage.ReviewEscalated(
                id,
                submission.postmortemId(),
                submission.number(),
                submission.title(),
                submission.owner(),
                event.managers(),
                event.reason(),
                event.at(),
                submission.confidential(),
                event.why().name());
    }

    private static ReviewMessage invited(UUID id, Submission submission, ReadersInvited event) {
        return new ReviewMessage.ReviewReadersInvited(
                id,
                submission.postmortemId(),
                submission.number(),
                submission.title(),
                submission.owner(),
                submission.revision(),
                event.people(),
                event.reason(),
                event.by(),
                event.at(),
                submission.confidential());
    }

    private static ReviewMessage accepted(UUID id, Submission submission, ReviewAccepted event) {
        return new ReviewMessage.ReviewAccepted(
                id,
                submission.postmortemId(),
                submission.number(),
                submission.revision(),
                submission.contentHash(),
                submission.authors(),
                reviewers(event.acceptedBy()),
                event.at());
    }

    private static ReviewMessage changesRequested(UUID id, Submission submission, ChangesRequested event) {
        return new ReviewMessage.ReviewChangesRequested(
                id,
                submission.postmortemId(),
                submission.number(),
                submission.title(),
                submission.owner(),
                submission.revision(),
                submission.contentHash(),
                event.by(),
                event.reason(),
                event.failedCriteria(),
                event.at(),
                submission.confidential());
    }

    private static ReviewMessage overdue(UUID id, Started review, ReviewBecameOverdue event) {
        Submission submission = review.submission();
        return new ReviewMessage.ReviewOverdue(
                id,
                submission.postmortemId(),
                submission.number(),
                submission.title(),
                submission.owner(),
                reviewers(review.reviewers()),
                event.dueAt(),
                submission.confidential());
    }

    private static List<ReviewMessage.Reviewer> reviewers(List<Reviewer> reviewers) {
        return reviewers.stream()
                .map(reviewer -> new ReviewMessage.Reviewer(reviewer.person(), reviewer.senior()))
                .toList();
    }
}
