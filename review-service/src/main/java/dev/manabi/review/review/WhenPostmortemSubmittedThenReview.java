package dev.manabi.review.review;

import dev.manabi.contracts.PostmortemMessage;
import dev.manabi.contracts.PostmortemMessage.ActionItemEscalated;
import dev.manabi.contracts.PostmortemMessage.ActionItemOverdue;
import dev.manabi.contracts.PostmortemMessage.ActionItemReminded;
import dev.manabi.contracts.PostmortemMessage.CommentAdded;
import dev.manabi.contracts.PostmortemMessage.CommentReopened;
import dev.manabi.contracts.PostmortemMessage.CommentResolved;
import dev.manabi.contracts.PostmortemMessage.DecisionMade;
import dev.manabi.contracts.PostmortemMessage.PostmortemDrafted;
import dev.manabi.contracts.PostmortemMessage.PostmortemEscalated;
import dev.manabi.contracts.PostmortemMessage.PostmortemOverdue;
import dev.manabi.contracts.PostmortemMessage.PostmortemPublished;
import dev.manabi.contracts.PostmortemMessage.PostmortemSubmitted;
import dev.manabi.contracts.PostmortemMessage.RecurrenceSuspected;
import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.eventsourcing.Ids;
import dev.manabi.kit.Inbox;
import dev.manabi.kit.TransactionSql;
import dev.manabi.review.checklist.Checklist;
import dev.manabi.review.checklist.Checklists;
import dev.manabi.review.meeting.Material;
import dev.manabi.review.review.domain.Criteria;
import dev.manabi.review.review.domain.ReviewCommand.ReviewRevision;
import dev.manabi.review.review.domain.Submission;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Each submitted revision opens a round of review. */
@ApplicationScoped
public class WhenPostmortemSubmittedThenReview {

    private final Inbox inbox;
    private final ReviewCommands commands;
    private final Candidates candidates;
    private final TransactionSql sql;
    private final Criteria criteria;
    private final Material material;

    WhenPostmortemSubmittedThenReview(
            Inbox inbox,
            ReviewCommands commands,
            Candidates candidates,
            TransactionSql sql,
            Checklists checklists,
            ReviewConfig config,
            Material material) {
        this.inbox = inbox;
        this.commands = commands;
        this.candidates = candidates;
        this.sql = sql;
        this.criteria = criteria(checklists, config);
        this.material = material;
    }

    @Incoming("postmortems")
    @Blocking
    public void on(ConsumerRecord<String, byte[]> message) {
        inbox.receive("review-service", message, (event, cause) -> {
            switch ((PostmortemMessage) event) {
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
                        RecurrenceSuspected _ -> {}
            }
        });
    }

    private void review(PostmortemSubmitted submitted, Cause cause) {
        oneAtATime(submitted.postmortemId());
        UUID reviewId = ReviewView.ofPostmortem(submitted.postmortemId())
                .map(view -> view.id)
                .orElseGet(Ids::next);
        ReviewRevision command = new ReviewRevision(
                reviewId, submission(submitted), criteria, candidates.pool(submitted.team()), cause.at());
        commands.handle(command, Expected.any(), cause);
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
                event.isPrivate());
    }

    private static Criteria criteria(Checklists checklists, ReviewConfig config) {
        Checklist checklist = checklists
                .newest(config.checklist())
                .orElseThrow(() -> new IllegalStateException(
                        "manabi.review.checklist names a checklist that there is not: " + config.checklist()));
        return new Criteria(
                checklist.key(),
                checklist.version(),
                checklist.criteria().stream().map(Checklist.Criterion::key).toList());
    }
}
