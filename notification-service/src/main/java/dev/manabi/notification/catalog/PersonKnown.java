package dev.manabi.notification.catalog;

/** The catalog has told of this person: what waited for an address perhaps has one now. */
public record PersonKnown(String person) {}
