package dev.manabi.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplesTest {

    @Test
    void the_median_of_an_even_number_lies_between_the_two_in_the_middle() {
        assertThat(Samples.of(4, 1, 3, 2).median()).isEqualTo(2.5);
        assertThat(Samples.of(3, 1, 2).median()).isEqualTo(2);
    }

    @Test
    void a_quantile_is_a_measured_value() {
        Samples hundred =
                Samples.of(IntStream.rangeClosed(1, 100).asDoubleStream().toArray());
        assertThat(hundred.quantile(0.5)).isEqualTo(50);
        assertThat(hundred.quantile(0.99)).isEqualTo(99);
        assertThat(Samples.of(7).quantile(0.99)).isEqualTo(7);
    }

    @Test
    void nothing_measured_is_no_sample() {
        assertThatThrownBy(() -> new Samples(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_verdict_says_median_least_and_largest_and_whether_the_goal_is_met() {
        Samples rounds = Samples.of(0.44, 0.51, 0.47);
        assertThat(new Goal.AtLeast(0.45, "").verdict("P1", rounds, ""))
                .isEqualTo("P1 0.47 (0.44–0.51) goal >= 0.45 met");
        assertThat(new Goal.AtMost(0.45, "").verdict("P1", rounds, ""))
                .isEqualTo("P1 0.47 (0.44–0.51) goal <= 0.45 MISSED");
        assertThat(new Goal.AtMost(250, " ms").verdict("P5 p99", Samples.of(12.3), " ms"))
                .isEqualTo("P5 p99 12.3 ms (12.3–12.3) goal <= 250 ms met");
    }
}
