package dev.manabi.review.review.domain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/** Who reviews what: a function of the text, what is required of its reviewers, the people there are, and what is on their desks. */
public final class Assignment {

    private Assignment() {}

    /**
     * Chooses as many as are wanted, where there are as many: the team first, then whoever has the fewest open reviews.
     * Nobody who is away or has written in the text is chosen.
     *
     * @param kept who reviews it already and stays
     * @param spared who is not asked
     * @return those who are kept and those who are asked in addition, at least one of them senior; empty where nobody
     *     senior may be asked. They may still be short of what is required.
     */
    public static List<Reviewer> choose(
            Submission submission, Requirement requirement, List<Reviewer> kept, Collection<String> spared, Pool pool) {
        List<Reviewer> chosen = new ArrayList<>(kept);
        List<Reviewer> others = pool.candidates().stream()
                .filter(candidate -> mayBeAsked(candidate, submission))
                .filter(candidate -> !spared.contains(candidate.person()))
                .sorted(preferred(submission))
                .map(Candidate::asReviewer)
                .filter(one -> kept.stream().noneMatch(other -> other.person().equals(one.person())))
                .toList();
        List<Reviewer> left = new ArrayList<>(others);
        while (chosen.stream().filter(Reviewer::senior).count() < requirement.seniors()
                && move(left, chosen, Reviewer::senior)) {
            // one more
        }
        if (chosen.stream().noneMatch(Reviewer::senior)) {
            return List.of();
        }
        String team = submission.team();
        if (requirement.otherTeam() && chosen.stream().noneMatch(one -> one.isOutside(team))) {
            move(left, chosen, one -> one.isOutside(team));
        }
        int wanted = Math.max(pool.wanted(), requirement.reviewers());
        while (chosen.size() < wanted && move(left, chosen, _ -> true)) {
            // one more
        }
        return List.copyOf(chosen);
    }

    /** Those of the round before who may be asked again. */
    static List<Reviewer> stillEligible(List<Reviewer> before, Submission submission, Pool pool) {
        return before.stream()
                .flatMap(reviewer -> pool.candidates().stream()
                        .filter(candidate -> candidate.person().equals(reviewer.person()))
                        .filter(candidate -> mayBeAsked(candidate, submission))
                        .map(Candidate::asReviewer))
                .toList();
    }

    private static boolean move(List<Reviewer> from, List<Reviewer> to, Predicate<Reviewer> wanted) {
        for (Reviewer one : from) {
            if (wanted.test(one)) {
                to.add(one);
                from.remove(one);
                return true;
            }
        }
        return false;
    }

    private static boolean mayBeAsked(Candidate candidate, Submission submission) {
        return !candidate.away() && !submission.isWrittenBy(candidate.person());
    }

    /** The id decides last, so that the same people in the same state are always asked in the same order. */
    private static Comparator<Candidate> preferred(Submission submission) {
        return Comparator.comparing((Candidate candidate) -> !inTeam(candidate, submission))
                .thenComparingInt(Candidate::openReviews)
                .thenComparing(Candidate::person);
    }

    private static boolean inTeam(Candidate candidate, Submission submission) {
        return submission.team() != null && Objects.equals(candidate.team(), submission.team());
    }
}
