package dev.manabi.incident.incident.domain;

/** What a figure of the impact counts. */
public enum FigureKind {
    DURATION,
    USERS,
    REQUESTS,
    MONEY,
    DATA,
    EFFORT,
    OTHER
}
