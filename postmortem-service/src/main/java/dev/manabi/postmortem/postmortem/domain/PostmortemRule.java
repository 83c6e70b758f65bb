package dev.manabi.postmortem.postmortem.domain;

import dev.manabi.eventsourcing.Rule;

/** What a command can break. */
public enum PostmortemRule implements Rule {
    /** What is published is not edited. */
    POSTMORTEM_PUBLISHED,
    /** Something is missing that a reviewer needs; the answer lists it. */
    NOT_READY_FOR_REVIEW,
    /** A guard of the publication does not hold; the answer lists each (METHOD R1, C4). */
    NOT_READY_FOR_PUBLICATION,
    /** What the incident offers and what people wrote are about the same lines. */
    OFFER_TOUCHES_WHAT_PEOPLE_WROTE,
    /** The text was changed by somebody else since. */
    TEXT_MOVED_ON,
    /** What a comment suggests to replace is not there any more. */
    SUGGESTION_OUTDATED,
    /** Until the publication an action item is content, and changed as such. */
    POSTMORTEM_NOT_PUBLISHED,
    /** To do without a preventive action is for a senior or a manager who does not own it. */
    PREVENTIVE_ACTION_NEEDS_APPROVER
}
