package dev.manabi.notification.month.domain;

import dev.manabi.eventsourcing.Rule;

/** Why something is refused in the choice of the month. */
public enum MonthRule implements Rule {
    MONTH_CLOSED,
    NOT_NOMINATED,

    /** The owner has been asked and has not said yes. */
    WITHOUT_CONSENT,
    ALREADY_REFUSED,

    /** Nobody judges their own. */
    OWN_POSTMORTEM
}
