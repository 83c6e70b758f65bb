package dev.manabi.postmortem.decision;

import dev.manabi.postmortem.decision.domain.Outcome;
import org.jspecify.annotations.Nullable;

/** What became of a stakeholder's request. */
public enum RequestState {
    /** The incident is under way; the request is honoured when it is closed. */
    WAITING,
    /** A postmortem is due. */
    HONOURED,
    /** A postmortem is due, but it is waived for now. */
    WAIVED,
    /** Somebody answers for its not being done. */
    DECLINED,
    /** The incident was merged into another one, and the request stands there. */
    MOVED;

    /** @param outcome of the decision that holds, or null where there is none */
    static RequestState of(RequestView request, @Nullable Outcome outcome) {
        if (request.declinedAt != null) {
            return DECLINED;
        }
        if (request.movedAt != null) {
            return MOVED;
        }
        return switch (outcome) {
            case DUE -> HONOURED;
            case WAIVED -> WAIVED;
            case NOT_DUE -> WAITING;
            case null -> WAITING;
        };
    }

    /** When a request {@code r} with the decision {@code d} that holds, if any, is in this state. */
    String condition() {
        String open = "r.declinedAt is null and r.movedAt is null and ";
        return switch (this) {
            case WAITING -> open + "(d.id is null or d.outcome = NOT_DUE)";
            case HONOURED -> open + "d.outcome = DUE";
            case WAIVED -> open + "d.outcome = WAIVED";
            case DECLINED -> "r.declinedAt is not null";
            case MOVED -> "r.movedAt is not null";
        };
    }
}
