package dev.manabi.notification.month.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A published postmortem.
 *
 * @param number for instance PM-7
 * @param owner person id, or null
 */
public record Candidate(
        String number, String title, @Nullable String owner, Instant publishedAt) {}
