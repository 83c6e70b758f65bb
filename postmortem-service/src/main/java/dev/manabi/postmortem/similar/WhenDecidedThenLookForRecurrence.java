package dev.manabi.postmortem.similar;

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
import dev.manabi.kit.Inbox;
import dev.manabi.postmortem.incident.Incidents;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * An incident that is over, and its draft where one is due, is compared with older ones. After the decision and not
 * within it: nobody waits for it to write.
 */
@ApplicationScoped
class WhenDecidedThenLookForRecurrence {

    private final Inbox inbox;
    private final Incidents incidents;
    private final Recurrences recurrences;

    WhenDecidedThenLookForRecurrence(Inbox inbox, Incidents incidents, Recurrences recurrences) {
        this.inbox = inbox;
        this.incidents = incidents;
        this.recurrences = recurrences;
    }

    @Incoming("postmortems")
    @Blocking
    public void on(ConsumerRecord<String, byte[]> record) {
        inbox.receive("postmortem-service", record, (event, cause) -> {
            switch ((PostmortemMessage) event) {
                case DecisionMade decision ->
                    incidents.find(decision.incidentId()).ifPresent(incident -> recurrences.lookFor(incident, cause));
                case PostmortemDrafted _,
                        PostmortemSubmitted _,
                        PostmortemPublished _,
                        PostmortemSubmissionLapsed _,
                        PostmortemReviewMissed _,
                        PostmortemOverdue _,
                        PostmortemEscalated _,
                        ActionItemReminded _,
                        ActionItemOverdue _,
                        ActionItemEscalated _,
                        ActionItemUpdated _,
                        CommentAdded _,
                        CommentResolved _,
                        CommentReopened _,
                        RecurrenceSuspected _ -> {}
            }
        });
    }
}
