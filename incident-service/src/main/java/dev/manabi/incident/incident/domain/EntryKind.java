package dev.manabi.incident.incident.domain;

/** What sort of fact an entry of the timeline is. */
public enum EntryKind {
    NOTE,
    ALERT,
    STATUS,
    ACTION,
    DEPLOYMENT,
    CHAT
}
