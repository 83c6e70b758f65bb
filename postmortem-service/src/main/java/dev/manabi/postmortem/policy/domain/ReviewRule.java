package dev.manabi.postmortem.policy.domain;

import org.jspecify.annotations.Nullable;

/**
 * Who has to have reviewed a postmortem (METHOD R3).
 *
 * @param reviewers how many in all
 * @param seniors how many of them are senior and have not written in it; never none
 * @param otherTeamFrom the mildest severity from which one of them is of another team, or null for never
 */
public record ReviewRule(
        int reviewers, int seniors, @Nullable String otherTeamFrom) {

    /** What has always been asked for. */
    public static final ReviewRule USUAL = new ReviewRule(1, 1, null);

    public ReviewRule {
        if (seniors < 1 || reviewers < seniors) {
            throw new IllegalArgumentException("At least one reviewer is senior, and no more than there are");
        }
    }

    /** What it asks for where the incident was that severe. */
    public RequiredReviewers of(String severity) {
        return new RequiredReviewers(
                reviewers, seniors, otherTeamFrom != null && severity.compareTo(otherTeamFrom) <= 0); // SEV1 is worst
    }

    /** @param otherTeam whether one of them is of another team than the postmortem's */
    public record RequiredReviewers(int reviewers, int seniors, boolean otherTeam) {}
}
