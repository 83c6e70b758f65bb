package dev.manabi.postmortem.decision;

import dev.manabi.eventsourcing.Projection;
import dev.manabi.eventsourcing.Recorded;
import dev.manabi.postmortem.decision.domain.DecisionEvent;
import dev.manabi.postmortem.decision.domain.DecisionEvent.DecisionMade;
import dev.manabi.postmortem.decision.domain.DecisionEvent.DecisionWaived;
import dev.manabi.postmortem.decision.domain.DecisionEvent.PostmortemRequested;
import dev.manabi.postmortem.decision.domain.DecisionEvent.ReopeningNoted;
import dev.manabi.postmortem.decision.domain.DecisionEvent.RequestDeclined;
import dev.manabi.postmortem.decision.domain.DecisionEvent.RequestMoved;
import dev.manabi.postmortem.decision.domain.DecisionEvent.WaiverEnded;
import dev.manabi.postmortem.decision.domain.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Events of decisions → {@code decision_view}, a row for each decision, and {@code request_view}, one for each request. */
@ApplicationScoped
public class DecisionProjection implements Projection<DecisionEvent> {

    @Override
    public List<String> tables() {
        return List.of("decision_view", "request_view");
    }

    @Override
    public void project(Recorded<DecisionEvent> recorded) {
        switch (recorded.event()) {
            case DecisionMade e -> made(e, recorded.version());
            case PostmortemRequested e -> requested(e, recorded.version());
            case ReopeningNoted _ -> {
                // shows in the decision that follows
            }
            case DecisionWaived e -> {
                DecisionView waived = holding(e.incidentId()).again(e.decisionId(), Outcome.WAIVED, e.waivedAt());
                waived.waivedBy = e.approvedBy();
                waived.waiverReason = e.reason();
                waived.waivedUntil = e.expiresAt();
                hold(waived, recorded.version());
            }
            case WaiverEnded e ->
                hold(holding(e.incidentId()).again(e.decisionId(), Outcome.DUE, e.endedAt()), recorded.version());
            case RequestDeclined e -> {
                RequestView request = request(e.requestId());
                request.declinedBy = e.approvedBy();
                request.declineReason = e.reason();
                request.declinedAt = e.declinedAt();
                request.version = recorded.version();
            }
            case RequestMoved e -> {
                RequestView request = request(e.requestId());
                request.movedTo = e.into();
                request.movedToNumber = e.intoNumber();
                request.movedAt = e.movedAt();
                request.version = recorded.version();
            }
        }
    }

    private static DecisionView holding(UUID incidentId) {
        return DecisionView.<DecisionView>find("incidentId = ?1 and current", incidentId)
                .singleResult();
    }

    private static RequestView request(UUID id) {
        return Objects.requireNonNull(RequestView.findById(id), "a request is made before it is settled");
    }

    private static void requested(PostmortemRequested e, long version) {
        RequestView request = new RequestView();
        request.id = e.requestId();
        request.incidentId = e.incidentId();
        request.requestedBy = e.requestedBy();
        request.reason = e.reason();
        request.language = e.language();
        request.requestedAt = e.requestedAt();
        request.version = version;
        request.persist();
    }

    /** From now on this is the decision that holds for its incident. */
    private static void hold(DecisionView decision, long version) {
        DecisionView.update("current = false where incidentId = ?1 and current", decision.incidentId);
        decision.current = true;
        decision.version = version;
        decision.persist();
    }

    private static void made(DecisionMade e, long version) {
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
        hold(decision, version);
    }
}
