package dev.manabi.postmortem.postmortem;

import dev.manabi.eventsourcing.Rule;

/** What sending an action item to a tracker can break. */
public enum TrackerRule implements Rule {
    /** An action item has one issue at most. */
    ACTION_ITEM_IN_TRACKER,
    /** An issue stands for one action item at most. */
    ISSUE_TAKEN,
    /** Of a private postmortem nothing is written elsewhere. */
    POSTMORTEM_PRIVATE
}
