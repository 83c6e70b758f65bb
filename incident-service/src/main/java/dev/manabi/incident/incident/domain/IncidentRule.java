package dev.manabi.incident.incident.domain;

import dev.manabi.eventsourcing.Rule;

/** What may not be done to an incident. */
public enum IncidentRule implements Rule {
    /** It must be reopened first. */
    INCIDENT_CLOSED,
    /** Only what is resolved can be closed. */
    INCIDENT_NOT_RESOLVED,
    /** What is resolved cannot be acknowledged or mitigated afterwards. */
    INCIDENT_ALREADY_RESOLVED,
    /** Only what is closed can be reopened. */
    INCIDENT_NOT_CLOSED,
    /** It is the same as another one; that is the one to write to. */
    INCIDENT_MERGED,
    /** What a machine has written down cannot be changed. */
    ENTRY_OF_A_MACHINE,
    /** An incident travels as one message, so it has an end. */
    TIMELINE_FULL
}
