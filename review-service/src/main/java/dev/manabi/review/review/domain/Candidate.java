package dev.manabi.review.review.domain;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who could be asked to review, as known at the moment of asking.
 *
 * @param openReviews reviews that wait and to which the person is assigned already
 */
public record Candidate(
        String person,
        boolean senior,
        boolean away,
        @Nullable String team,
        int openReviews) {

    Reviewer asReviewer() {
        return new Reviewer(person, senior, team);
    }
}
