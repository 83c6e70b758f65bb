package dev.manabi.incident.incident.domain;

/** The form that evidence has. */
public enum EvidenceKind {
    LINK,
    MESSAGE,
    IMAGE,
    QUERY
}
