package dev.manabi.review.review.domain;

import static dev.manabi.review.review.domain.ReviewRule.CONTENT_CHANGED;
import static dev.manabi.review.review.domain.ReviewRule.CRITERION_FAILED;
import static dev.manabi.review.review.domain.ReviewRule.REVIEWER_ALREADY_ASSIGNED;
import static dev.manabi.review.review.domain.ReviewRule.REVIEWER_AWAY;
import static dev.manabi.review.review.domain.ReviewRule.REVIEWER_IS_AUTHOR;
import static dev.manabi.review.review.domain.ReviewRule.REVIEWER_NOT_ASSIGNED;
import static dev.manabi.review.review.domain.ReviewRule.REVIEW_NOT_WAITING;
import static dev.manabi.review.review.domain.ReviewRule.SENIOR_REQUIRED;
import static dev.manabi.review.review.domain.ReviewRule.VERDICT_MISSING;

import dev.manabi.eventsourcing.Decider;
import dev.manabi.eventsourcing.DomainException.NotAllowed;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.eventsourcing.DomainException.RuleBroken;
import dev.manabi.review.review.domain.Review.Accepted;
import dev.manabi.review.review.domain.Review.NotStarted;
import dev.manabi.review.review.domain.Review.SentBack;
import dev.manabi.review.review.domain.Review.Started;
import dev.manabi.review.review.domain.Review.Waiting;
import dev.manabi.review.review.domain.ReviewCommand.AcceptReview;
import dev.manabi.review.review.domain.ReviewCommand.AssignReviewers;
import dev.manabi.review.review.domain.ReviewCommand.GiveVerdict;
import dev.manabi.review.review.domain.ReviewCommand.NoticeOverdue;
import dev.manabi.review.review.domain.ReviewCommand.Reassign;
import dev.manabi.review.review.domain.ReviewCommand.RequestChanges;
import dev.manabi.review.review.domain.ReviewCommand.ReviewRevision;
import dev.manabi.review.review.domain.ReviewEvent.ChangesRequested;
import dev.manabi.review.review.domain.ReviewEvent.ReviewAccepted;
import dev.manabi.review.review.domain.ReviewEvent.ReviewBecameOverdue;
import dev.manabi.review.review.domain.ReviewEvent.ReviewEscalated;
import dev.manabi.review.review.domain.ReviewEvent.ReviewerAccepted;
import dev.manabi.review.review.domain.ReviewEvent.ReviewerReplaced;
import dev.manabi.review.review.domain.ReviewEvent.ReviewersAssigned;
import dev.manabi.review.review.domain.ReviewEvent.RoundOpened;
import dev.manabi.review.review.domain.ReviewEvent.VerdictGiven;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The rules of reviewing: who is asked, what must be judged, and who may accept. */
public final class ReviewDecider implements Decider<ReviewCommand, ReviewEvent, Review> {

    static final String NOBODY_ELIGIBLE = "Nobody senior is there who is not away and has no hand in the text.";

    @Override
    public Review initial() {
        return new NotStarted();
    }

    @Override
    public List<ReviewEvent> decide(ReviewCommand command, Review state) {
        return switch (command) {
            case ReviewRevision c -> review(c, state);
            case AssignReviewers c -> assign(c, state);
            case GiveVerdict c -> giveVerdict(c, waiting(c, state));
            case AcceptReview c -> accept(c, started(c, state));
            case RequestChanges c -> requestChanges(c, started(c, state));
            case Reassign c -> reassign(c, waiting(c, state));
            case NoticeOverdue c -> noticeOverdue(c, state);
        };
    }

    @Override
    public Review evolve(Review state, ReviewEvent event) {
        return switch (event) {
            case RoundOpened e -> Waiting.opened(e.round(), e.submission(), e.criteria());
            case ReviewersAssigned e -> ((Waiting) state).withReviewers(e.reviewers());
            case ReviewEscalated e -> ((Waiting) state).escalated(e.managers());
            case ReviewerReplaced e -> ((Waiting) state).withReplaced(e.from(), e.to());
            case VerdictGiven e ->
                ((Waiting) state).withVerdict(new GivenVerdict(e.criterion(), e.verdict(), e.remark(), e.by()));
            case ReviewerAccepted e -> ((Waiting) state).withAcceptance(e.reviewer());
            case ReviewAccepted e -> accepted((Waiting) state, e);
            case ChangesRequested e -> sentBack((Waiting) state, e);
            case ReviewBecameOverdue _ -> ((Waiting) state).becameOverdue();
        };
    }

    private static Accepted accepted(Waiting review, ReviewAccepted event) {
        return new Accepted(
                review.round(),
                review.submission(),
                review.criteria(),
                review.reviewers(),
                review.verdicts(),
                event.acceptedBy());
    }

    private static SentBack sentBack(Waiting review, ChangesRequested event) {
        return new SentBack(
                review.round(),
                review.submission(),
                review.criteria(),
                review.reviewers(),
                review.verdicts(),
                event.by(),
                event.reason());
    }

    private static List<ReviewEvent> review(ReviewRevision c, Review state) {
        return switch (state) {
            case NotStarted _ -> openRound(c, 1, List.of());
            case Started review
            when c.submission().follows(review.submission()) -> openRound(c, review.round() + 1, review.reviewers());
            case Started _ -> List.of(); // told late or twice
        };
    }

    private static List<ReviewEvent> openRound(ReviewRevision c, int round, List<Reviewer> before) {
        List<ReviewEvent> events = new ArrayList<>();
        events.add(new RoundOpened(round, c.submission(), c.criteria(), c.at()));
        List<Reviewer> reviewers = Assignment.choose(c.submission(), before, c.pool());
        if (reviewers.isEmpty()) {
            events.add(new ReviewEscalated(c.pool().managers(), NOBODY_ELIGIBLE, c.at()));
            return events;
        }
        List<String> added = reviewers.stream()
                .map(Reviewer::person)
                .filter(person -> named(before, person).isEmpty())
                .toList();
        events.add(new ReviewersAssigned(reviewers, added, c.at()));
        return events;
    }

    private static List<ReviewEvent> assign(AssignReviewers c, Review state) {
        if (!(state instanceof Waiting review) || !review.reviewers().isEmpty()) {
            return List.of(); // somebody was faster
        }
        List<Reviewer> reviewers = Assignment.choose(review.submission(), List.of(), c.pool());
        if (reviewers.isEmpty()) {
            return List.of(); // the managers know already
        }
        List<String> added = reviewers.stream().map(Reviewer::person).toList();
        return List.of(new ReviewersAssigned(reviewers, added, c.at()));
    }

    private static List<ReviewEvent> giveVerdict(GiveVerdict c, Waiting review) {
        assigned(c.by(), review);
        if (!review.criteria().keys().contains(c.criterion())) {
            throw new NotFound("criterion", c.criterion());
        }
        GivenVerdict given = new GivenVerdict(c.criterion(), c.verdict(), c.remark(), c.by());
        if (review.verdicts().contains(given)) {
            return List.of();
        }
        return List.of(new VerdictGiven(c.criterion(), c.verdict(), c.remark(), c.by(), c.at()));
    }

    private static List<ReviewEvent> accept(AcceptReview c, Started started) {
        if (c.contentHash() != null
                && !c.contentHash().equals(started.submission().contentHash())) {
            throw new RuleBroken(
                    CONTENT_CHANGED,
                    "Revision " + started.submission().revision() + " is under review, with another content.");
        }
        if (started instanceof Accepted accepted
                && named(accepted.acceptedBy(), c.by()).isPresent()) {
            return List.of();
        }
        Waiting review = waiting(started);
        Reviewer reviewer = assigned(c.by(), review);
        if (review.submission().isWrittenBy(c.by())) {
            throw new NotAllowed("Whoever has written in the text cannot accept it.");
        }
        everyCriterionPasses(review);
        if (named(review.acceptedBy(), c.by()).isPresent()) {
            return List.of();
        }
        List<ReviewEvent> events = new ArrayList<>();
        events.add(new ReviewerAccepted(reviewer, c.remark(), c.at()));
        if (reviewer.senior()) {
            List<Reviewer> acceptedBy = Stream.concat(review.acceptedBy().stream(), Stream.of(reviewer))
                    .toList();
            events.add(new ReviewAccepted(acceptedBy, c.at()));
        }
        return events;
    }

    private static void everyCriterionPasses(Waiting review) {
        List<String> missing = review.criteria().keys().stream()
                .filter(key ->
                        review.verdicts().stream().noneMatch(v -> v.criterion().equals(key)))
                .toList();
        if (!missing.isEmpty()) {
            throw new RuleBroken(VERDICT_MISSING, "No verdict yet on: " + String.join(", ", missing) + ".");
        }
        List<String> failed = failed(review);
        if (!failed.isEmpty()) {
            throw new RuleBroken(CRITERION_FAILED, "Not met: " + String.join(", ", failed) + ".");
        }
    }

    private static List<ReviewEvent> requestChanges(RequestChanges c, Started started) {
        if (started instanceof SentBack sentBack
                && sentBack.requestedBy().equals(c.by())
                && sentBack.reason().equals(c.reason())) {
            return List.of();
        }
        Waiting review = waiting(started);
        assigned(c.by(), review);
        return List.of(new ChangesRequested(c.by(), c.reason(), failed(review), c.at()));
    }

    private static List<ReviewEvent> reassign(Reassign c, Waiting review) {
        Requester by = c.by();
        if (!by.manager()
                && !by.senior()
                && named(review.reviewers(), by.person()).isEmpty()) {
            throw new NotAllowed("Only a reviewer of it, a senior or a manager can move a review.");
        }
        Candidate to = c.to();
        if (c.from() != null && named(review.reviewers(), c.from()).isEmpty()) {
            throw new RuleBroken(REVIEWER_NOT_ASSIGNED, c.from() + " does not review it.");
        }
        if (named(review.reviewers(), to.person()).isPresent()) {
            throw new RuleBroken(REVIEWER_ALREADY_ASSIGNED, to.person() + " reviews it already.");
        }
        if (review.submission().isWrittenBy(to.person())) {
            throw new RuleBroken(REVIEWER_IS_AUTHOR, to.person() + " has written in the text.");
        }
        if (to.away()) {
            throw new RuleBroken(REVIEWER_AWAY, to.person() + " is away.");
        }
        boolean seniorStays = review.reviewers().stream()
                .anyMatch(reviewer -> reviewer.senior() && !reviewer.person().equals(c.from()));
        if (!to.senior() && !seniorStays) {
            throw new RuleBroken(SENIOR_REQUIRED, "Nobody senior would be left to review it.");
        }
        return List.of(new ReviewerReplaced(c.from(), to.asReviewer(), c.reason(), by.person(), c.at()));
    }

    private static List<ReviewEvent> noticeOverdue(NoticeOverdue c, Review state) {
        if (!(state instanceof Waiting review) || review.overdue()) {
            return List.of();
        }
        Submission submission = review.submission();
        return c.at().isBefore(submission.dueAt())
                ? List.of()
                : List.of(new ReviewBecameOverdue(submission.dueAt(), c.at()));
    }

    private static List<String> failed(Waiting review) {
        return review.verdicts().stream()
                .filter(v -> v.verdict() == Verdict.FAIL)
                .map(GivenVerdict::criterion)
                .distinct()
                .toList();
    }

    private static Reviewer assigned(String person, Waiting review) {
        return named(review.reviewers(), person)
                .orElseThrow(() -> new NotAllowed("Only those who are asked to review it may judge it."));
    }

    private static Optional<Reviewer> named(List<Reviewer> reviewers, String person) {
        return reviewers.stream()
                .filter(reviewer -> Objects.equals(reviewer.person(), person))
                .findFirst();
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

    private static Waiting waiting(Started started) {
        return switch (started) {
            case Waiting review -> review;
            case Accepted _ -> throw new RuleBroken(REVIEW_NOT_WAITING, "It is accepted already.");
            case SentBack _ ->
                throw new RuleBroken(REVIEW_NOT_WAITING, "Changes are requested; the next revision is awaited.");
        };
    }
}
