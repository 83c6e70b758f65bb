package dev.manabi.postmortem.decision;

import dev.manabi.contracts.IncidentMessage.Incident;
import dev.manabi.contracts.IncidentMessage.IncidentClosed;
import dev.manabi.contracts.IncidentMessage.IncidentReopened;
import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.eventsourcing.Ids;
import dev.manabi.kit.Aggregate;
import dev.manabi.kit.Aggregates;
import dev.manabi.kit.Handled;
import dev.manabi.postmortem.decision.domain.Decision;
import dev.manabi.postmortem.decision.domain.DecisionCommand;
import dev.manabi.postmortem.decision.domain.DecisionCommand.JudgeClosing;
import dev.manabi.postmortem.decision.domain.DecisionCommand.NoteReopening;
import dev.manabi.postmortem.decision.domain.DecisionCommand.RequestPostmortem;
import dev.manabi.postmortem.decision.domain.DecisionDecider;
import dev.manabi.postmortem.decision.domain.DecisionEvent;
import dev.manabi.postmortem.decision.domain.DecisionEvent.DecisionMade;
import dev.manabi.postmortem.decision.domain.DecisionEvent.PostmortemRequested;
import dev.manabi.postmortem.incident.IncidentView;
import dev.manabi.postmortem.incident.Incidents;
import dev.manabi.postmortem.policy.Policies;
import dev.manabi.postmortem.policy.domain.Judgement;
import dev.manabi.postmortem.policy.domain.Policy;
import dev.manabi.postmortem.postmortem.Drafting;
import dev.manabi.postmortem.postmortem.Drafting.Occasion;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The one way to a decision, and from a decision to a draft: both happen in one transaction or not at all. */
@Startup
@ApplicationScoped
public class DecisionCommands {

    private final Aggregate<DecisionCommand, DecisionEvent, Decision> decisions;
    private final Policies policies;
    private final Incidents incidents;
    private final Drafting drafting;

    DecisionCommands(
            Aggregates aggregates,
            DecisionProjection projection,
            Policies policies,
            Incidents incidents,
            Drafting drafting) {
        this.decisions =
                aggregates.register(new DecisionDecider(), DecisionEventTypes.ALL, projection, new DecisionPublisher());
        this.policies = policies;
        this.incidents = incidents;
        this.drafting = drafting;
    }

    /** Judges a closing by the policy that was in force when the incident was declared. */
    void judge(IncidentClosed closing, UUID closeEventId, Cause cause) {
        Incident incident = closing.incident();
        Policy policy = policies.inForceAt(incident.declaredAt());
        UUID postmortemId = Ids.next();
        var decision = decisions.prepare(
                closing.incidentId(),
                new JudgeClosing(
                        Ids.next(),
                        closing.incidentId(),
                        incident.number(),
                        closeEventId,
                        policy.name(),
                        policy.version(),
                        judgements(policy, incident),
                        postmortemId,
                        cause.at()),
                Expected.any(),
                cause);
        decideAndDraft(
                decision,
                postmortemId,
                () -> new Occasion(
                        incident,
                        severityChanges(closing.incidentId()),
                        policy,
                        closing.closedAt(),
                        requestedLanguage(closing.incidentId())),
                cause);
    }

    /** A drill is practised on purpose: nothing in it makes a postmortem due, though anybody may ask for one. */
    private static List<Judgement> judgements(Policy policy, Incident incident) {
        if ("DRILL".equals(incident.kind())) {
            return List.of(new Judgement("drill", false, "it was a drill", null));
        }
        return policy.criteria().judge(Facts.of(incident));
    }

    /** What became of somebody's request. */
    Handled<Decision> request(IncidentView incident, String by, String reason, @Nullable String language, Cause cause) {
        UUID postmortemId = Ids.next();
        var decision = decisions.prepare(
                incident.id,
                new RequestPostmortem(Ids.next(), incident.id, by, reason, language, postmortemId, cause.at()),
                Expected.any(),
                cause);
        return decideAndDraft(
                decision,
                postmortemId,
                () -> {
                    Incident document = Objects.requireNonNull(incident.document, "what is decided has been closed");
                    return new Occasion(
                            document,
                            incident.severityChanges,
                            policies.inForceAt(document.declaredAt()),
                            cause.at(), // from the closing it might be late before anybody could begin
                            language);
                },
                cause);
    }

    void noteReopening(IncidentReopened reopening, Cause cause) {
        decisions.handle(
                reopening.incidentId(), new NoteReopening(reopening.incidentId(), cause.at()), Expected.any(), cause);
    }

    /** Prepares both, then commits both: the draft exists exactly when the decision does. */
    private Handled<Decision> decideAndDraft(
            Aggregate<DecisionCommand, DecisionEvent, Decision>.Prepared decision,
            UUID postmortemId,
            Supplier<Occasion> occasion,
            Cause cause) {
        if (!ordersDraft(decision.events(), postmortemId)) {
            return decision.commit();
        }
        var draft = drafting.prepare(postmortemId, occasion.get(), cause);
        Handled<Decision> decided = decision.commit();
        draft.commit();
        return decided;
    }

    private static boolean ordersDraft(List<DecisionEvent> events, UUID postmortemId) {
        return events.stream()
                .anyMatch(event -> event instanceof DecisionMade made && postmortemId.equals(made.postmortemId()));
    }

    private List<IncidentView.SeverityChange> severityChanges(UUID incidentId) {
        return incidents
                .find(incidentId)
                .map(incident -> incident.severityChanges)
                .orElse(List.of());
    }

    private @Nullable String requestedLanguage(UUID incidentId) {
        PostmortemRequested request = decisions.load(incidentId).state().request();
        return request == null ? null : request.language();
    }
}
