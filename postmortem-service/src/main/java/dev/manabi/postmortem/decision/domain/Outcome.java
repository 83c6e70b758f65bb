package dev.manabi.postmortem.decision.domain;

/** Whether a postmortem has to be written. */
public enum Outcome {
    DUE,
    NOT_DUE,
    /** It is due, but somebody answers for its not being written until a certain day. */
    WAIVED
}
