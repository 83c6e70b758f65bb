package dev.manabi.postmortem.similar.domain;

/** What is known of a pair of an incident and an older postmortem. */
public record Recurrence(boolean suspected) {}
