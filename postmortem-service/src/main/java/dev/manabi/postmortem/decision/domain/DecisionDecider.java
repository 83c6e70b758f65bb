package dev.manabi.postmortem.decision.domain;

import dev.manabi.eventsourcing.Decider;
import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.DomainException.NotAllowed;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.eventsourcing.DomainException.RuleBroken;
import dev.manabi.postmortem.decision.domain.DecisionCommand.DeclineRequest;
import dev.manabi.postmortem.decision.domain.DecisionCommand.ExpireWaiver;
import dev.manabi.postmortem.decision.domain.DecisionCommand.JudgeClosing;
import dev.manabi.postmortem.decision.domain.DecisionCommand.LiftWaiver;
import dev.manabi.postmortem.decision.domain.DecisionCommand.MoveRequests;
import dev.manabi.postmortem.decision.domain.DecisionCommand.NoteReopening;
import dev.manabi.postmortem.decision.domain.DecisionCommand.RequestPostmortem;
import dev.manabi.postmortem.decision.domain.DecisionCommand.WaiveDecision;
import dev.manabi.postmortem.decision.domain.DecisionEvent.DecisionMade;
import dev.manabi.postmortem.decision.domain.DecisionEvent.DecisionWaived;
import dev.manabi.postmortem.decision.domain.DecisionEvent.PostmortemRequested;
import dev.manabi.postmortem.decision.domain.DecisionEvent.ReopeningNoted;
import dev.manabi.postmortem.decision.domain.DecisionEvent.RequestDeclined;
import dev.manabi.postmortem.decision.domain.DecisionEvent.RequestMoved;
import dev.manabi.postmortem.decision.domain.DecisionEvent.WaiverEnded;
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
            case WaiveDecision c -> waive(c, decision);
            case LiftWaiver c -> lift(c, decision);
            case ExpireWaiver c -> expire(c, decision);
            case DeclineRequest c -> decline(c, decision);
            case MoveRequests c -> move(c, decision);
        };
    }

    @Override
    public Decision evolve(Decision decision, DecisionEvent event) {
        return switch (event) {
            case PostmortemRequested e -> decision.requested(e);
            case DecisionMade e -> decision.made(e);
            case ReopeningNoted _ -> decision.reopenedAgain();
            case DecisionWaived e ->
                decision.waived(e.decisionId(), new Waiver(e.approvedBy(), e.reason(), e.expiresAt()), e.waivedAt());
            case WaiverEnded e -> decision.dueAgain(e.decisionId(), e.endedAt());
            case RequestDeclined e -> decision.without(e.requestId());
            case RequestMoved e -> decision.without(e.requestId());
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
        if (decision.requestOf(c.requestedBy()).isPresent()) {
            return List.of(); // asking twice is fine
        }
        DecisionMade latest = decision.latest();
        PostmortemRequested requested =
                new PostmortemRequested(c.incidentId(), c.requestedBy(), c.reason(), c.language(), c.at());
        if (latest == null || decision.reopened()) {
            return List.of(requested); // honoured when the incident is closed
        }
        return switch (latest.outcome()) {
            case DUE -> List.of(requested); // nothing to override, but it counts should it not be due one day
            case WAIVED -> List.of(requested); // due when the waiver ends
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

    private static List<DecisionEvent> waive(WaiveDecision c, Decision decision) {
        Waiver waiver = new Waiver(c.approvedBy(), c.reason(), c.expiresAt());
        if (waiver.equals(decision.waiver())) {
            return List.of(); // asking twice is fine
        }
        DecisionMade latest = holding(c.waivedDecision(), decision);
        if (latest.outcome() == Outcome.NOT_DUE) {
            throw new RuleBroken(DecisionRule.DECISION_NOT_DUE, "Only a postmortem that is due can be waived.");
        }
        if (decision.reopened()) {
            throw new RuleBroken(
                    DecisionRule.INCIDENT_REOPENED, "The incident goes on. It is judged anew when it is closed.");
        }
        if (!c.expiresAt().isAfter(c.at()) || c.expiresAt().isAfter(c.at().plus(Waiver.LONGEST))) {
            throw new InvalidValue(
                    "expiresAt", "A waiver ends within %d days from now.".formatted(Waiver.LONGEST.toDays()));
        }
        return List.of(
                new DecisionWaived(c.decisionId(), c.incidentId(), c.approvedBy(), c.reason(), c.expiresAt(), c.at()));
    }

    private static List<DecisionEvent> lift(LiftWaiver c, Decision decision) {
        DecisionMade latest = holding(c.waivedDecision(), decision);
        if (latest.outcome() != Outcome.WAIVED) {
            throw new RuleBroken(DecisionRule.DECISION_NOT_WAIVED, "There is no waiver to be lifted.");
        }
        return List.of(new WaiverEnded(c.decisionId(), c.incidentId(), c.by(), c.reason(), c.at()));
    }

    private static DecisionMade holding(UUID seen, Decision decision) {
        DecisionMade latest = decision.latest();
        if (latest == null || !latest.decisionId().equals(seen)) {
            throw new RuleBroken(DecisionRule.DECISION_SUPERSEDED, "Another decision about the incident holds by now.");
        }
        return latest;
    }

    private static List<DecisionEvent> expire(ExpireWaiver c, Decision decision) {
        Waiver waiver = decision.waiver();
        if (waiver == null || c.at().isBefore(waiver.expiresAt())) {
            return List.of();
        }
        return List.of(new WaiverEnded(c.decisionId(), c.incidentId(), null, null, c.at()));
    }

    private static List<DecisionEvent> decline(DeclineRequest c, Decision decision) {
        if (decision.settledRequests().contains(c.requestId())) {
            throw new RuleBroken(DecisionRule.REQUEST_SETTLED, "The request has been declined or moved before.");
        }
        PostmortemRequested request = decision.request(c.requestId())
                .orElseThrow(() -> new NotFound("request", c.requestId().toString()));
        if (request.requestedBy().equals(c.approvedBy())) {
            throw new NotAllowed("Whoever has asked for a postmortem does not decline that.");
        }
        RequestDeclined declined =
                new RequestDeclined(c.requestId(), c.incidentId(), c.approvedBy(), c.reason(), c.at());
        DecisionMade latest = decision.latest();
        PostmortemRequested next = decision.without(c.requestId()).request();
        if (latest == null || next != null || Criteria.due(latest.criteria()) || latest.outcome() == Outcome.NOT_DUE) {
            return List.of(declined);
        }
        return List.of(declined, withoutRequest(latest, c));
    }

    private static DecisionMade withoutRequest(DecisionMade latest, DeclineRequest c) {
        return new DecisionMade(
                c.decisionId(),
                c.incidentId(),
                latest.incidentNumber(),
                latest.closeEventId(),
                latest.policy(),
                latest.policyVersion(),
                Outcome.NOT_DUE,
                latest.criteria(),
                null,
                null,
                latest.postmortemId(),
                c.at());
    }

    private static List<DecisionEvent> move(MoveRequests c, Decision decision) {
        return decision.requests().stream()
                .<DecisionEvent>map(request ->
                        new RequestMoved(request.requestId(), c.incidentId(), c.into(), c.intoNumber(), c.at()))
                .toList();
    }

    private static List<DecisionEvent> reopen(NoteReopening c, Decision decision) {
        if (decision.latest() == null || decision.reopened()) {
            return List.of();
        }
        return List.of(new ReopeningNoted(c.incidentId(), c.at()));
    }
}
