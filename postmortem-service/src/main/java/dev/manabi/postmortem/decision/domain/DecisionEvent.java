package dev.manabi.postmortem.decision.domain;

import dev.manabi.postmortem.policy.domain.Judgement;
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
            Instant requestedAt) implements DecisionEvent {}

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
            implements DecisionEvent {}

    record ReopeningNoted(UUID incidentId, Instant reopenedAt) implements DecisionEvent {}
}
