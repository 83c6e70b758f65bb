package dev.manabi.blameless;

/** The part of a postmortem that is read. What is a plain fact in a timeline can be blame where causes are told. */
public enum Place {
    SUMMARY,
    IMPACT,
    TIMELINE,
    RESPONSE,
    CAUSE,
    LESSONS,
    ACTIONS,
    /** A remark on a document: the only place where questions are judged. */
    COMMENT,
    /** Not known: judged as strictly as causes and actions together. */
    OTHER;

    /** Where it is told why something happened and what follows from it. */
    boolean explains() {
        return switch (this) {
            case CAUSE, LESSONS, ACTIONS, OTHER -> true;
            case SUMMARY, IMPACT, TIMELINE, RESPONSE, COMMENT -> false;
        };
    }

    /** Where it is told what shall be done. */
    boolean plans() {
        return switch (this) {
            case LESSONS, ACTIONS, COMMENT, OTHER -> true;
            case SUMMARY, IMPACT, TIMELINE, RESPONSE, CAUSE -> false;
        };
    }
}
