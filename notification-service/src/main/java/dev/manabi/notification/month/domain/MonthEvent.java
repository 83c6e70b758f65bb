package dev.manabi.notification.month.domain;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What has happened in the choice of the postmortem of a month. */
public sealed interface MonthEvent {

    record Nominated(Candidate candidate, String reason, String by, Instant at) implements MonthEvent {}

    record ConsentAnswered(String number, boolean yes, String by, Instant at) implements MonthEvent {}

    record BallotCast(String number, Map<Rubric, Integer> points, String by, Instant at) implements MonthEvent {}

    /**
     * @param winner number of the chosen one; null where nobody could be chosen
     * @param results of everyone with the owner's consent, the best first
     */
    record MonthClosed(@Nullable String winner, List<Result> results, Instant at) implements MonthEvent {}

    /** @param average points of a ballot, 5 to 25; 0 where nobody has voted */
    record Result(String number, String title, int ballots, double average) {}
}
