package dev.manabi.postmortem.decision.domain;

import dev.manabi.eventsourcing.Rule;

/** What a command can break. */
public enum DecisionRule implements Rule {
    /** Another decision about the incident holds by now. */
    DECISION_SUPERSEDED,
    /** Only what is due can be waived. */
    DECISION_NOT_DUE,
    /** Only what is waived can become due again. */
    DECISION_NOT_WAIVED,
    /** The incident goes on; what is decided about it comes with its closing. */
    INCIDENT_REOPENED,
    /** The request was declined before, or goes with another incident now. */
    REQUEST_SETTLED
}
