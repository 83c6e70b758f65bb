package dev.manabi.review.review.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom there is to choose from, and who helps where that is not enough.
 *
 * @param wanted how many reviewers a review should have at least, 1 or more
 * @param lead whoever leads the team, or null
 * @param managers of the team
 */
public record Pool(
        List<Candidate> candidates, int wanted, @Nullable String lead, List<String> managers) {

    public Pool {
        candidates = List.copyOf(candidates);
        managers = List.copyOf(managers);
        if (wanted < 1) {
            throw new IllegalArgumentException("A review wants at least one reviewer, not " + wanted);
        }
    }
}
