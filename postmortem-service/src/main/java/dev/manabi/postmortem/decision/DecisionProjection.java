package dev.manabi.postmortem.decision;

import dev.manabi.eventsourcing.Projection;
import dev.manabi.eventsourcing.Recorded;
import dev.manabi.postmortem.decision.domain.DecisionEvent;
import dev.manabi.postmortem.decision.domain.DecisionEvent.DecisionMade;
import dev.manabi.postmortem.decision.domain.DecisionEvent.PostmortemRequested;
import dev.manabi.postmortem.decision.domain.DecisionEvent.ReopeningNoted;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Events of decisions → {@code decision_view}, a row for each decision. */
@ApplicationScoped
public class DecisionProjection implements Projection<DecisionEvent> {

    @Override
    public List<String> tables() {
        return List.of("decision_view");
    }

    @Override
    public void project(Recorded<DecisionEvent> recorded) {
        switch (recorded.event()) {
            case DecisionMade e -> made(e, recorded.version());
            case PostmortemRequested _, ReopeningNoted _ -> {
                // shows in the decision that follows
            }
        }
    }

    private static void made(DecisionMade e, long version) {
        DecisionView.update("current = false where incidentId = ?1 and current", e.incidentId());
        DecisionView decision = new DecisionView();
        decision.id = e.decisionId();
        decision.incidentId = e.incidentId();
        decision.incidentNumber = e.incidentNumber();
        decision.closeEventId = e.closeEventId();
        decision.policy = e.policy();
        decision.policyVersion = e.policyVersion();
        decision.outcome = e.outcome();
        decision.criteria = e.criteria();
        decision.requestedBy = e.requestedBy();
        decision.reason = e.reason();
        decision.postmortemId = e.postmortemId();
        decision.decidedAt = e.decidedAt();
        decision.current = true;
        decision.version = version;
        decision.persist();
    }
}
