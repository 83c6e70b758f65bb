package dev.manabi.postmortem.process;

import dev.manabi.postmortem.decision.domain.Outcome;
import dev.manabi.postmortem.postmortem.domain.Status;
import org.jspecify.annotations.Nullable;

/** Where a closed incident is on its way to a published postmortem. */
public enum Step {
    NOT_DUE,
    /** Due, but for now somebody answers for its not being written. */
    WAIVED,
    WRITING,
    IN_REVIEW,
    CHANGES_REQUESTED,
    APPROVED,
    PUBLISHED;

    /**
     * @param status of the incident's postmortem, or null where it has none
     * @param suspended whether that stands still for now
     */
    static Step of(@Nullable Status status, boolean suspended, Outcome outcome) {
        if (status == null) {
            return NOT_DUE;
        }
        if (suspended && status != Status.PUBLISHED) {
            return outcome == Outcome.NOT_DUE ? NOT_DUE : WAIVED;
        }
        return switch (status) {
            case DRAFT -> WRITING;
            case IN_REVIEW -> IN_REVIEW;
            case CHANGES_REQUESTED -> CHANGES_REQUESTED;
            case APPROVED -> APPROVED;
            case PUBLISHED -> PUBLISHED;
        };
    }

    /** When an incident with decision {@code d} and postmortem {@code p}, if any, is in this step. */
    String condition() {
        String still = "p.suspended and p.status <> PUBLISHED and d.outcome ";
        return switch (this) {
            case NOT_DUE -> "(d.postmortemId is null or " + still + "= NOT_DUE)";
            case WAIVED -> still + "<> NOT_DUE";
            case WRITING -> "p.status = DRAFT and not p.suspended";
            case IN_REVIEW -> "p.status = IN_REVIEW and not p.suspended";
            case CHANGES_REQUESTED -> "p.status = CHANGES_REQUESTED and not p.suspended";
            case APPROVED -> "p.status = APPROVED and not p.suspended";
            case PUBLISHED -> "p.status = PUBLISHED";
        };
    }
}
