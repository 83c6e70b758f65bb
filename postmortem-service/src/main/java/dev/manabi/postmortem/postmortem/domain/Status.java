package dev.manabi.postmortem.postmortem.domain;

/** How far a postmortem has come. */
public enum Status {
    /** Being written; no review of the present content is under way. */
    DRAFT,
    /** The present content is submitted and waits for its review. */
    IN_REVIEW,
    /** The review of the submitted content found something to change. */
    CHANGES_REQUESTED,
    /** The review of exactly the present content is accepted. */
    APPROVED,
    /** Everybody may read it. */
    PUBLISHED
}
