package dev.manabi.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.notification.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void waits_longer_each_time_up_to_a_limit() {
        Backoff backoff = new Backoff(Settings.of("retry.jitter", "0").retry(), new Random(1));
        List<Long> seconds = IntStream.rangeClosed(1, 8)
                .mapToObj(failures -> backoff.pause(failures, null).toSeconds())
                .toList();
        assertThat(seconds).containsExactly(2L, 8L, 32L, 128L, 512L, 2048L, 3600L, 3600L);
    }

    @Test
    void does_not_wait_the_same_for_all_and_never_far_off() {
        Backoff backoff = new Backoff(Settings.of().retry(), new Random(1));
        List<Long> millis = IntStream.range(0, 500)
                .mapToObj(_ -> backoff.pause(1, null).toMillis())
                .toList();
        assertThat(millis).allMatch(pause -> pause >= 1_600 && pause <= 2_400);
        assertThat(millis.stream().distinct().count()).isGreaterThan(100);
    }

    @Test
    void never_comes_back_before_the_other_side_wants_it() {
        Backoff backoff = new Backoff(Settings.of().retry(), new Random(1));
        assertThat(backoff.pause(1, Duration.ofMinutes(5))).isEqualTo(Duration.ofMinutes(5));
        assertThat(backoff.pause(1, Duration.ZERO)).isGreaterThan(Duration.ofSeconds(1));
    }
}
