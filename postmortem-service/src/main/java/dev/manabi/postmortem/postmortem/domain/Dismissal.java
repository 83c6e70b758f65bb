package dev.manabi.postmortem.postmortem.domain;

import java.time.Instant;

/**
 * Something that a check found, or that is missing, and that somebody left as it is, with a reason.
 *
 * @param finding which one; see {@link Blocker#finding()}
 * @param code what it was
 */
public record Dismissal(String finding, String code, String reason, String by, Instant at) {}
