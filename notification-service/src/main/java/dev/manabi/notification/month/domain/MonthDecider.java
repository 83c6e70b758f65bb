package dev.manabi.notification.month.domain;

import static dev.manabi.notification.month.domain.MonthRule.ALREADY_REFUSED;
import static dev.manabi.notification.month.domain.MonthRule.MONTH_CLOSED;
import static dev.manabi.notification.month.domain.MonthRule.NOT_NOMINATED;
import static dev.manabi.notification.month.domain.MonthRule.OWN_POSTMORTEM;
import static dev.manabi.notification.month.domain.MonthRule.WITHOUT_CONSENT;

import dev.manabi.eventsourcing.Decider;
import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.DomainException.RuleBroken;
import dev.manabi.notification.month.domain.Month.Nomination;
import dev.manabi.notification.month.domain.Month.Outcome;
import dev.manabi.notification.month.domain.MonthCommand.AnswerConsent;
import dev.manabi.notification.month.domain.MonthCommand.CastBallot;
import dev.manabi.notification.month.domain.MonthCommand.CloseMonth;
import dev.manabi.notification.month.domain.MonthCommand.Nominate;
import dev.manabi.notification.month.domain.MonthEvent.BallotCast;
import dev.manabi.notification.month.domain.MonthEvent.ConsentAnswered;
import dev.manabi.notification.month.domain.MonthEvent.MonthClosed;
import dev.manabi.notification.month.domain.MonthEvent.Nominated;
import dev.manabi.notification.month.domain.MonthEvent.Result;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Nomination, the owner's consent, a blind vote, and one that is chosen: never without consent, never by its owner. */
public final class MonthDecider implements Decider<MonthCommand, MonthEvent, Month> {

    private static final int LEAST = 1;
    private static final int MOST = 5;

    @Override
    public Month initial() {
        return new Month(Map.of(), null);
    }

    @Override
    public List<MonthEvent> decide(MonthCommand command, Month month) {
        if (month.closed() != null) {
            if (command instanceof CloseMonth) {
                return List.of(); // somebody else has closed it
            }
            throw new RuleBroken(MONTH_CLOSED, "The postmortem of this month has been chosen already.");
        }
        return switch (command) {
            case Nominate c -> nominate(c, month);
            case AnswerConsent c -> answer(c, month);
            case CastBallot c -> vote(c, month);
            case CloseMonth c -> close(c, month);
        };
    }

    @Override
    public Month evolve(Month month, MonthEvent event) {
        Map<String, Nomination> all = new LinkedHashMap<>(month.nominations());
        switch (event) {
            case Nominated e ->
                all.merge(
                        e.candidate().number(),
                        new Nomination(e.candidate(), List.of(e.reason()), null, Map.of()),
                        (before, now) -> new Nomination(
                                now.candidate(),
                                joined(before.reasons(), e.reason()),
                                before.consent(),
                                before.ballots()));
            case ConsentAnswered e ->
                all.computeIfPresent(
                        e.number(),
                        (_, one) -> new Nomination(
                                one.candidate(), one.reasons(), e.yes(), e.yes() ? one.ballots() : Map.of()));
            case BallotCast e ->
                all.computeIfPresent(e.number(), (_, one) -> {
                    Map<String, Map<Rubric, Integer>> ballots = new LinkedHashMap<>(one.ballots());
                    ballots.put(e.by(), e.points());
                    return new Nomination(one.candidate(), one.reasons(), one.consent(), ballots);
                });
            case MonthClosed e -> {
                return new Month(all, new Outcome(e.winner(), e.results()));
            }
        }
        return new Month(all, null);
    }

    private static List<MonthEvent> nominate(Nominate c, Month month) {
        Nomination known = month.nominations().get(c.candidate().number());
        if (known != null && Boolean.FALSE.equals(known.consent())) {
            throw new RuleBroken(ALREADY_REFUSED, "Its owner does not want it to be chosen.");
        }
        if (known != null && known.reasons().contains(c.reason())) {
            return List.of();
        }
        Nominated nominated = new Nominated(c.candidate(), c.reason(), c.by(), c.at());
        boolean own = c.by().equals(c.candidate().owner()) && known == null;
        return own
                ? List.of(nominated, new ConsentAnswered(c.candidate().number(), true, c.by(), c.at()))
                : List.of(nominated);
    }

    private static List<MonthEvent> answer(AnswerConsent c, Month month) {
        Nomination one = nominated(c.number(), month);
        return Boolean.valueOf(c.yes()).equals(one.consent())
                ? List.of()
                : List.of(new ConsentAnswered(c.number(), c.yes(), c.by(), c.at()));
    }

    private static List<MonthEvent> vote(CastBallot c, Month month) {
        Nomination one = nominated(c.number(), month);
        if (c.by().equals(one.candidate().owner())) {
            throw new RuleBroken(OWN_POSTMORTEM, "Nobody judges their own postmortem.");
        }
        if (!one.hasConsent()) {
            throw new RuleBroken(WITHOUT_CONSENT, "Its owner has not agreed yet.");
        }
        for (Rubric each : Rubric.values()) {
            Integer points = c.points().get(each);
            if (points == null || points < LEAST || points > MOST) {
                throw new InvalidValue("points", each + " wants " + LEAST + " to " + MOST + " points.");
            }
        }
        return c.points().equals(one.ballots().get(c.by()))
                ? List.of()
                : List.of(new BallotCast(c.number(), c.points(), c.by(), c.at()));
    }

    /** Among equals the one that was published first. */
    private static List<MonthEvent> close(CloseMonth c, Month month) {
        List<Nomination> agreed = new ArrayList<>(month.nominations().values().stream()
                .filter(Nomination::hasConsent)
                .toList());
        agreed.sort(Comparator.comparingDouble(MonthDecider::average)
                .reversed()
                .thenComparing(one -> one.candidate().publishedAt())
                .thenComparing(one -> one.candidate().number()));
        List<Result> results = agreed.stream()
                .map(one -> new Result(
                        one.candidate().number(),
                        one.candidate().title(),
                        one.ballots().size(),
                        average(one)))
                .toList();
        String winner = results.isEmpty() || results.getFirst().ballots() == 0
                ? null
                : results.getFirst().number();
        return List.of(new MonthClosed(winner, results, c.at()));
    }

    private static double average(Nomination one) {
        return one.ballots().values().stream()
                .mapToInt(points ->
                        points.values().stream().mapToInt(Integer::intValue).sum())
                .average()
                .orElse(0);
    }

    private static Nomination nominated(String number, Month month) {
        Nomination one = month.nominations().get(number);
        if (one == null) {
            throw new RuleBroken(NOT_NOMINATED, number + " is not nominated.");
        }
        return one;
    }

    private static List<String> joined(List<String> some, String more) {
        List<String> all = new ArrayList<>(some);
        all.add(more);
        return List.copyOf(all);
    }
}
