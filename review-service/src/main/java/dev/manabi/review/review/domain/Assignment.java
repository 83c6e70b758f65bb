package dev.manabi.review.review.domain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Who reviews what: a function of the text, the people there are, and what is on their desks. */
public final class Assignment {

    private Assignment() {}

    /**
     * Chooses as many as are wanted, where there are as many: the team first, then whoever has the fewest open reviews.
     * Nobody who is away or has written in the text is chosen. Reviewers of the round before stay as long as they may.
     *
     * @param before reviewers of the round before, none for the first round
     * @return at least one of them senior; empty where nobody senior may be asked
     */
    public static List<Reviewer> choose(Submission submission, List<Reviewer> before, Pool pool) {
        List<Candidate> eligible = pool.candidates().stream()
                .filter(candidate -> !candidate.away())
                .filter(candidate -> !submission.isWrittenBy(candidate.person()))
                .sorted(preferred(submission))
                .toList();
        List<Candidate> chosen = new ArrayList<>(before.stream()
                .flatMap(reviewer -> named(eligible, reviewer.person()).stream())
                .toList());
        if (chosen.stream().noneMatch(Candidate::senior)) {
            Optional<Candidate> senior =
                    eligible.stream().filter(Candidate::senior).findFirst();
            if (senior.isEmpty()) {
                return List.of();
            }
            chosen.add(senior.get());
        }
        Stream<Candidate> others = eligible.stream().filter(candidate -> !chosen.contains(candidate));
        chosen.addAll(others.limit(Math.max(0, pool.wanted() - chosen.size())).toList());
        return chosen.stream().map(Candidate::asReviewer).toList();
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

    private static Optional<Candidate> named(List<Candidate> candidates, String person) {
        return candidates.stream().filter(c -> c.person().equals(person)).findFirst();
    }
}
