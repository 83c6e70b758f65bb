package dev.manabi.review.meeting.domain;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** A meeting in which postmortems are reviewed. */
public sealed interface Meeting {

    /** Nobody has planned it. */
    record NotPlanned() implements Meeting {}

    /** It is or was to take place. */
    sealed interface Arranged extends Meeting {
        Plan plan();

        /** 0 for the first invitation, and one more for each that takes the place of an earlier one. */
        int sequence();
    }

    record Planned(Plan plan, int sequence) implements Arranged {

        Planned changed(Plan newPlan) {
            return new Planned(newPlan, sequence + 1);
        }
    }

    record Cancelled(Plan plan, int sequence, String reason) implements Arranged {}

    /** It was begun. */
    sealed interface Begun extends Arranged {
        Instant startedAt();

        List<AgendaPart> agenda();

        List<Attended> attendance();

        List<Outcome> outcomes();

        List<String> decisions();

        default Stream<AgendaPoint> points() {
            return agenda().stream().flatMap(part -> part.points().stream());
        }
    }

    /** People meet. */
    record Running(
            Plan plan,
            int sequence,
            Instant startedAt,
            List<AgendaPart> agenda,
            List<Attended> attendance,
            List<Outcome> outcomes,
            List<String> decisions)
            implements Begun {

        Running with(Attended attended) {
            return new Running(
                    plan, sequence, startedAt, agenda, Attended.with(attendance, attended), outcomes, decisions);
        }

        Running with(Outcome outcome) {
            return new Running(
                    plan, sequence, startedAt, agenda, attendance, Outcome.with(outcomes, outcome), decisions);
        }

        Running withDecision(String decision) {
            List<String> all =
                    Stream.concat(decisions.stream(), Stream.of(decision)).toList();
            return new Running(plan, sequence, startedAt, agenda, attendance, outcomes, all);
        }
    }

    /** It is over, and its minutes are written. */
    record Ended(
            Plan plan,
            int sequence,
            Instant startedAt,
            List<AgendaPart> agenda,
            List<Attended> attendance,
            List<Outcome> outcomes,
            List<String> decisions,
            Minutes minutes)
            implements Begun {}
}
