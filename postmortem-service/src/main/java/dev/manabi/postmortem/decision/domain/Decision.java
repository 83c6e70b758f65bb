package dev.manabi.postmortem.decision.domain;

import dev.manabi.postmortem.decision.domain.DecisionEvent.DecisionMade;
import dev.manabi.postmortem.decision.domain.DecisionEvent.PostmortemRequested;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where the decision about one incident stands.
 *
 * @param request the first request by a stakeholder; it outlives every closing
 * @param latest the decision that holds, or null while the incident has never been closed
 * @param judgedClosings every closing that has been judged
 * @param reopened the incident goes on after the latest decision
 */
public record Decision(
        @Nullable PostmortemRequested request,
        @Nullable DecisionMade latest,
        Set<UUID> judgedClosings,
        boolean reopened) {

    static final Decision NONE = new Decision(null, null, Set.of(), false);

    /** The incident's postmortem, or null while none is due. There is never a second one. */
    public @Nullable UUID postmortemId() {
        return latest == null ? null : latest.postmortemId();
    }

    Decision requested(PostmortemRequested event) {
        return new Decision(event, latest, judgedClosings, reopened);
    }

    Decision made(DecisionMade event) {
        Set<UUID> judged = new HashSet<>(judgedClosings);
        judged.add(event.closeEventId());
        return new Decision(request, event, Set.copyOf(judged), false);
    }

    Decision reopenedAgain() {
        return new Decision(request, latest, judgedClosings, true);
    }
}
