package dev.manabi.review.review.domain;

import dev.manabi.review.review.domain.Requirement.Shortage;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A review of one postmortem, through as many rounds as it has submissions. */
public sealed interface Review {

    /** Nothing has been submitted yet. */
    record NotStarted() implements Review {}

    /** A revision is or was under review. */
    sealed interface Started extends Review {
        Round round();

        List<GivenVerdict> verdicts();

        default Submission submission() {
            return round().submission();
        }

        default List<Reviewer> reviewers() {
            return round().panel().reviewers();
        }
    }

    /**
     * What a round is about, whatever becomes of it.
     *
     * @param number 1 for the first submission
     * @param requirement who has to accept it; what was submitted asks for, until somebody changes it
     * @param earlier the submissions of the rounds before, oldest first
     */
    record Round(
            int number,
            Submission submission,
            Criteria criteria,
            Requirement requirement,
            Panel panel,
            Lateness lateness,
            List<Submission> earlier) {

        static Round first(ReviewEvent.RoundOpened event) {
            return opened(event, List.of());
        }

        Round next(ReviewEvent.RoundOpened event) {
            return opened(
                    event,
                    Stream.concat(earlier.stream(), Stream.of(submission)).toList());
        }

        private static Round opened(ReviewEvent.RoundOpened event, List<Submission> earlier) {
            Submission submission = event.submission();
            return new Round(
                    event.round(),
                    submission,
                    event.criteria(),
                    submission.requirement(),
                    Panel.EMPTY,
                    Lateness.until(submission.dueAt()),
                    earlier);
        }

        Round with(Panel newPanel) {
            return new Round(number, submission, criteria, requirement, newPanel, lateness, earlier);
        }

        Round with(Lateness newLateness) {
            return new Round(number, submission, criteria, requirement, panel, newLateness, earlier);
        }

        Round with(Requirement newRequirement) {
            return new Round(number, submission, criteria, newRequirement, panel, lateness, earlier);
        }

        /** What these people lack of what is required. */
        Set<Shortage> missingAmong(List<Reviewer> people) {
            return requirement.missingAmong(people, submission.team());
        }
    }

    /**
     * The reviewers have the word.
     *
     * @param acceptedBy who has accepted so far; they do not meet yet what is required
     */
    record Waiting(Round round, List<GivenVerdict> verdicts, List<Reviewer> acceptedBy) implements Started {

        Waiting with(Panel panel) {
            return new Waiting(round.with(panel), verdicts, acceptedBy);
        }

        Waiting with(Lateness lateness) {
            return new Waiting(round.with(lateness), verdicts, acceptedBy);
        }

        Waiting with(Requirement requirement) {
            return new Waiting(round.with(requirement), verdicts, acceptedBy);
        }

        /** What people gave leaves with them. */
        Waiting withoutTraceOf(@Nullable String person) {
            return new Waiting(
                    round.with(round.panel().without(person)),
                    GivenVerdict.without(verdicts, person),
                    acceptedBy.stream()
                            .filter(one -> !one.person().equals(person))
                            .toList());
        }

        Waiting withVerdict(GivenVerdict given) {
            return new Waiting(
                    round, GivenVerdict.with(verdicts, given, round.criteria().keys()), acceptedBy);
        }

        Waiting withAcceptance(Reviewer reviewer) {
            return new Waiting(round, verdicts, plus(reviewer));
        }

        List<Reviewer> plus(Reviewer reviewer) {
            return Stream.concat(acceptedBy.stream(), Stream.of(reviewer)).toList();
        }

        boolean hasAccepted(String person) {
            return acceptedBy.stream().anyMatch(one -> one.person().equals(person));
        }

        /** Has neither judged a criterion nor accepted. What was carried over from the round before was not said now. */
        boolean isSilent(String person) {
            return !hasAccepted(person)
                    && verdicts.stream().noneMatch(one -> one.by().equals(person) && !one.carried());
        }
    }

    /** Those who had to have accepted exactly this submission. */
    record Accepted(Round round, List<GivenVerdict> verdicts, List<Reviewer> acceptedBy) implements Started {}

    /** The text goes back to its owner; the next submission opens the next round. */
    record SentBack(Round round, List<GivenVerdict> verdicts, String requestedBy, String reason) implements Started {}

    /** The text was changed after it was submitted; the next submission opens the next round. */
    record Lapsed(Round round, List<GivenVerdict> verdicts) implements Started {}
}
