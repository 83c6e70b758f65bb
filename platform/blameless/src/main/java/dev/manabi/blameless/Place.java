package dev.manabi.blameless;

import org.jspecify.annotations.Nullable;

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

    /**
     * Of a section, by the keys that mean the same in every template.
     *
     * @param section key, or null for the title
     */
    public static Place ofSection(@Nullable String section) {
        return switch (section) {
            case null -> SUMMARY;
            case "summary", "people", "message-internal", "message-external" -> SUMMARY;
            case "impact" -> IMPACT;
            case "timeline", "evidence" -> TIMELINE;
            case "response", "detection", "background", "what-happened" -> RESPONSE;
            case "root-cause", "trigger" -> CAUSE;
            case "lessons", "went-well", "went-badly", "lucky" -> LESSONS;
            default -> OTHER;
        };
    }

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
