package dev.manabi.postmortem.decision;

import dev.manabi.contracts.IncidentMessage.Incident;
import dev.manabi.contracts.IncidentMessage.IncidentClosed;
import dev.manabi.contracts.IncidentMessage.IncidentMerged;
import dev.manabi.contracts.IncidentMessage.IncidentReopened;
import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.eventsourcing.Ids;
import dev.manabi.kit.Aggregate;
import dev.manabi.kit.Aggregates;
import dev.manabi.kit.Handled;
import dev.manabi.postmortem.decision.domain.Decision;
import dev.manabi.postmortem.decision.domain.DecisionCommand;
import dev.manabi.postmortem.decision.domain.DecisionCommand.DeclineRequest;
import dev.manabi.postmortem.decision.domain.DecisionCommand.ExpireWaiver;
import dev.manabi.postmortem.decision.domain.DecisionCommand.JudgeClosing;
import dev.manabi.postmortem.decision.domain.DecisionCommand.LiftWaiver;
import dev.manabi.postmortem.decision.domain.DecisionCommand.MoveRequests;
import dev.manabi.postmortem.decision.domain.DecisionCommand.NoteReopening;
import dev.manabi.postmortem.decision.domain.DecisionCommand.RequestPostmortem;
import dev.manabi.postmortem.decision.domain.DecisionCommand.WaiveDecision;
import dev.manabi.postmortem.decision.domain.DecisionDecider;
import dev.manabi.postmortem.decision.domain.DecisionEvent;
import dev.manabi.postmortem.decision.domain.DecisionEvent.DecisionMade;
import dev.manabi.postmortem.decision.domain.DecisionEvent.DecisionWaived;
import dev.manabi.postmortem.decision.domain.DecisionEvent.PostmortemRequested;
import dev.manabi.postmortem.decision.domain.Outcome;
import dev.manabi.postmortem.incident.IncidentView;
import dev.manabi.postmortem.incident.Incidents;
import dev.manabi.postmortem.policy.Policies;
import dev.manabi.postmortem.policy.domain.Policy;
import dev.manabi.postmortem.postmortem.Drafting;
import dev.manabi.postmortem.postmortem.Drafting.Occasion;
import dev.manabi.postmortem.postmortem.PostmortemCommands;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ResumeDeadlines;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.SuspendDeadlines;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
    private final PostmortemCommands postmortems;

    DecisionCommands(
            Aggregates aggregates,
            DecisionProjection projection,
            Policies policies,
            Incidents incidents,
            Drafting drafting,
            PostmortemCommands postmortems) {
        this.decisions =
                aggregates.register(new DecisionDecider(), DecisionEventTypes.ALL, projection, new DecisionPublisher());
        this.policies = policies;
        this.incidents = incidents;
        this.drafting = drafting;
        this.postmortems = postmortems;
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
                        Facts.judge(policy, incident),
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

    /**
     * What became of somebody's request.
     *
     * @param decidedNow whether it is what made a postmortem due
     */
    record Requested(Handled<Decision> handled, boolean decidedNow) {}

    Requested request(UUID incidentId, String by, String reason, @Nullable String language, Cause cause) {
        UUID decisionId = Ids.next();
        UUID postmortemId = Ids.next();
        var decision = decisions.prepare(
                incidentId,
                new RequestPostmortem(decisionId, incidentId, by, reason, language, postmortemId, cause.at()),
                Expected.any(),
                cause);
        Handled<Decision> handled =
                decideAndDraft(decision, postmortemId, () -> requested(incidentId, language, cause), cause);
        DecisionMade latest = handled.state().latest();
        return new Requested(handled, latest != null && latest.decisionId().equals(decisionId));
    }

    private Occasion requested(UUID incidentId, @Nullable String language, Cause cause) {
        IncidentView incident = incidents.find(incidentId).orElseThrow();
        Incident document = Objects.requireNonNull(incident.document, "what is decided has been closed");
        return new Occasion(
                document,
                incident.severityChanges,
                policies.inForceAt(document.declaredAt()),
                cause.at(), // from the closing it might be late before anybody could begin
                language);
    }

    /** The incident is another one: what is asked for goes there, and may be honoured there at once. */
    void follow(IncidentMerged merged, Cause cause) {
        List<PostmortemRequested> requests =
                decisions.load(merged.incidentId()).state().requests();
        if (requests.isEmpty()) {
            return;
        }
        var moved = decisions.prepare(
                merged.incidentId(),
                new MoveRequests(merged.incidentId(), merged.into(), merged.intoNumber(), cause.at()),
                Expected.any(),
                cause);
        UUID postmortemId = Ids.next();
        PostmortemRequested first = requests.getFirst();
        var decision = decisions.prepare(
                merged.into(), repeated(first, merged.into(), postmortemId, cause), Expected.any(), cause);
        Handled<Decision> reached =
                decideAndDraft(decision, postmortemId, () -> requested(merged.into(), first.language(), cause), cause);
        for (PostmortemRequested next : requests.subList(1, requests.size())) {
            // The first one has made it due, or waits: these only wait with it.
            reached = decisions.continueWith(
                    merged.into(), reached, repeated(next, merged.into(), Ids.next(), cause), cause);
        }
        moved.commit();
    }

    private static RequestPostmortem repeated(
            PostmortemRequested request, UUID incidentId, UUID postmortemId, Cause cause) {
        return new RequestPostmortem(
                Ids.next(),
                incidentId,
                request.requestedBy(),
                request.reason(),
                request.language(),
                postmortemId,
                cause.at());
    }

    Handled<Decision> waive(DecisionView seen, String by, String reason, Instant expiresAt, Cause cause) {
        return decideAndPause(
                decisions.prepare(
                        seen.incidentId,
                        new WaiveDecision(seen.incidentId, seen.id, Ids.next(), by, reason, expiresAt, cause.at()),
                        Expected.any(),
                        cause),
                seen.postmortemId,
                by,
                cause);
    }

    Handled<Decision> decline(RequestView request, String by, String reason, Cause cause) {
        return decideAndPause(
                decisions.prepare(
                        request.incidentId,
                        new DeclineRequest(request.incidentId, request.id, Ids.next(), by, reason, cause.at()),
                        Expected.any(),
                        cause),
                holding(request.incidentId)
                        .map(decision -> decision.postmortemId)
                        .orElse(null),
                by,
                cause);
    }

    Handled<Decision> lift(DecisionView seen, String by, String reason, Cause cause) {
        return decideAndResume(
                seen.incidentId,
                decisions.prepare(
                        seen.incidentId,
                        new LiftWaiver(seen.incidentId, seen.id, Ids.next(), by, reason, cause.at()),
                        Expected.any(),
                        cause),
                cause);
    }

    void expire(UUID incidentId, Cause cause) {
        decideAndResume(
                incidentId,
                decisions.prepare(
                        incidentId, new ExpireWaiver(incidentId, Ids.next(), cause.at()), Expected.any(), cause),
                cause);
    }

    private static Optional<DecisionView> holding(UUID incidentId) {
        return DecisionView.<DecisionView>find("incidentId = ?1 and current", incidentId)
                .firstResultOptional();
    }

    /** What is no longer due stands still from the very same moment. */
    private Handled<Decision> decideAndPause(
            Aggregate<DecisionCommand, DecisionEvent, Decision>.Prepared decision,
            @Nullable UUID postmortemId,
            String by,
            Cause cause) {
        boolean pauses = decision.events().stream()
                .anyMatch(event -> event instanceof DecisionWaived || event instanceof DecisionMade);
        if (!pauses || postmortemId == null) {
            return decision.commit();
        }
        var pause = postmortems.prepare(new SuspendDeadlines(postmortemId, by, cause.at()), Expected.any(), cause);
        Handled<Decision> decided = decision.commit();
        pause.commit();
        return decided;
    }

    /** What is due again has its full time from the very same moment. */
    private Handled<Decision> decideAndResume(
            UUID incidentId, Aggregate<DecisionCommand, DecisionEvent, Decision>.Prepared decision, Cause cause) {
        Optional<DecisionView> before = holding(incidentId);
        UUID postmortemId = before.map(one -> one.postmortemId).orElse(null);
        if (decision.events().isEmpty() || before.isEmpty() || postmortemId == null) {
            return decision.commit();
        }
        IncidentView incident = incidents.find(incidentId).orElseThrow();
        Policy policy = policies.version(before.get().policyVersion);
        Instant from = cause.at().truncatedTo(ChronoUnit.MICROS);
        var resumed = postmortems.prepare(
                new ResumeDeadlines(
                        postmortemId,
                        policy.draftDueAt(incident.severity, incident.team, from),
                        policy.publicationDueAt(incident.severity, incident.team, from),
                        cause.at()),
                Expected.any(),
                cause);
        Handled<Decision> decided = decision.commit();
        resumed.commit();
        return decided;
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
            return duesAgain(decision.events())
                    .map(due -> decideAndResume(due.incidentId(), decision, cause))
                    .orElseGet(decision::commit);
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

    /** A decision that something is due which has been drafted before, and may stand still. */
    private static Optional<DecisionMade> duesAgain(List<DecisionEvent> events) {
        return events.stream()
                .filter(DecisionMade.class::isInstance)
                .map(DecisionMade.class::cast)
                .filter(made -> made.outcome() == Outcome.DUE)
                .findFirst();
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
