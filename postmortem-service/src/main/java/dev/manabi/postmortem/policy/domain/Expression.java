package dev.manabi.postmortem.policy.domain;

import org.jspecify.annotations.Nullable;

/** A question to an incident that is answered with yes, no or "unknown", whatever the incident is: it never throws. */
public interface Expression {

    /** As somebody wrote it. */
    String text();

    Finding on(IncidentFacts incident);

    /**
     * @param met true, false, or null where the incident does not say enough or the question cannot be answered
     * @param saw the values that were looked at, and why there is no answer where there is none
     */
    record Finding(@Nullable Boolean met, String saw) {}
}
