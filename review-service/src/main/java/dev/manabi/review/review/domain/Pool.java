package dev.manabi.review.review.domain;

import java.util.List;

/**
 * Whom there is to choose from.
 *
 * @param wanted how many reviewers a review should have, at least 1
 * @param managers who is told when nobody can be asked
 */
public record Pool(List<Candidate> candidates, int wanted, List<String> managers) {

    public Pool {
        candidates = List.copyOf(candidates);
        managers = List.copyOf(managers);
        if (wanted < 1) {
            throw new IllegalArgumentException("A review wants at least one reviewer, not " + wanted);
        }
    }
}
