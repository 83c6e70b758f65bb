package dev.manabi.notification.month;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manabi.eventsourcing.DomainException;
import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.DomainException.RuleBroken;
import dev.manabi.notification.month.domain.Candidate;
import dev.manabi.notification.month.domain.Month;
import dev.manabi.notification.month.domain.Month.Nomination;
import dev.manabi.notification.month.domain.MonthCommand;
import dev.manabi.notification.month.domain.MonthCommand.AnswerConsent;
import dev.manabi.notification.month.domain.MonthCommand.CastBallot;
import dev.manabi.notification.month.domain.MonthCommand.CloseMonth;
import dev.manabi.notification.month.domain.MonthCommand.Nominate;
import dev.manabi.notification.month.domain.MonthDecider;
import dev.manabi.notification.month.domain.MonthEvent;
import dev.manabi.notification.month.domain.Rubric;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MonthDeciderTest {

    private static final Instant AT = Instant.parse("2026-12-02T09:00:00Z");
    private static final List<String> PEOPLE = List.of("mei", "ken", "alex", "sam", "hana");
    private static final List<Candidate> CANDIDATES = List.of(
            new Candidate("PM-1", "One", "mei", AT.minusSeconds(300)),
            new Candidate("PM-2", "Two", "ken", AT.minusSeconds(200)),
            new Candidate("PM-3", "Three", null, AT.minusSeconds(100)));

    private final MonthDecider decider = new MonthDecider();

    private Month play(List<MonthCommand> commands) {
        Month month = decider.initial();
        for (MonthCommand command : commands) {
            for (MonthEvent event : decider.decide(command, month)) {
                month = decider.evolve(month, event);
            }
        }
        return month;
    }

    private static Map<Rubric, Integer> points(int each) {
        return Arrays.stream(Rubric.values()).collect(Collectors.toMap(Function.identity(), _ -> each));
    }

    private static Nominate nominate(int candidate, String by) {
        return new Nominate(CANDIDATES.get(candidate), "Worth it", by, AT);
    }

    /** 5 000 months in which everybody does anything in any order. */
    @Test
    void whoever_wins_has_agreed_and_nobody_has_voted_for_their_own() {
        Random random = new Random(20_261_124);
        int won = 0;
        for (int i = 0; i < 5_000; i++) {
            Month month = decider.initial();
            for (int step = 0; step < 30; step++) {
                try {
                    for (MonthEvent event : decider.decide(any(random), month)) {
                        month = decider.evolve(month, event);
                    }
                } catch (DomainException e) {
                    continue; // refused, and nothing has happened
                }
            }
            for (MonthEvent event : decider.decide(new CloseMonth(AT), month)) {
                month = decider.evolve(month, event);
            }
            Month.Outcome outcome = Objects.requireNonNull(month.closed());
            for (Nomination one : month.nominations().values()) {
                assertThat(one.ballots())
                        .doesNotContainKey(String.valueOf(one.candidate().owner()));
                assertThat(one.ballots().size()).isLessThanOrEqualTo(PEOPLE.size());
            }
            if (outcome.winner() != null) {
                won++;
                Nomination winner = Objects.requireNonNull(month.nominations().get(outcome.winner()));
                assertThat(winner.consent()).isTrue();
                assertThat(winner.ballots()).isNotEmpty();
                assertThat(outcome.results())
                        .allSatisfy(result -> assertThat(result.average())
                                .isLessThanOrEqualTo(
                                        outcome.results().getFirst().average()));
            }
        }
        assertThat(won).isBetween(500, 4_900);
    }

    private static MonthCommand any(Random random) {
        String by = PEOPLE.get(random.nextInt(PEOPLE.size()));
        int candidate = random.nextInt(CANDIDATES.size());
        String number = CANDIDATES.get(candidate).number();
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3 -> nominate(candidate, by);
            case 4, 5, 6, 7 -> new AnswerConsent(number, random.nextInt(3) > 0, by, AT);
            case 8 -> new CloseMonth(AT);
            default -> new CastBallot(number, points(random.nextInt(7)), by, AT);
        };
    }

    @Test
    void the_best_is_chosen_and_among_equals_the_earlier_one() {
        Month month = play(List.of(
                nominate(1, "alex"),
                nominate(0, "alex"),
                new AnswerConsent("PM-1", true, "mei", AT),
                new AnswerConsent("PM-2", true, "ken", AT),
                new CastBallot("PM-1", points(4), "alex", AT),
                new CastBallot("PM-2", points(5), "sam", AT),
                new CastBallot("PM-2", points(3), "alex", AT),
                new CloseMonth(AT)));
        assertThat(Objects.requireNonNull(month.closed()).winner()).isEqualTo("PM-1");
    }

    @Test
    void without_consent_nobody_votes_and_a_refusal_ends_it() {
        Month asked = play(List.of(nominate(0, "alex")));
        assertThatThrownBy(() -> decider.decide(new CastBallot("PM-1", points(5), "ken", AT), asked))
                .isInstanceOf(RuleBroken.class);
        Month refused = play(List.of(nominate(0, "alex"), new AnswerConsent("PM-1", false, "mei", AT)));
        assertThatThrownBy(() -> decider.decide(nominate(0, "ken"), refused)).isInstanceOf(RuleBroken.class);
        assertThat(play(List.of(nominate(0, "mei"))).nominations().get("PM-1"))
                .matches(one -> Boolean.TRUE.equals(one.consent()), "whoever nominates their own agrees");
    }

    @Test
    void a_ballot_says_something_of_everything() {
        Month open = play(List.of(nominate(0, "mei")));
        for (Map<Rubric, Integer> bad : List.of(points(0), points(6), Map.of(Rubric.DEPTH, 3))) {
            assertThatThrownBy(() -> decider.decide(new CastBallot("PM-1", bad, "ken", AT), open))
                    .isInstanceOf(InvalidValue.class);
        }
        assertThatThrownBy(() -> decider.decide(new CastBallot("PM-1", points(3), "mei", AT), open))
                .isInstanceOf(RuleBroken.class);
    }
}
