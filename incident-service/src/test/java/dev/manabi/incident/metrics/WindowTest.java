package dev.manabi.incident.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {

    private static final Instant START = Instant.parse("2026-03-01T09:32:07Z");

    @ParameterizedTest
    @CsvSource({
        "PT1S, 1, 2",
        "PT10M, 2, 301",
        "PT1H10M, 10, 421",
        "PT25H, 300, 301",
        "P30D, 7200, 361",
        "P20000D, 3456000, 501"
    })
    void the_step_is_round_and_leads_to_about_five_hundred_points_at_most(Duration length, long step, int points) {
        Window window = Window.of(START, START.plus(length), null);
        assertThat(window.stepSeconds()).isEqualTo(step);
        assertThat(window.points()).isBetween(points - 1, points + 1).isLessThanOrEqualTo(502);
        assertThat(window.at(window.points() - 1)).isBeforeOrEqualTo(window.end());
    }

    @Test
    void it_begins_at_a_multiple_of_the_step() {
        assertThat(Window.of(START, START.plusSeconds(4_200), 60).start())
                .isEqualTo(Instant.parse("2026-03-01T09:32:00Z"));
        assertThat(Window.of(Instant.ofEpochSecond(-1_790), Instant.EPOCH, 60).start())
                .isEqualTo(Instant.ofEpochSecond(-1_800));
    }

    @Test
    void a_step_that_is_wished_for_is_taken_as_far_as_there_are_not_too_many_points() {
        assertThat(Window.of(START, START.plusSeconds(4_200), 60).stepSeconds()).isEqualTo(60);
        assertThat(Window.of(START, START.plusSeconds(4_200), 1).stepSeconds()).isEqualTo(10);
    }
}
