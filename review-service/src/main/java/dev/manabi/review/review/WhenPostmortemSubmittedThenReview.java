package dev.manabi.review.review;

import dev.manabi.contracts.PostmortemMessage;
import dev.manabi.contracts.PostmortemMessage.ActionItemEscalated;
import dev.manabi.contracts.PostmortemMessage.ActionItemOverdue;
import dev.manabi.contracts.PostmortemMessage.ActionItemReminded;
import dev.manabi.contracts.PostmortemMessage.ActionItemUpdated;
import dev.manabi.contracts.PostmortemMessage.CommentAdded;
import dev.manabi.contracts.PostmortemMessage.CommentReopened;
import dev.manabi.contracts.PostmortemMessage.CommentResolved;
import dev.manabi.contracts.PostmortemMessage.DecisionMade;
import dev.manabi.contracts.PostmortemMessage.PostmortemDrafted;
import dev.manabi.contracts.PostmortemMessage.PostmortemEscalated;
import dev.manabi.contracts.PostmortemMessage.PostmortemOverdue;
import dev.manabi.contracts.PostmortemMessage.PostmortemPublished;
import dev.manabi.contracts.PostmortemMessage.PostmortemReviewMissed;
import dev.manabi.contracts.PostmortemMessage.PostmortemSubmissionLapsed;
import dev.manabi.contracts.PostmortemMessage.PostmortemSubmitted;
import dev.manabi.contracts.PostmortemMessage.RecurrenceSuspected;
import dev.manabi.contracts.PostmortemMessage.ReviewRule;
import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.eventsourcing.Ids;
import dev.manabi.kit.Inbox;
import dev.manabi.kit.TellAgain;
import dev.manabi.kit.TransactionSql;
import dev.manabi.review.checklist.Checklist;
import dev.manabi.review.checklist.Checklists;
import dev.manabi.review.gap.Gaps;
import dev.manabi.review.meeting.Material;
import dev.manabi.review.review.domain.Hint;
import dev.manabi.review.review.domain.Part;
import dev.manabi.review.review.domain.Requirement;
import dev.manabi.review.review.domain.ReviewCommand.LapseRevision;
import dev.manabi.review.review.domain.ReviewCommand.ReviewRevision;
import dev.manabi.review.review.domain.Submission;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;

/** Each submitted revision opens a round of review. */
@ApplicationScoped
public class WhenPostmortemSubmittedThenReview {

    private final Inbox inbox;
    private final ReviewCommands commands;
    private final Candidates candidates;
    private final TransactionSql sql;
    private final Checklists checklists;
    private final TellAgain tellAgain;
    private final Gaps gaps;
    private final Material material;

    WhenPostmortemSubmittedThenReview(
            Inbox inbox,
            ReviewCommands commands,
            Candidates candidates,
            TransactionSql sql,
            Checklists checklists,
            TellAgain tellAgain,
            Gaps gaps,
            Material material) {
        this.inbox = inbox;
        this.commands = commands;
        this.candidates = candidates;
        this.sql = sql;
        this.checklists = checklists;
        this.tellAgain = tellAgain;
        this.gaps = gaps;
        this.material = material;
    }

    @Incoming("postmortems")
    @Blocking
    public void on(ConsumerRecord<String, byte[]> message) {
        inbox.receive("review-service", message, (event, cause) -> {
            switch ((PostmortemMessage) event) {
                case PostmortemSubmissionLapsed lapsed -> lapse(lapsed, cause);
                case PostmortemReviewMissed missing -> answerAgain(missing);
                case PostmortemSubmitted submitted -> {
                    review(submitted, cause);
                    material.keep(submitted);
                }
                case CommentAdded e -> material.keep(e);
                case CommentResolved e -> material.keep(e);
                case CommentReopened e -> material.keep(e);
                case DecisionMade _,
                        PostmortemDrafted _,
                        PostmortemPublished _,
                        PostmortemOverdue _,
                        ActionItemOverdue _,
                        PostmortemEscalated _,
                        ActionItemReminded _,
                        ActionItemEscalated _,
                        ActionItemUpdated _,
                        RecurrenceSuspected _ -> {}
            }
        });
    }

    private void review(PostmortemSubmitted submitted, Cause cause) {
        oneAtATime(submitted.postmortemId());
        UUID reviewId = ReviewView.ofPostmortem(submitted.postmortemId())
                .map(view -> view.id)
                .orElseGet(Ids::next);
        // In the version of this moment: what is judged stays the same until the round ends.
        Checklist checklist = checklists.forRoundOf(submitted.team());
        ReviewRevision command = new ReviewRevision(
                reviewId,
                submission(submitted),
                checklist.toCriteria(),
                checklist.about(),
                candidates.pool(submitted.team()),
                cause.at());
        commands.handle(command, Expected.any(), cause);
    }

    /** Perhaps it was the answer that got lost. */
    private void answerAgain(PostmortemReviewMissed missing) {
        if (missing.answeredAt() == null) {
            ReviewView.ofPostmortem(missing.postmortemId())
                    .ifPresent(view -> tellAgain.everythingOf("review", view.id));
        }
        gaps.note(missing);
    }

    private void lapse(PostmortemSubmissionLapsed lapsed, Cause cause) {
        ReviewView.ofPostmortem(lapsed.postmortemId())
                .ifPresent(view -> commands.handle(
                        new LapseRevision(view.id, lapsed.revision(), lapsed.contentHash(), cause.at()),
                        Expected.any(),
                        cause));
    }

    /**
     * Two deliveries of a first submission at the same moment would otherwise begin two reviews. The lock is released
     * with the transaction and, unlike a row, takes no transaction id.
     */
    private void oneAtATime(UUID postmortemId) {
        sql.lock("review-of:" + postmortemId);
    }

    private static Submission submission(PostmortemSubmitted event) {
        return new Submission(
                event.postmortemId(),
                event.number(),
                event.title(),
                event.owner(),
                event.authors(),
                event.team(),
                event.revision(),
                event.contentHash(),
                event.submittedAt(),
                event.reviewDueAt(),
                event.isPrivate(),
                requirement(event.reviewRule()),
                event.parts() == null
                        ? null
                        : event.parts().stream()
                                .map(part -> new Part(part.key(), part.title(), part.hash()))
                                .toList(),
                event.hints() == null
                        ? List.of()
                        : event.hints().stream()
                                .map(hint -> new Hint(
                                        hint.kind(),
                                        hint.code(),
                                        hint.section(),
                                        hint.actionItemId(),
                                        hint.dismissed()))
                                .toList());
    }

    private static Requirement requirement(@Nullable ReviewRule rule) {
        return rule == null ? Requirement.USUAL : new Requirement(rule.reviewers(), rule.seniors(), rule.otherTeam());
    }
}
