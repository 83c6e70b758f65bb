package dev.manabi.review.review.domain;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who is asked to review.
 *
 * @param person the person's id
 * @param senior as the catalog said when the person was asked
 * @param team likewise; null where there was none, or where it was not kept yet
 */
public record Reviewer(
        String person, boolean senior, @Nullable String team) {

    /** Neither known to be of that team, nor of no team at all. */
    boolean isOutside(@Nullable String other) {
        return team != null && other != null && !team.equals(other);
    }
}
