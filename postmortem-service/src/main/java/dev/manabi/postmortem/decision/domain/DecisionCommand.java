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
}
