package dev.manabi.postmortem.decision.domain;

import dev.manabi.eventsourcing.Decider;
import dev.manabi.postmortem.decision.domain.DecisionCommand.JudgeClosing;
import dev.manabi.postmortem.decision.domain.DecisionCommand.NoteReopening;
import dev.manabi.postmortem.decision.domain.DecisionCommand.RequestPostmortem;
import dev.manabi.postmortem.decision.domain.DecisionEvent.DecisionMade;
import dev.manabi.postmortem.decision.domain.DecisionEvent.PostmortemRequested;
import dev.manabi.postmortem.decision.domain.DecisionEvent.ReopeningNoted;
import dev.manabi.postmortem.policy.domain.Criteria;
import java.util.List;
import java.util.UUID;

/** Decides whether an incident needs a postmortem: by its criteria, or because somebody asks for it. */
public final class DecisionDecider implements Decider<DecisionCommand, DecisionEvent, Decision> {

    @Override
    public Decision initial() {
        return Decision.NONE;
    }

    @Override
    public List<DecisionEvent> decide(DecisionCommand command, Decision decision) {
        return switch (command) {
            case JudgeClosing c -> judge(c, decision);
            case RequestPostmortem c -> request(c, decision);
            case NoteReopening c -> reopen(c, decision);
        };
    }

    @Override
    public Decision evolve(Decision decision, DecisionEvent event) {
        return switch (event) {
            case PostmortemRequested e -> decision.requested(e);
            case DecisionMade e -> decision.made(e);
            case ReopeningNoted _ -> decision.reopenedAgain();
        };
    }

    private static List<DecisionEvent> judge(JudgeClosing c, Decision decision) {
        if (decision.judgedClosings().contains(c.closeEventId())) {
            return List.of();
        }
        PostmortemRequested request = decision.request();
        boolean due = request != null || Criteria.due(c.judgements());
        UUID existing = decision.postmortemId();
        return List.of(new DecisionMade(
                c.decisionId(),
                c.incidentId(),
                c.incidentNumber(),
                c.closeEventId(),
                c.policy(),
                c.policyVersion(),
                due ? Outcome.DUE : Outcome.NOT_DUE,
                List.copyOf(c.judgements()),
                request == null ? null : request.requestedBy(),
                request == null ? null : request.reason(),
                existing == null && due ? c.postmortemId() : existing,
                c.at()));
    }

    private static List<DecisionEvent> request(RequestPostmortem c, Decision decision) {
        if (decision.request() != null) {
            return List.of(); // asking twice is fine
        }
        DecisionMade latest = decision.latest();
        PostmortemRequested requested =
                new PostmortemRequested(c.incidentId(), c.requestedBy(), c.reason(), c.language(), c.at());
        if (latest == null || decision.reopened()) {
            return List.of(requested); // honoured when the incident is closed
        }
        return switch (latest.outcome()) {
            case DUE -> List.of(); // nothing to override
            case NOT_DUE -> List.of(requested, overridden(latest, c));
        };
    }

    private static DecisionMade overridden(DecisionMade latest, RequestPostmortem c) {
        UUID existing = latest.postmortemId();
        return new DecisionMade(
                c.decisionId(),
                c.incidentId(),
                latest.incidentNumber(),
                latest.closeEventId(),
                latest.policy(),
                latest.policyVersion(),
                Outcome.DUE,
                latest.criteria(),
                c.requestedBy(),
                c.reason(),
                existing == null ? c.postmortemId() : existing,
                c.at());
    }

    private static List<DecisionEvent> reopen(NoteReopening c, Decision decision) {
        if (decision.latest() == null || decision.reopened()) {
            return List.of();
        }
        return List.of(new ReopeningNoted(c.incidentId(), c.at()));
    }
}
