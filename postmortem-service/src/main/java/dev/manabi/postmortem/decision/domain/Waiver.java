package dev.manabi.postmortem.decision.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * A due postmortem need not be written until then (METHOD D6).
 *
 * @param approvedBy who answers for it, never the postmortem's owner
 * @param expiresAt from then on it is due again
 */
public record Waiver(String approvedBy, String reason, Instant expiresAt) {

    /** Whoever wants it to last longer approves it anew. */
    public static final Duration LONGEST = Duration.ofDays(90);
}
