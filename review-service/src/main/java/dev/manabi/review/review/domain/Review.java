package dev.manabi.review.review.domain;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A review of one postmortem, through as many rounds as it has submissions. */
public sealed interface Review {

    /** Nothing has been submitted yet. */
    record NotStarted() implements Review {}

    /** A revision is or was under review. */
    sealed interface Started extends Review {
        int round();

        Submission submission();

        Criteria criteria();

        List<Reviewer> reviewers();

        List<GivenVerdict> verdicts();
    }

    /**
     * The reviewers have the word.
     *
     * @param acceptedBy who has accepted so far; none of them is senior, or the review would be accepted
     * @param escalatedTo the managers who were told that nobody could be asked, or null where that was not needed
     */
    record Waiting(
            int round,
            Submission submission,
            Criteria criteria,
            List<Reviewer> reviewers,
            List<GivenVerdict> verdicts,
            List<Reviewer> acceptedBy,
            @Nullable List<String> escalatedTo,
            boolean overdue)
            implements Started {

        static Waiting opened(int round, Submission submission, Criteria criteria) {
            return new Waiting(round, submission, criteria, List.of(), List.of(), List.of(), null, false);
        }

        Waiting withReviewers(List<Reviewer> reviewers) {
            return new Waiting(round, submission, criteria, reviewers, verdicts, acceptedBy, escalatedTo, overdue);
        }

        /** An acceptance and verdicts leave with the reviewer who gave them. */
        Waiting withReplaced(@Nullable String from, Reviewer to) {
            return new Waiting(
                    round,
                    submission,
                    criteria,
                    Stream.concat(without(reviewers, from).stream(), Stream.of(to))
                            .toList(),
                    GivenVerdict.without(verdicts, from),
                    without(acceptedBy, from),
                    escalatedTo,
                    overdue);
        }

        Waiting withVerdict(GivenVerdict given) {
            List<GivenVerdict> sorted = GivenVerdict.with(verdicts, given, criteria.keys());
            return new Waiting(round, submission, criteria, reviewers, sorted, acceptedBy, escalatedTo, overdue);
        }

        Waiting withAcceptance(Reviewer reviewer) {
            List<Reviewer> all =
                    Stream.concat(acceptedBy.stream(), Stream.of(reviewer)).toList();
            return new Waiting(round, submission, criteria, reviewers, verdicts, all, escalatedTo, overdue);
        }

        Waiting escalated(List<String> managers) {
            return new Waiting(round, submission, criteria, reviewers, verdicts, acceptedBy, managers, overdue);
        }

        Waiting becameOverdue() {
            return new Waiting(round, submission, criteria, reviewers, verdicts, acceptedBy, escalatedTo, true);
        }

        private static List<Reviewer> without(List<Reviewer> reviewers, @Nullable String person) {
            return reviewers.stream().filter(r -> !r.person().equals(person)).toList();
        }
    }

    /** A senior reviewer has accepted exactly this submission. */
    record Accepted(
            int round,
            Submission submission,
            Criteria criteria,
            List<Reviewer> reviewers,
            List<GivenVerdict> verdicts,
            List<Reviewer> acceptedBy)
            implements Started {}

    /** The text goes back to its owner; the next submission opens the next round. */
    record SentBack(
            int round,
            Submission submission,
            Criteria criteria,
            List<Reviewer> reviewers,
            List<GivenVerdict> verdicts,
            String requestedBy,
            String reason)
            implements Started {}
}
