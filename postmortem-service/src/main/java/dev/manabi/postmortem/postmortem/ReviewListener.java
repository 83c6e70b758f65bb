package dev.manabi.postmortem.postmortem;

import dev.manabi.contracts.ReviewMessage;
import dev.manabi.contracts.ReviewMessage.ReviewAccepted;
import dev.manabi.contracts.ReviewMessage.ReviewAssigned;
import dev.manabi.contracts.ReviewMessage.ReviewChangesRequested;
import dev.manabi.contracts.ReviewMessage.ReviewEscalated;
import dev.manabi.contracts.ReviewMessage.ReviewOverdue;
import dev.manabi.contracts.ReviewMessage.ReviewReadersInvited;
import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.kit.Inbox;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.RecordChangesRequested;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.RecordReviewAccepted;
import dev.manabi.postmortem.postmortem.domain.Reviewer;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Hears how reviews end. What that means for the postmortem is decided here, not there. */
@ApplicationScoped
public class ReviewListener {

    private final Inbox inbox;
    private final PostmortemCommands postmortems;
    private final Reviewers reviewers;

    ReviewListener(Inbox inbox, PostmortemCommands postmortems, Reviewers reviewers) {
        this.inbox = inbox;
        this.postmortems = postmortems;
        this.reviewers = reviewers;
    }

    @Incoming("reviews")
    @Blocking
    public void on(ConsumerRecord<String, byte[]> record) {
        inbox.receive("postmortem-service", record, (event, cause) -> learn((ReviewMessage) event, cause));
    }

    private void learn(ReviewMessage message, Cause cause) {
        switch (message) {
            case ReviewAccepted e ->
                postmortems.handle(
                        new RecordReviewAccepted(
                                e.postmortemId(),
                                e.reviewId(),
                                e.revision(),
                                e.contentHash(),
                                e.acceptedBy().stream()
                                        .map(reviewer -> new Reviewer(reviewer.person(), reviewer.senior()))
                                        .toList(),
                                e.acceptedAt()),
                        Expected.any(),
                        cause);
            case ReviewChangesRequested e ->
                postmortems.handle(
                        new RecordChangesRequested(
                                e.postmortemId(),
                                e.reviewId(),
                                e.revision(),
                                e.contentHash(),
                                e.requestedBy(),
                                e.reason(),
                                e.requestedAt()),
                        Expected.any(),
                        cause);
            case ReviewAssigned e -> reviewers.add(e.postmortemId(), e.reviewers());
            case ReviewReadersInvited e -> reviewers.letRead(e.postmortemId(), e.people());
            case ReviewOverdue _, ReviewEscalated _ -> {
                // between the review and the reviewers
            }
        }
    }
}
