package dev.manabi.postmortem.decision.domain;

import dev.manabi.postmortem.decision.domain.DecisionEvent.DecisionMade;
import dev.manabi.postmortem.decision.domain.DecisionEvent.PostmortemRequested;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the decision about one incident stands.
 *
 * @param requests by stakeholders, neither declined nor moved, the first one first; they outlive every closing
 * @param latest the decision that holds, or null while the incident has never been closed
 * @param waiver why it is not due for now, or null
 * @param judgedClosings every closing that has been judged
 * @param settledRequests every request that was declined or moved
 * @param reopened the incident goes on after the latest decision
 */
public record Decision(
        List<PostmortemRequested> requests,
        @Nullable DecisionMade latest,
        @Nullable Waiver waiver,
        Set<UUID> judgedClosings,
        Set<UUID> settledRequests,
        boolean reopened) {

    static final Decision NONE = new Decision(List.of(), null, null, Set.of(), Set.of(), false);

    /** The incident's postmortem, or null while none is due. There is never a second one. */
    public @Nullable UUID postmortemId() {
        return latest == null ? null : latest.postmortemId();
    }

    /** The one that counts, or null where nobody asks. */
    public @Nullable PostmortemRequested request() {
        return requests.isEmpty() ? null : requests.getFirst();
    }

    /** What somebody has asked for and is still to have. */
    public Optional<PostmortemRequested> requestOf(String person) {
        return requests.stream()
                .filter(request -> request.requestedBy().equals(person))
                .findFirst();
    }

    Optional<PostmortemRequested> request(UUID requestId) {
        return requests.stream()
                .filter(request -> request.requestId().equals(requestId))
                .findFirst();
    }

    Decision requested(PostmortemRequested event) {
        List<PostmortemRequested> all =
                Stream.concat(requests.stream(), Stream.of(event)).toList();
        return new Decision(all, latest, waiver, judgedClosings, settledRequests, reopened);
    }

    Decision without(UUID requestId) {
        List<PostmortemRequested> others = requests.stream()
                .filter(request -> !request.requestId().equals(requestId))
                .toList();
        return new Decision(others, latest, waiver, judgedClosings, with(settledRequests, requestId), reopened);
    }

    Decision made(DecisionMade event) {
        return new Decision(
                requests, event, null, with(judgedClosings, event.closeEventId()), settledRequests, sameClosing(event));
    }

    /** A decision about a closing that was judged before does not end a reopening. */
    private boolean sameClosing(DecisionMade event) {
        return reopened && judgedClosings.contains(event.closeEventId());
    }

    Decision waived(UUID decisionId, Waiver newWaiver, Instant at) {
        return new Decision(
                requests,
                latest == null ? null : latest.again(decisionId, Outcome.WAIVED, at),
                newWaiver,
                judgedClosings,
                settledRequests,
                reopened);
    }

    Decision dueAgain(UUID decisionId, Instant at) {
        return new Decision(
                requests,
                latest == null ? null : latest.again(decisionId, Outcome.DUE, at),
                null,
                judgedClosings,
                settledRequests,
                reopened);
    }

    Decision reopenedAgain() {
        return new Decision(requests, latest, waiver, judgedClosings, settledRequests, true);
    }

    private static Set<UUID> with(Set<UUID> ids, UUID more) {
        Set<UUID> all = new HashSet<>(ids);
        all.add(more);
        return Set.copyOf(all);
    }
}
