package dev.manabi.postmortem.process;

import dev.manabi.postmortem.postmortem.domain.Status;
import org.jspecify.annotations.Nullable;

/** Where a closed incident is on its way to a published postmortem. */
public enum Step {
    NOT_DUE,
    WRITING,
    IN_REVIEW,
    CHANGES_REQUESTED,
    APPROVED,
    PUBLISHED;

    /** @param status of the incident's postmortem, or null where it has none */
    static Step of(@Nullable Status status) {
        if (status == null) {
            return NOT_DUE;
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
        return switch (this) {
            case NOT_DUE -> "d.postmortemId is null";
            case WRITING -> "p.status = DRAFT";
            case IN_REVIEW -> "p.status = IN_REVIEW";
            case CHANGES_REQUESTED -> "p.status = CHANGES_REQUESTED";
            case APPROVED -> "p.status = APPROVED";
            case PUBLISHED -> "p.status = PUBLISHED";
        };
    }
}
