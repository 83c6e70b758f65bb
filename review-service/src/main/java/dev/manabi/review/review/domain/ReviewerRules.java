package dev.manabi.review.review.domain;

import static dev.manabi.review.review.domain.ReviewRule.REVIEWER_ALREADY_ASSIGNED;
import static dev.manabi.review.review.domain.ReviewRule.REVIEWER_AWAY;
import static dev.manabi.review.review.domain.ReviewRule.REVIEWER_IS_AUTHOR;
import static dev.manabi.review.review.domain.ReviewRule.REVIEWER_NOT_ASSIGNED;
import static dev.manabi.review.review.domain.ReviewRule.SENIOR_REQUIRED;

import dev.manabi.eventsourcing.DomainException.NotAllowed;
import dev.manabi.eventsourcing.DomainException.RuleBroken;
import dev.manabi.review.review.domain.Requirement.Shortage;
import dev.manabi.review.review.domain.Review.NotStarted;
import dev.manabi.review.review.domain.Review.Round;
import dev.manabi.review.review.domain.Review.Started;
import dev.manabi.review.review.domain.Review.Waiting;
import dev.manabi.review.review.domain.ReviewCommand.AssignReviewers;
import dev.manabi.review.review.domain.ReviewCommand.ChangeRequirement;
import dev.manabi.review.review.domain.ReviewCommand.DeclineReview;
import dev.manabi.review.review.domain.ReviewCommand.InviteReaders;
import dev.manabi.review.review.domain.ReviewCommand.Reassign;
import dev.manabi.review.review.domain.ReviewCommand.ReviewRevision;
import dev.manabi.review.review.domain.ReviewEvent.ReadersInvited;
import dev.manabi.review.review.domain.ReviewEvent.RequirementChanged;
import dev.manabi.review.review.domain.ReviewEvent.ReviewAccepted;
import dev.manabi.review.review.domain.ReviewEvent.ReviewEscalated;
import dev.manabi.review.review.domain.ReviewEvent.ReviewerDeclined;
import dev.manabi.review.review.domain.ReviewEvent.ReviewerReplaced;
import dev.manabi.review.review.domain.ReviewEvent.ReviewersAssigned;
import dev.manabi.review.review.domain.ReviewEvent.RoundOpened;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who is asked to review (METHOD R3). */
final class ReviewerRules {

    static final String NOBODY_ELIGIBLE = "Nobody senior is there who is not away and has no hand in the text.";

    private ReviewerRules() {}

    static List<ReviewEvent> review(ReviewRevision c, Review state) {
        return switch (state) {
            case NotStarted _ -> openRound(c, null);
            case Started review when c.submission().follows(review.submission()) -> openRound(c, review);
            case Started _ -> List.of(); // told late or twice
        };
    }

    private static List<ReviewEvent> openRound(ReviewRevision c, @Nullable Started last) {
        Submission submission = c.submission();
        List<Reviewer> before = last == null ? List.of() : last.reviewers();
        List<Reviewer> reviewers = Assignment.choose(
                submission,
                submission.requirement(),
                Assignment.stillEligible(before, submission, c.pool()),
                List.of(),
                c.pool());
        List<String> changed =
                last == null ? null : Part.changed(last.submission().parts(), submission.parts());
        List<ReviewEvent> events = new ArrayList<>();
        events.add(new RoundOpened(
                last == null ? 1 : last.round().number() + 1,
                submission,
                c.criteria(),
                changed,
                last == null || changed == null ? List.of() : carried(c, last, changed, reviewers),
                c.at()));
        events.addAll(ask(submission, submission.requirement(), before, reviewers, c.pool(), c.at()));
        return events;
    }

    /** Verdicts on what has not changed since, of those who review it again. What failed is judged anew. */
    private static List<GivenVerdict> carried(
            ReviewRevision c, Started last, List<String> changed, List<Reviewer> reviewers) {
        if (!last.round().criteria().equals(c.criteria())) {
            return List.of();
        }
        return last.verdicts().stream()
                .filter(given -> given.verdict() != Verdict.FAIL)
                .filter(given -> reviewers.stream().anyMatch(one -> one.person().equals(given.by())))
                .filter(given -> {
                    List<String> about = c.about().getOrDefault(given.criterion(), List.of());
                    return !about.isEmpty() && Collections.disjoint(about, changed);
                })
                .map(GivenVerdict::carriedOver)
                .toList();
    }

    /** @param before who is asked already */
    private static List<ReviewEvent> ask(
            Submission submission,
            Requirement requirement,
            List<Reviewer> before,
            List<Reviewer> reviewers,
            Pool pool,
            Instant at) {
        if (reviewers.isEmpty()) {
            return List.of(new ReviewEscalated(pool.managers(), Escalation.NOBODY_TO_ASK, NOBODY_ELIGIBLE, at));
        }
        List<ReviewEvent> events = new ArrayList<>();
        events.add(new ReviewersAssigned(reviewers, added(before, reviewers), at));
        Set<Shortage> missing = requirement.missingAmong(reviewers, submission.team());
        if (!missing.isEmpty()) {
            events.add(
                    new ReviewEscalated(pool.managers(), Escalation.TOO_FEW_TO_ASK, tooFew(requirement, missing), at));
        }
        return events;
    }

    static List<String> added(List<Reviewer> before, List<Reviewer> reviewers) {
        return reviewers.stream()
                .map(Reviewer::person)
                .filter(person -> before.stream().noneMatch(one -> one.person().equals(person)))
                .toList();
    }

    private static String tooFew(Requirement requirement, Set<Shortage> missing) {
        return "Required are " + words(requirement) + "; too few could be asked: "
                + missing.stream()
                        .map(one -> one.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                        .collect(Collectors.joining(", "))
                + ".";
    }

    /** For people. */
    static String words(Requirement requirement) {
        return "%d reviewers, %d of them senior%s"
                .formatted(
                        requirement.reviewers(),
                        requirement.seniors(),
                        requirement.otherTeam() ? ", one of another team" : "");
    }

    /** Whoever reviews it stays, also while away: that is between them and the deadline. */
    static List<ReviewEvent> assign(AssignReviewers c, Review state) {
        if (!(state instanceof Waiting review)
                || (!review.reviewers().isEmpty()
                        && review.round().missingAmong(review.reviewers()).isEmpty())) {
            return List.of(); // somebody was faster
        }
        Round round = review.round();
        List<Reviewer> reviewers = Assignment.choose(
                review.submission(),
                round.requirement(),
                review.reviewers(),
                round.panel().declined(),
                c.pool());
        List<String> added = added(review.reviewers(), reviewers);
        if (added.isEmpty()) {
            return List.of(); // the managers know already
        }
        return List.of(new ReviewersAssigned(reviewers, added, c.at()));
    }

    static List<ReviewEvent> decline(DeclineReview c, Waiting review) {
        Round round = review.round();
        if (round.panel().declined().contains(c.by()) && !round.panel().holds(c.by())) {
            return List.of();
        }
        if (!round.panel().holds(c.by())) {
            throw new NotAllowed("Only those who are asked to review it may decline.");
        }
        Waiting left = review.withoutTraceOf(c.by());
        List<String> declined = new ArrayList<>(round.panel().declined());
        declined.add(c.by());
        List<Reviewer> reviewers =
                Assignment.choose(review.submission(), round.requirement(), left.reviewers(), declined, c.pool());
        List<ReviewEvent> events = new ArrayList<>();
        events.add(new ReviewerDeclined(c.by(), c.reason(), c.at()));
        if (reviewers.equals(left.reviewers()) && round.missingAmong(reviewers).isEmpty()) {
            return events;
        }
        events.addAll(ask(review.submission(), round.requirement(), left.reviewers(), reviewers, c.pool(), c.at()));
        return events;
    }

    static List<ReviewEvent> reassign(Reassign c, Waiting review) {
        Panel panel = review.round().panel();
        Candidate to = c.to();
        mayArrange(c.by(), review, c.from() == null);
        if (c.from() != null && !panel.holds(c.from())) {
            throw new RuleBroken(REVIEWER_NOT_ASSIGNED, c.from() + " does not review it.");
        }
        if (panel.holds(to.person())) {
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
        return List.of(new ReviewerReplaced(c.from(), to.asReviewer(), c.reason(), c.by().person(), c.at()));
    }

    /** @param inAddition whoever wrote the text may ask for more eyes, but not choose whose */
    private static void mayArrange(Requester by, Started review, boolean inAddition) {
        boolean concerned = by.manager()
                || by.senior()
                || review.round().panel().holds(by.person())
                || (inAddition && review.submission().isWrittenBy(by.person()));
        if (!concerned) {
            throw new NotAllowed("Only a reviewer of it, a senior or a manager can move a review.");
        }
    }

    /** Of a confidential text only its owner or a manager may tell others. */
    static List<ReviewEvent> invite(InviteReaders c, Started review) {
        Submission submission = review.submission();
        if (submission.confidential()
                ? !c.by().manager() && !c.by().person().equals(submission.owner())
                : !c.by().manager()
                        && !c.by().senior()
                        && !review.round().panel().holds(c.by().person())
                        && !submission.isWrittenBy(c.by().person())) {
            throw new NotAllowed(
                    submission.confidential()
                            ? "Only its owner or a manager can let others read a private postmortem."
                            : "Only an author, a reviewer of it, a senior or a manager can invite readers.");
        }
        Panel panel = review.round().panel();
        List<String> people = c.people().stream()
                .distinct()
                .filter(person ->
                        !panel.invited().contains(person) && !panel.holds(person) && !submission.isWrittenBy(person))
                .toList();
        return people.isEmpty() ? List.of() : List.of(new ReadersInvited(people, c.reason(), c.by().person(), c.at()));
    }

    static List<ReviewEvent> changeRequirement(ChangeRequirement c, Waiting review) {
        if (!c.by().manager()) {
            throw new NotAllowed("Only a manager changes who has to accept a text.");
        }
        if (review.submission().isWrittenBy(c.by().person())) {
            throw new NotAllowed("Whoever has written in the text does not decide who has to accept it.");
        }
        Requirement requirement = c.requirement();
        if (requirement.equals(review.round().requirement())) {
            return List.of();
        }
        List<ReviewEvent> events = new ArrayList<>();
        events.add(new RequirementChanged(requirement, c.reason(), c.by().person(), c.at()));
        Waiting changed = review.with(requirement);
        if (!review.acceptedBy().isEmpty()
                && changed.round().missingAmong(review.acceptedBy()).isEmpty()
                && JudgingRules.standsInTheWay(review).isEmpty()) {
            events.add(new ReviewAccepted(review.acceptedBy(), c.at()));
            return events;
        }
        List<Reviewer> reviewers = Assignment.choose(
                review.submission(),
                requirement,
                review.reviewers(),
                review.round().panel().declined(),
                c.pool());
        if (!reviewers.equals(review.reviewers())) {
            events.addAll(ask(review.submission(), requirement, review.reviewers(), reviewers, c.pool(), c.at()));
        }
        return events;
    }
}
