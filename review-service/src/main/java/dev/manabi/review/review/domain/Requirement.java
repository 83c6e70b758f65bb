package dev.manabi.review.review.domain;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who has to have accepted a text before it counts as reviewed (METHOD R3).
 *
 * @param reviewers how many in all
 * @param seniors how many of them are senior; never none
 * @param otherTeam whether one of them is of another team than the text's
 */
public record Requirement(int reviewers, int seniors, boolean otherTeam) {

    /** What has always been asked for. */
    public static final Requirement USUAL = new Requirement(1, 1, false);

    public Requirement {
        if (seniors < 1 || reviewers < seniors) {
            throw new IllegalArgumentException("At least one reviewer is senior, and no more than there are");
        }
    }

    /** What a group of reviewers is short of. */
    public enum Shortage {
        REVIEWERS,
        SENIORS,
        OTHER_TEAM
    }

    /**
     * What these people lack of it, in the order of {@link Shortage}; nothing where they suffice.
     *
     * @param team of the text; where nobody knows it, nobody is of another one, and none is asked for
     */
    public Set<Shortage> missingAmong(List<Reviewer> people, @Nullable String team) {
        Set<Shortage> missing = EnumSet.noneOf(Shortage.class);
        if (people.size() < reviewers) {
            missing.add(Shortage.REVIEWERS);
        }
        if (people.stream().filter(Reviewer::senior).count() < seniors) {
            missing.add(Shortage.SENIORS);
        }
        if (otherTeam && team != null && people.stream().noneMatch(one -> one.isOutside(team))) {
            missing.add(Shortage.OTHER_TEAM);
        }
        return missing;
    }
}
