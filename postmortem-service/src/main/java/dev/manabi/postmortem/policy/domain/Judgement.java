package dev.manabi.postmortem.policy.domain;

import org.jspecify.annotations.Nullable;

/**
 * What one criterion made of an incident.
 *
 * @param name the criterion, for instance {@code time-to-resolve}
 * @param met true, false, or null where the incident does not say enough
 * @param saw the values that were looked at, for people; says which of them are unknown
 * @param threshold what the value is held against, for people; null where any "yes" suffices
 */
public record Judgement(
        String name,
        @Nullable Boolean met,
        String saw,
        @Nullable String threshold) {}
