package dev.manabi.incident.decision;

import dev.manabi.contracts.PostmortemMessage;
import dev.manabi.contracts.PostmortemMessage.DecisionMade;
import dev.manabi.kit.AwaitedAnswers;
import dev.manabi.kit.Inbox;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** The decision upon a closing is there: nobody need ask for it. */
@ApplicationScoped
public class WhenDecidedThenWaitNoLonger {

    private final Inbox inbox;
    private final AwaitedAnswers answers;

    WhenDecidedThenWaitNoLonger(Inbox inbox, AwaitedAnswers answers) {
        this.inbox = inbox;
        this.answers = answers;
    }

    @Incoming("postmortems")
    @Blocking
    public void on(ConsumerRecord<String, byte[]> message) {
        inbox.receive("incident-service", message, (event, _) -> {
            if ((PostmortemMessage) event instanceof DecisionMade decision) {
                answers.settle(decision.closeEventId());
            }
        });
    }
}
