package dev.manabi.review.checklist;

import dev.manabi.eventsourcing.Rule;

/** Why a checklist is not saved. */
enum ChecklistRule implements Rule {
    /** There is one of that key; a change of it is its next version. */
    CHECKLIST_EXISTS,
    /** A team uses one checklist at a time. */
    TEAM_HAS_CHECKLIST
}
