package dev.manabi.review.review.domain;

import dev.manabi.review.review.domain.Review.Round;
import dev.manabi.review.review.domain.Review.Waiting;
import dev.manabi.review.review.domain.ReviewCommand.NoticeOverdue;
import dev.manabi.review.review.domain.ReviewEvent.ReviewBecameOverdue;
import dev.manabi.review.review.domain.ReviewEvent.ReviewEscalated;
import dev.manabi.review.review.domain.ReviewEvent.ReviewHandedOn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What happens to a review that nobody finishes (METHOD R3, O5). At its date the reviewers hear of it. Each time later
 * whoever has not said a word is released where somebody else can be asked, and somebody beside the reviewers is told:
 * first whoever leads the team, then its managers, again and again until it is decided.
 */
final class LatenessRules {

    private LatenessRules() {}

    static List<ReviewEvent> notice(NoticeOverdue c, Review state) {
        if (!(state instanceof Waiting review) || !review.round().lateness().isToBeTold(c.every(), c.at())) {
            return List.of();
        }
        Lateness lateness = review.round().lateness();
        if (!lateness.isTold()) {
            return List.of(new ReviewBecameOverdue(lateness.dueAt(), c.at()));
        }
        List<ReviewEvent> events = new ArrayList<>(handOn(c, review));
        events.add(escalate(c, review));
        return events;
    }

    private static List<ReviewEvent> handOn(NoticeOverdue c, Waiting review) {
        Round round = review.round();
        Panel panel = round.panel();
        Instant longAgo = c.at().minus(c.every());
        List<Reviewer> silent = review.reviewers().stream()
                .filter(one -> review.isSilent(one.person()))
                .filter(one ->
                        !panel.askedAt().getOrDefault(one.person(), c.at()).isAfter(longAgo))
                .toList();
        List<Reviewer> staying =
                review.reviewers().stream().filter(one -> !silent.contains(one)).toList();
        Set<String> spared = new HashSet<>(panel.declined());
        silent.forEach(one -> spared.add(one.person()));
        List<Reviewer> reviewers =
                Assignment.choose(review.submission(), round.requirement(), staying, spared, c.pool());
        List<String> added = ReviewerRules.added(review.reviewers(), reviewers);
        boolean better = !silent.isEmpty()
                && !added.isEmpty()
                && round.missingAmong(review.reviewers()).containsAll(round.missingAmong(reviewers));
        if (!better) {
            return List.of(); // whoever is asked stays asked
        }
        List<String> from = silent.stream().map(Reviewer::person).toList();
        return List.of(new ReviewHandedOn(from, reviewers, added, c.at().plus(c.every()), c.at()));
    }

    /** Whoever leads the team hears of it once, unless it is they who are waited for, or it is not for their eyes. */
    private static ReviewEscalated escalate(NoticeOverdue c, Waiting review) {
        String lead = c.pool().lead();
        Submission submission = review.submission();
        String reason = "It was to be reviewed by " + submission.dueAt() + ".";
        boolean leadHelps = review.round().lateness().told() == 1
                && lead != null
                && !submission.confidential()
                && !review.round().panel().holds(lead);
        return leadHelps
                ? new ReviewEscalated(List.of(lead), Escalation.LATE_FOR_LEAD, reason, c.at())
                : new ReviewEscalated(c.pool().managers(), Escalation.LATE_FOR_MANAGERS, reason, c.at());
    }
}
