package dev.manabi.postmortem.decision.domain;

/** Whether a postmortem has to be written. */
public enum Outcome {
    DUE,
    NOT_DUE
}
