package dev.manabi.review.review;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.manabi.review.review.ReviewView.Declined;
import dev.manabi.review.review.ReviewView.PastRound;
import dev.manabi.review.review.ReviewView.RequestedChanges;
import dev.manabi.review.review.domain.GivenVerdict;
import dev.manabi.review.review.domain.Hint;
import dev.manabi.review.review.domain.Requirement;
import dev.manabi.review.review.domain.Requirement.Shortage;
import dev.manabi.review.review.domain.Reviewer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * @param number of the postmortem
 * @param round 1 for the first submission
 * @param contentHash the verdicts hold for exactly this content
 * @param changed keys of the parts of the content that differ from the round before; null where that is not known, as in
 *     the first round
 * @param requirement who has to accept it
 * @param shortOf what the reviewers lack of what is required
 * @param stillNeeded what those who have accepted lack of what is required
 * @param declined who was asked and cannot
 * @param invited person ids of those who were asked to read and comment
 * @param criteria keys of the checklist, each of which needs a verdict
 * @param verdicts each reviewer's own; {@code carried} ones were given in an earlier round, of what has not changed since
 * @param wordings what in the remarks could be said otherwise, free of blame; in lists there are none
 * @param hints what machines noticed in the content: something to look at, never a verdict
 * @param escalated somebody beside the reviewers was told that help is needed
 * @param dueAt until when the reviewers are asked to judge; later than at first where others were asked because it was late
 * @param rounds those before the present one, oldest first
 */
@Schema(name = "Review")
public record ReviewAnswer(
        UUID id,
        UUID postmortemId,
        String number,
        String title,
        @Nullable String owner,
        List<String> authors,
        int round,
        int revision,
        String contentHash,
        @Nullable List<String> changed,
        ReviewStatus status,
        Requirement requirement,
        List<Reviewer> reviewers,
        List<Shortage> shortOf,
        List<Shortage> stillNeeded,
        List<Declined> declined,
        List<String> invited,
        String checklist,
        int checklistVersion,
        List<String> criteria,
        List<GivenVerdict> verdicts,
        List<Remarks.Wording> wordings,
        List<Hint> hints,
        List<Reviewer> acceptedBy,
        @Nullable RequestedChanges requestedChanges,
        boolean escalated,
        boolean overdue,
        @JsonProperty("private") boolean confidential,
        Instant submittedAt,
        Instant dueAt,
        @Nullable Instant acceptedAt,
        List<PastRound> rounds,
        long version) {

    /** In a list, where nobody asks how the remarks could be worded. */
    static ReviewAnswer of(ReviewView view) {
        return of(view, List.of());
    }

    static ReviewAnswer of(ReviewView view, List<Remarks.Wording> wordings) {
        return new ReviewAnswer(
                view.id,
                view.postmortemId,
                view.number,
                view.title,
                view.owner,
                view.authors,
                view.round,
                view.revision,
                view.contentHash,
                view.changed,
                view.status,
                view.requirement,
                view.reviewers,
                view.shortOf,
                List.copyOf(view.requirement.missingAmong(view.acceptedBy, view.team)),
                view.declined,
                view.invited,
                view.checklist,
                view.checklistVersion,
                view.criteria,
                view.verdicts,
                wordings,
                view.hints,
                view.acceptedBy,
                view.requestedChanges,
                view.escalatedTo != null,
                view.overdue,
                view.confidential,
                view.submittedAt,
                view.dueAt,
                view.acceptedAt,
                view.rounds,
                view.version);
    }
}
