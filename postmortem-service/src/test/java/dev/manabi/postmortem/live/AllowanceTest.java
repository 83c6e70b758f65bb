package dev.manabi.postmortem.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AllowanceTest {

    private static final long SECOND = 1_000_000_000;

    @Test
    void three_times_as_much_is_allowed_for_a_moment_and_then_so_much_each_second() {
        Allowance allowance = new Allowance(10, 0);
        assertThat(taken(allowance, 0)).isEqualTo(30);
        assertThat(taken(allowance, SECOND / 2)).isEqualTo(5);
        assertThat(taken(allowance, 3 * SECOND / 2)).isEqualTo(10);
        assertThat(taken(allowance, 100 * SECOND)).isEqualTo(30);
    }

    @Test
    void what_is_refused_costs_nothing() {
        Allowance allowance = new Allowance(10, 0);
        assertThat(allowance.take(31, 0)).isFalse();
        assertThat(allowance.take(30, 0)).isTrue();
    }

    private static int taken(Allowance allowance, long now) {
        int taken = 0;
        while (allowance.take(1, now)) {
            taken++;
        }
        return taken;
    }
}
