package dev.manabi.incident.incident.domain;

/** How far the response has come. */
public enum Status {
    OPEN,
    ACKNOWLEDGED,
    MITIGATED,
    RESOLVED,
    CLOSED
}
