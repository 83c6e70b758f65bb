package dev.manabi.postmortem.policy.domain;

/** Where a postmortem's owner is looked for (METHOD O2). There is no "who caused it", and there will be none. */
public enum OwnerSource {
    /** Who led the response. */
    COMMANDER,
    /** Who responded first, and so did the stabilising task. */
    FIRST_RESPONDER,
    /** Who was on call for the most affected service. */
    PRIMARY_ON_CALL,
    /** Who leads the team that the incident belongs to. */
    TEAM_LEAD
}
