package dev.manabi.notification.month.domain;

import java.time.Instant;
import java.util.Map;

/** What can be asked in the choice of the postmortem of a month. */
public sealed interface MonthCommand {

    Instant at();

    /** @param candidate published in that month, and not private */
    record Nominate(Candidate candidate, String reason, String by, Instant at) implements MonthCommand {}

    /** @param by the owner; an admin where there is none */
    record AnswerConsent(String number, boolean yes, String by, Instant at) implements MonthCommand {}

    /** @param points 1 to 5 for everything in the rubric; takes the place of an earlier ballot */
    record CastBallot(String number, Map<Rubric, Integer> points, String by, Instant at) implements MonthCommand {}

    record CloseMonth(Instant at) implements MonthCommand {}
}
