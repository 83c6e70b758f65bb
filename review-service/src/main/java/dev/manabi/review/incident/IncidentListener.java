package dev.manabi.review.incident;

import dev.manabi.contracts.IncidentMessage;
import dev.manabi.contracts.IncidentMessage.IncidentDecisionMissed;
import dev.manabi.kit.Inbox;
import dev.manabi.review.gap.Gaps;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Hears of incidents what concerns reviewing. */
@ApplicationScoped
public class IncidentListener {

    private final Inbox inbox;
    private final Gaps gaps;

    IncidentListener(Inbox inbox, Gaps gaps) {
        this.inbox = inbox;
        this.gaps = gaps;
    }

    @Incoming("incidents")
    @Blocking
    public void on(ConsumerRecord<String, byte[]> message) {
        inbox.receive("review-service", message, (event, _) -> {
            if ((IncidentMessage) event instanceof IncidentDecisionMissed missing) {
                gaps.note(missing);
            }
        });
    }
}
