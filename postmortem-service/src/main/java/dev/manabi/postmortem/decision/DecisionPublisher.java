package dev.manabi.postmortem.decision;

import dev.manabi.contracts.PostmortemMessage;
import dev.manabi.contracts.PublicEvent;
import dev.manabi.eventsourcing.Recorded;
import dev.manabi.kit.Publisher;
import dev.manabi.postmortem.decision.domain.Decision;
import dev.manabi.postmortem.decision.domain.DecisionEvent;
import dev.manabi.postmortem.decision.domain.DecisionEvent.DecisionMade;
import dev.manabi.postmortem.decision.domain.DecisionEvent.DecisionWaived;
import dev.manabi.postmortem.decision.domain.DecisionEvent.PostmortemRequested;
import dev.manabi.postmortem.decision.domain.DecisionEvent.ReopeningNoted;
import dev.manabi.postmortem.decision.domain.DecisionEvent.RequestDeclined;
import dev.manabi.postmortem.decision.domain.DecisionEvent.RequestMoved;
import dev.manabi.postmortem.decision.domain.DecisionEvent.WaiverEnded;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the world is told of decisions: each of them, explained. */
final class DecisionPublisher implements Publisher<DecisionEvent, Decision> {

    @Override
    public Optional<PublicEvent> publish(Recorded<DecisionEvent> recorded, Decision after) {
        return switch (recorded.event()) {
            case DecisionMade e -> Optional.of(made(e, e.reason()));
            case DecisionWaived e -> Optional.of(made(latest(after), e.reason()));
            case WaiverEnded _ -> Optional.of(made(latest(after), latest(after).reason()));
            case PostmortemRequested _, ReopeningNoted _, RequestDeclined _, RequestMoved _ -> Optional.empty();
        };
    }

    private static DecisionMade latest(Decision decision) {
        return Objects.requireNonNull(decision.latest(), "what is waived has been decided");
    }

    private static PostmortemMessage made(DecisionMade e, @Nullable String reason) {
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
                reason,
                e.decidedAt());
    }
}
