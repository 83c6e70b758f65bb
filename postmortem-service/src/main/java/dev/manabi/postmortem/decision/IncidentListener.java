package dev.manabi.postmortem.decision;

import dev.manabi.contracts.IncidentMessage;
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
import dev.manabi.eventsourcing.Cause;
import dev.manabi.kit.Inbox;
import dev.manabi.kit.TellAgain;
import dev.manabi.postmortem.incident.Incidents;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Hears what happens to incidents. When one is closed, it is decided whether a postmortem is due. */
@ApplicationScoped
public class IncidentListener {

    private final Inbox inbox;
    private final Incidents incidents;
    private final DecisionCommands decisions;
    private final TellAgain tellAgain;

    IncidentListener(Inbox inbox, Incidents incidents, DecisionCommands decisions, TellAgain tellAgain) {
        this.inbox = inbox;
        this.incidents = incidents;
        this.decisions = decisions;
        this.tellAgain = tellAgain;
    }

    @Incoming("incidents")
    @Blocking
    public void on(ConsumerRecord<String, byte[]> record) {
        inbox.receive("postmortem-service", record, (event, cause) -> learn((IncidentMessage) event, cause));
    }

    private void learn(IncidentMessage message, Cause cause) {
        switch (message) {
            case IncidentDeclared e -> incidents.declared(e);
            case IncidentAcknowledged e -> incidents.changedStatus(e.incidentId(), "ACKNOWLEDGED");
            case IncidentSeverityChanged e -> incidents.changedSeverity(e);
            case IncidentMitigated e -> incidents.changedStatus(e.incidentId(), "MITIGATED");
            case IncidentResolved e -> incidents.changedStatus(e.incidentId(), "RESOLVED");
            case IncidentClosed e -> {
                decisions.judge(e, Objects.requireNonNull(cause.causationId(), "a message has an id"), cause);
                incidents.closed(e);
            }
            case IncidentTimelineAmended e -> incidents.amended(e);
            case IncidentDecisionMissed e -> {
                if (e.answeredAt() == null) {
                    tellAgain.everythingOf("decision", e.incidentId());
                }
            }
            case IncidentMerged e -> {
                decisions.follow(e, cause);
                incidents.merged(e);
            }
            // Kept for what is learned from the past; nothing is judged unless it is reopened and closed.
            case IncidentRecorded e -> incidents.recorded(e);
            case IncidentReopened e -> {
                decisions.noteReopening(e, cause);
                incidents.changedStatus(e.incidentId(), "OPEN");
            }
        }
    }
}
