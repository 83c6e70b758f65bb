package dev.manabi.incident.incident.domain;

/** Who or what noticed first. */
public enum Detection {
    MONITORING,
    PERSON,
    CUSTOMER
}
