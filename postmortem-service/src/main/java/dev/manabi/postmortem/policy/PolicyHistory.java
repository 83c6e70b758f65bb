package dev.manabi.postmortem.policy;

import dev.manabi.postmortem.policy.domain.Policy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every version of the policy, by when it began. */
public final class PolicyHistory {

    private final TreeMap<Instant, Policy> byBeginning = new TreeMap<>();
    private final Policy first;

    /** @param versions in the order in which they were saved; at least one */
    PolicyHistory(List<Policy> versions) {
        this.first = versions.getFirst();
        versions.forEach(policy -> byBeginning.put(policy.inForceFrom(), policy));
    }

    /** As {@link Policies#inForceAt}. */
    public Policy inForceAt(Instant declaredAt) {
        Map.Entry<Instant, Policy> then = byBeginning.floorEntry(declaredAt);
        return then == null ? first : then.getValue();
    }
}
