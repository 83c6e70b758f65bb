package dev.manabi.notification.month.domain;

/** What makes a postmortem worth reading; each is given 1 to 5 points. */
public enum Rubric {
    /** Whoever was not there understands what happened. */
    CLARITY,

    /** It goes to what made it possible, and further than the first answer. */
    DEPTH,

    /** Its actions are few, and prevent or soften the next one. */
    ACTIONS,

    /** Nobody is blamed, and what went well is told, too. */
    FAIRNESS,

    /** Others can use it for their own systems. */
    USEFULNESS
}
