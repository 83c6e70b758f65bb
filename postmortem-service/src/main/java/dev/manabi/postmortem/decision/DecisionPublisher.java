package dev.manabi.postmortem.decision;

import dev.manabi.contracts.PostmortemMessage;
import dev.manabi.contracts.PublicEvent;
import dev.manabi.eventsourcing.Recorded;
import dev.manabi.kit.Publisher;
import dev.manabi.postmortem.decision.domain.Decision;
import dev.manabi.postmortem.decision.domain.DecisionEvent;
import dev.manabi.postmortem.decision.domain.DecisionEvent.DecisionMade;
import dev.manabi.postmortem.decision.domain.DecisionEvent.PostmortemRequested;
import dev.manabi.postmortem.decision.domain.DecisionEvent.ReopeningNoted;
import java.util.Optional;

/** What the world is told of decisions: each of them, explained. */
final class DecisionPublisher implements Publisher<DecisionEvent, Decision> {

    @Override
    public Optional<PublicEvent> publish(Recorded<DecisionEvent> recorded, Decision after) {
        return switch (recorded.event()) {
            case DecisionMade e -> Optional.of(made(e));
            case PostmortemRequested _, ReopeningNoted _ -> Optional.empty();
        };
    }

    private static PostmortemMessage made(DecisionMade e) {
        return new PostmortemMessage.DecisionMade(
                e.decisionId(),
                e.incidentId(),
                e.incidentNumber(),
                e.closeEventId(),
                e.policy(),
                e.policyVersion(),
                e.outcome().name(),
                e.criteria().stream()
                        .map(judgement -> new PostmortemMessage.Criterion(
                                judgement.name(), judgement.met(), judgement.saw(), judgement.threshold()))
                        .toList(),
                e.requestedBy(),
                e.reason(),
                e.decidedAt());
    }
}
