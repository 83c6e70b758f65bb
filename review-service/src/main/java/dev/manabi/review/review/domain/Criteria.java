package dev.manabi.review.review.domain;

import java.util.List;

/**
 * What has to be judged in a round, pinned when the round opens: a checklist that changes later changes later rounds.
 *
 * @param keys the criteria in the order of the checklist
 */
public record Criteria(String checklist, int version, List<String> keys) {

    public Criteria {
        keys = List.copyOf(keys);
    }
}
