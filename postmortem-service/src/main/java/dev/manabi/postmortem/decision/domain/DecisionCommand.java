package dev.manabi.postmortem.decision.domain;

import dev.manabi.postmortem.policy.domain.Judgement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be asked of the decisions about one incident. */
public sealed interface DecisionCommand {

    /**
     * The incident was closed; the criteria have looked at it.
     *
     * @param closeEventId the closing that is judged: each one is judged once
     * @param postmortemId used if this decision is the first that makes a postmortem due
     */
    record JudgeClosing(
            UUID decisionId,
            UUID incidentId,
            String incidentNumber,
            UUID closeEventId,
            String policy,
            int policyVersion,
            List<Judgement> judgements,
            UUID postmortemId,
            Instant at)
            implements DecisionCommand {}

    /**
     * A stakeholder wants a postmortem whatever the criteria say (METHOD D3).
     *
     * @param decisionId used if the incident is closed, so that it can be decided at once
     * @param postmortemId used if this is what makes a postmortem due
     * @param language of the draft, or null for the usual one
     */
    record RequestPostmortem(
            UUID decisionId,
            UUID incidentId,
            String requestedBy,
            String reason,
            @Nullable String language,
            UUID postmortemId,
            Instant at)
            implements DecisionCommand {}

    /** The incident goes on; its next closing will be judged anew. */
    record NoteReopening(UUID incidentId, Instant at) implements DecisionCommand {}

    /**
     * Somebody answers for its not being written for now (METHOD D6).
     *
     * @param waivedDecision the decision that the approver has seen
     * @param decisionId of the decision that this makes
     */
    record WaiveDecision(
            UUID incidentId,
            UUID waivedDecision,
            UUID decisionId,
            String approvedBy,
            String reason,
            Instant expiresAt,
            Instant at)
            implements DecisionCommand {}

    /**
     * It is due again, early because a person says so.
     *
     * @param waivedDecision the decision that the person has seen
     */
    record LiftWaiver(UUID incidentId, UUID waivedDecision, UUID decisionId, String by, String reason, Instant at)
            implements DecisionCommand {}

    /** Time has passed: is the waiver over? */
    record ExpireWaiver(UUID incidentId, UUID decisionId, Instant at) implements DecisionCommand {}

    /**
     * Somebody answers for its not being done (METHOD D3).
     *
     * @param decisionId of the decision that this makes, where it makes one
     */
    record DeclineRequest(
            UUID incidentId, UUID requestId, UUID decisionId, String approvedBy, String reason, Instant at)
            implements DecisionCommand {}

    /** The incident was merged into another one: what is asked for goes with it. */
    record MoveRequests(UUID incidentId, UUID into, String intoNumber, Instant at) implements DecisionCommand {}
}
