package dev.manabi.incident.incident.domain;

/** What an incident is to its organisation. */
public enum IncidentKind {
    INCIDENT,
    /** It nearly happened. It is judged and learned from like one that did. */
    NEAR_MISS,
    /** It was practised. It never counts in statistics, and no postmortem is due for it. */
    DRILL
}
