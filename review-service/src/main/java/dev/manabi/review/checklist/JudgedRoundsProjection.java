package dev.manabi.review.checklist;

import dev.manabi.eventsourcing.Projection;
import dev.manabi.eventsourcing.Recorded;
import dev.manabi.review.review.ReviewView;
import dev.manabi.review.review.domain.GivenVerdict;
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
import dev.manabi.review.review.domain.Verdict;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * What each round of review has found when it ends. Whose verdict it was is not kept: these rows are for figures, and
 * nobody is ranked. The verdicts that count are those of the review's own row, so this comes after the projection that
 * keeps it; that row depends on the events alone, and so do these.
 */
public final class JudgedRoundsProjection implements Projection<ReviewEvent> {

    @Override
    public List<String> tables() {
        return List.of("judged_criterion", "judged_round");
    }

    @Override
    public void project(Recorded<ReviewEvent> recorded) {
        UUID reviewId = recorded.streamId();
        switch (recorded.event()) {
            case VerdictGiven e -> given(reviewId, e);
            case ReviewAccepted e -> ended(reviewId, true, e.at());
            case ChangesRequested e -> ended(reviewId, false, e.at());
            case RoundOpened _,
                    ReviewersAssigned _,
                    ReviewEscalated _,
                    ReviewerReplaced _,
                    ReviewerDeclined _,
                    ReviewHandedOn _,
                    ReadersInvited _,
                    RequirementChanged _,
                    RoundLapsed _,
                    ReviewerAccepted _,
                    ReviewBecameOverdue _ -> {}
        }
    }

    private static void given(UUID reviewId, VerdictGiven given) {
        if (given.verdict() == Verdict.FAIL) {
            JudgedCriterion judged = JudgedCriterion.of(reviewId, review(reviewId).round, given.criterion());
            judged.failed = true;
            judged.persist();
        }
    }

    private static void ended(UUID reviewId, boolean accepted, Instant at) {
        ReviewView review = review(reviewId);
        JudgedRound round = new JudgedRound();
        round.reviewId = reviewId;
        round.round = review.round;
        round.checklist = review.checklist;
        round.checklistVersion = review.checklistVersion;
        round.team = review.team;
        round.accepted = accepted;
        round.endedAt = at;
        round.persist();
        Map<String, JudgedCriterion> known = new HashMap<>();
        JudgedCriterion.ofRound(reviewId, review.round).forEach(one -> known.put(one.criterion, one));
        together(review.verdicts).forEach((criterion, verdict) -> {
            JudgedCriterion judged =
                    known.getOrDefault(criterion, JudgedCriterion.begun(reviewId, review.round, criterion));
            judged.verdict = verdict;
            judged.persist();
        });
    }

    /** What all reviewers say of a criterion: it fails where one says so, and passes where one says so and nobody else. */
    private static Map<String, Verdict> together(List<GivenVerdict> verdicts) {
        Map<String, Verdict> together = new HashMap<>();
        verdicts.forEach(
                given -> together.merge(given.criterion(), given.verdict(), JudgedRoundsProjection::weightier));
        return together;
    }

    private static Verdict weightier(Verdict one, Verdict other) {
        return weight(one) >= weight(other) ? one : other;
    }

    private static int weight(Verdict verdict) {
        return switch (verdict) {
            case NOT_APPLICABLE -> 0;
            case PASS -> 1;
            case FAIL -> 2;
        };
    }

    private static ReviewView review(UUID id) {
        ReviewView review = ReviewView.findById(id);
        return Objects.requireNonNull(review, () -> "Review " + id + " has no first round");
    }
}
