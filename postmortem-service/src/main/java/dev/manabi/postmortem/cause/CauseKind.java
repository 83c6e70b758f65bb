package dev.manabi.postmortem.cause;

/** What a code is a kind of. */
public enum CauseKind {
    /** What set it off at that moment. */
    TRIGGER,
    /** What let it happen. */
    CAUSE
}
