package dev.manabi.review.review.domain;

import static dev.manabi.review.review.domain.ReviewRule.REVIEW_NOT_WAITING;

import dev.manabi.eventsourcing.Decider;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.eventsourcing.DomainException.RuleBroken;
import dev.manabi.review.review.domain.Review.Accepted;
import dev.manabi.review.review.domain.Review.Lapsed;
import dev.manabi.review.review.domain.Review.NotStarted;
import dev.manabi.review.review.domain.Review.Round;
import dev.manabi.review.review.domain.Review.SentBack;
import dev.manabi.review.review.domain.Review.Started;
import dev.manabi.review.review.domain.Review.Waiting;
import dev.manabi.review.review.domain.ReviewCommand.AcceptReview;
import dev.manabi.review.review.domain.ReviewCommand.AssignReviewers;
import dev.manabi.review.review.domain.ReviewCommand.ChangeRequirement;
import dev.manabi.review.review.domain.ReviewCommand.DeclineReview;
import dev.manabi.review.review.domain.ReviewCommand.GiveVerdict;
import dev.manabi.review.review.domain.ReviewCommand.InviteReaders;
import dev.manabi.review.review.domain.ReviewCommand.LapseRevision;
import dev.manabi.review.review.domain.ReviewCommand.NoticeOverdue;
import dev.manabi.review.review.domain.ReviewCommand.Reassign;
import dev.manabi.review.review.domain.ReviewCommand.RequestChanges;
import dev.manabi.review.review.domain.ReviewCommand.ReviewRevision;
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
import java.time.Instant;
import java.util.List;

/**
 * The rules of reviewing: who is asked ({@link ReviewerRules}), what must be judged and who may accept ({@link
 * JudgingRules}), and what happens when that takes too long ({@link LatenessRules}).
 */
public final class ReviewDecider implements Decider<ReviewCommand, ReviewEvent, Review> {

    @Override
    public Review initial() {
        return new NotStarted();
    }

    @Override
    public List<ReviewEvent> decide(ReviewCommand command, Review state) {
        return switch (command) {
            case ReviewRevision c -> ReviewerRules.review(c, state);
            case LapseRevision c -> lapse(c, state);
            case AssignReviewers c -> ReviewerRules.assign(c, state);
            case GiveVerdict c -> JudgingRules.giveVerdict(c, waiting(c, state));
            case AcceptReview c -> JudgingRules.accept(c, started(c, state));
            case RequestChanges c -> JudgingRules.requestChanges(c, started(c, state));
            case DeclineReview c -> ReviewerRules.decline(c, waiting(c, state));
            case Reassign c -> ReviewerRules.reassign(c, waiting(c, state));
            case InviteReaders c -> ReviewerRules.invite(c, started(c, state));
            case ChangeRequirement c -> ReviewerRules.changeRequirement(c, waiting(c, state));
            case NoticeOverdue c -> LatenessRules.notice(c, state);
        };
    }

    @Override
    public Review evolve(Review state, ReviewEvent event) {
        return switch (event) {
            case RoundOpened e -> new Waiting(opened(state, e), e.carried(), List.of());
            case ReviewersAssigned e -> asked((Waiting) state, e.reviewers(), e.at());
            case ReviewHandedOn e -> {
                Waiting review = asked((Waiting) state, e.reviewers(), e.at());
                yield review.with(review.round().lateness().prolonged(e.dueAt()));
            }
            case ReviewEscalated e -> escalated((Waiting) state, e);
            case ReviewerReplaced e -> {
                Waiting review = ((Waiting) state).withoutTraceOf(e.from());
                yield review.with(review.round().panel().plus(e.to(), e.at()));
            }
            case ReviewerDeclined e -> {
                Waiting review = ((Waiting) state).withoutTraceOf(e.person());
                yield review.with(review.round().panel().declinedBy(e.person()));
            }
            case ReadersInvited e -> invited((Started) state, e);
            case RequirementChanged e -> ((Waiting) state).with(e.requirement());
            case VerdictGiven e ->
                ((Waiting) state).withVerdict(new GivenVerdict(e.criterion(), e.verdict(), e.remark(), e.by()));
            case ReviewerAccepted e -> ((Waiting) state).withAcceptance(e.reviewer());
            case ReviewAccepted e -> {
                Waiting review = (Waiting) state;
                yield new Accepted(review.round(), review.verdicts(), e.acceptedBy());
            }
            case ChangesRequested e -> {
                Waiting review = (Waiting) state;
                yield new SentBack(review.round(), review.verdicts(), e.by(), e.reason());
            }
            case RoundLapsed _ -> {
                Started review = (Started) state;
                yield new Lapsed(review.round(), review.verdicts());
            }
            case ReviewBecameOverdue e -> {
                Waiting review = (Waiting) state;
                yield review.with(review.round().lateness().toldAt(e.at()));
            }
        };
    }

    private static Round opened(Review state, RoundOpened event) {
        return switch (state) {
            case NotStarted _ -> Round.first(event);
            case Started review -> review.round().next(event);
        };
    }

    /** What people gave leaves with them. */
    private static Waiting asked(Waiting review, List<Reviewer> reviewers, Instant at) {
        Waiting left = review;
        for (Reviewer before : review.reviewers()) {
            if (reviewers.stream().noneMatch(one -> one.person().equals(before.person()))) {
                left = left.withoutTraceOf(before.person());
            }
        }
        return left.with(left.round().panel().withReviewers(reviewers, at));
    }

    private static Waiting escalated(Waiting review, ReviewEscalated event) {
        Waiting told = review.with(review.round().panel().escalated(event.managers()));
        return switch (event.why()) {
            case NOBODY_TO_ASK, TOO_FEW_TO_ASK -> told;
            case LATE_FOR_LEAD, LATE_FOR_MANAGERS ->
                told.with(told.round().lateness().toldAt(event.at()));
        };
    }

    private static Started invited(Started state, ReadersInvited event) {
        Round round = state.round().with(state.round().panel().withInvited(event.people()));
        return switch (state) {
            case Waiting review -> new Waiting(round, review.verdicts(), review.acceptedBy());
            case Accepted review -> new Accepted(round, review.verdicts(), review.acceptedBy());
            case SentBack review -> new SentBack(round, review.verdicts(), review.requestedBy(), review.reason());
            case Lapsed review -> new Lapsed(round, review.verdicts());
        };
    }

    private static List<ReviewEvent> lapse(LapseRevision c, Review state) {
        return switch (state) {
            case NotStarted _, SentBack _, Lapsed _ -> List.of();
            case Waiting review -> lapse(c, review.submission());
            case Accepted review -> lapse(c, review.submission());
        };
    }

    /** Told late, it is about an earlier revision. */
    private static List<ReviewEvent> lapse(LapseRevision c, Submission submission) {
        return submission.isOf(c.revision(), c.contentHash())
                ? List.of(new RoundLapsed(c.revision(), c.contentHash(), c.at()))
                : List.of();
    }

    private static Started started(ReviewCommand command, Review state) {
        return switch (state) {
            case NotStarted _ -> throw new NotFound("review", command.reviewId().toString());
            case Started review -> review;
        };
    }

    private static Waiting waiting(ReviewCommand command, Review state) {
        return waiting(started(command, state));
    }

    static Waiting waiting(Started started) {
        return switch (started) {
            case Waiting review -> review;
            case Accepted _ -> throw new RuleBroken(REVIEW_NOT_WAITING, "It is accepted already.");
            case SentBack _ ->
                throw new RuleBroken(REVIEW_NOT_WAITING, "Changes are requested; the next revision is awaited.");
            case Lapsed _ ->
                throw new RuleBroken(
                        REVIEW_NOT_WAITING,
                        "The text was changed after it was submitted; the next submission is awaited.");
        };
    }
}
