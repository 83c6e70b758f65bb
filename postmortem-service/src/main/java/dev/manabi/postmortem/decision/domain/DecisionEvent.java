package dev.manabi.postmortem.decision.domain;

import dev.manabi.postmortem.policy.domain.Judgement;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was decided about one incident; the stream has the incident's id. */
public sealed interface DecisionEvent {

    /** @param language of the draft, or null for the usual one */
    record PostmortemRequested(
            UUID incidentId,
            String requestedBy,
            String reason,
            @Nullable String language,
            Instant requestedAt) implements DecisionEvent {

        /** Made from what it is: nobody asks twice at the same moment for the same incident. */
        public UUID requestId() {
            String what = incidentId + "|" + requestedBy + "|" + requestedAt;
            return UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * @param closeEventId the closing that was judged
     * @param requestedBy the stakeholder who asked for it, or null when the criteria alone decided
     * @param postmortemId the incident's postmortem, or null while none is due
     */
    record DecisionMade(
            UUID decisionId,
            UUID incidentId,
            String incidentNumber,
            UUID closeEventId,
            String policy,
            int policyVersion,
            Outcome outcome,
            List<Judgement> criteria,
            @Nullable String requestedBy,
            @Nullable String reason,
            @Nullable UUID postmortemId,
            Instant decidedAt)
            implements DecisionEvent {

        /** Another decision about the same closing, for the same reasons. */
        DecisionMade again(UUID newDecisionId, Outcome newOutcome, Instant at) {
            return new DecisionMade(
                    newDecisionId,
                    incidentId,
                    incidentNumber,
                    closeEventId,
                    policy,
                    policyVersion,
                    newOutcome,
                    criteria,
                    requestedBy,
                    reason,
                    postmortemId,
                    at);
        }
    }

    record ReopeningNoted(UUID incidentId, Instant reopenedAt) implements DecisionEvent {}

    /** @param decisionId of the decision that holds from now on, about the same closing */
    record DecisionWaived(
            UUID decisionId, UUID incidentId, String approvedBy, String reason, Instant expiresAt, Instant waivedAt)
            implements DecisionEvent {}

    /**
     * It is due again.
     *
     * @param decisionId of the decision that holds from now on, about the same closing
     * @param by who lifted it early, or null where it expired
     */
    record WaiverEnded(
            UUID decisionId,
            UUID incidentId,
            @Nullable String by,
            @Nullable String reason,
            Instant endedAt) implements DecisionEvent {}

    /** It counts no more; what was asked and why it was declined stays readable. */
    record RequestDeclined(UUID requestId, UUID incidentId, String approvedBy, String reason, Instant declinedAt)
            implements DecisionEvent {}

    /** The incident was merged into another one, and the request goes with it. */
    record RequestMoved(UUID requestId, UUID incidentId, UUID into, String intoNumber, Instant movedAt)
            implements DecisionEvent {}
}
