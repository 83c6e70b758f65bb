package dev.manabi.review.incident;

import dev.manabi.contracts.IncidentMessage;
import dev.manabi.contracts.IncidentMessage.Incident;
import dev.manabi.contracts.IncidentMessage.IncidentAcknowledged;
import dev.manabi.contracts.IncidentMessage.IncidentClosed;
import dev.manabi.contracts.IncidentMessage.IncidentDecisionMissed;
import dev.manabi.contracts.IncidentMessage.IncidentDeclared;
import dev.manabi.contracts.IncidentMessage.IncidentMerged;
import dev.manabi.contracts.IncidentMessage.IncidentMitigated;
import dev.manabi.contracts.IncidentMessage.IncidentRecorded;
import dev.manabi.contracts.IncidentMessage.IncidentReopened;
import dev.manabi.contracts.IncidentMessage.IncidentResolved;
import dev.manabi.contracts.IncidentMessage.IncidentSeverityChanged;
import dev.manabi.contracts.IncidentMessage.IncidentTimelineAmended;
import dev.manabi.kit.Inbox;
import dev.manabi.review.gap.Gaps;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Keeps who took part in each incident: they are invited to talk about it, and do not lead the talk. */
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
            switch ((IncidentMessage) event) {
                case IncidentClosed e -> keep(e.incident(), e.closedAt());
                case IncidentRecorded e -> keep(e.incident(), e.recordedAt());
                case IncidentDecisionMissed e -> gaps.note(e);
                case IncidentDeclared _,
                        IncidentAcknowledged _,
                        IncidentSeverityChanged _,
                        IncidentMitigated _,
                        IncidentResolved _,
                        IncidentReopened _,
                        IncidentMerged _,
                        IncidentTimelineAmended _ -> {
                    // who took part is told when it is over
                }
            }
        });
    }

    /** A copy may come late: what was told later stays. */
    private static void keep(Incident incident, Instant toldAt) {
        IncidentPart known = IncidentPart.findById(incident.id());
        if (known != null && known.toldAt.isAfter(toldAt)) {
            return;
        }
        IncidentPart part = known == null ? new IncidentPart() : known;
        part.incidentId = incident.id();
        part.number = incident.number();
        part.services = incident.services();
        part.team = incident.team();
        part.commander = incident.roles().commander();
        part.communications = incident.roles().communications();
        part.scribe = incident.roles().scribe();
        part.responders = incident.roles().responders();
        part.toldAt = toldAt;
        part.persist();
    }
}
