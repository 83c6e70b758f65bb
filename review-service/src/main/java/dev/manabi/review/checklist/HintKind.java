package dev.manabi.review.checklist;

/** What a machine can say about a text while somebody judges a criterion. It helps to look, and never judges. */
public enum HintKind {
    /** Wording that may blame. */
    LANGUAGE,
    /** What may be personal data of users. */
    PERSONAL_DATA,
    /** An impact without figures. */
    FIGURES,
    /** Facts without evidence, and times that disagree. */
    TIMELINE,
    /** A trigger or causes that nobody has coded. */
    CAUSES,
    /** Action items that are vague, lack an owner or a priority, or none of which prevents anything. */
    ACTION_ITEMS,
    /** Required sections without content. */
    SECTIONS,
    /** Comments that are still open. */
    COMMENTS
}
