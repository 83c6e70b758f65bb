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
import dev.manabi.kit.AwaitedAnswers;
import dev.manabi.kit.Inbox;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.RecordChangesRequested;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.RecordReviewAccepted;
import dev.manabi.postmortem.postmortem.domain.Reviewer;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Hears how reviews end. What that means for the postmortem is decided here, not there. */
@ApplicationScoped
public class ReviewListener {

    /** While a review is late, somebody is told of it each day: where nothing is heard for longer, something is lost. */
    private static final Duration SILENCE = Duration.ofDays(3);

    private final Inbox inbox;
    private final PostmortemCommands postmortems;
    private final Reviewers reviewers;
    private final AwaitedAnswers answers;

    ReviewListener(Inbox inbox, PostmortemCommands postmortems, Reviewers reviewers, AwaitedAnswers answers) {
        this.inbox = inbox;
        this.postmortems = postmortems;
        this.reviewers = reviewers;
        this.answers = answers;
    }

    @Incoming("reviews")
    @Blocking
    public void on(ConsumerRecord<String, byte[]> record) {
        inbox.receive("postmortem-service", record, (event, cause) -> learn((ReviewMessage) event, cause));
    }

    private void learn(ReviewMessage message, Cause cause) {
        switch (message) {
            case ReviewAccepted e -> {
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
                decided(e.postmortemId(), e.contentHash());
            }
            case ReviewChangesRequested e -> {
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
                decided(e.postmortemId(), e.contentHash());
            }
            case ReviewAssigned e -> {
                reviewers.add(e.postmortemId(), e.reviewers());
                begun(e.postmortemId(), e.contentHash(), e.dueAt().plus(SILENCE));
            }
            case ReviewReadersInvited e -> reviewers.letRead(e.postmortemId(), e.people());
            case ReviewEscalated e ->
                answers.postpone(e.postmortemId(), e.escalatedAt().plus(SILENCE));
            case ReviewOverdue e -> answers.postpone(e.postmortemId(), e.dueAt().plus(SILENCE));
        }
    }

    /** The reviewers have the word; what is late is theirs and their managers' business, until that time. */
    private void begun(UUID postmortemId, String contentHash, Instant until) {
        if (isPresent(postmortemId, contentHash)) {
            answers.postpone(postmortemId, until);
        }
    }

    private void decided(UUID postmortemId, String contentHash) {
        if (isPresent(postmortemId, contentHash)) {
            answers.settleAllOf(postmortemId);
        }
    }

    /** What is told late is about another content. */
    private static boolean isPresent(UUID postmortemId, String contentHash) {
        PostmortemView postmortem = PostmortemView.findById(postmortemId);
        return postmortem != null && contentHash.equals(postmortem.contentHash);
    }
}
