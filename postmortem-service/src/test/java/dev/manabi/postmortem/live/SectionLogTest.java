package dev.manabi.postmortem.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.postmortem.live.ServerMessage.Update;
import dev.manabi.postmortem.text.ChangeSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SectionLogTest {

    @Test
    void what_came_upon_a_version_is_known_as_far_as_the_log_reaches_back() {
        SectionLog log = new SectionLog(5);
        log.add(List.of(update(1), update(2)));
        log.add(List.of(update(3)));
        assertThat(log.version()).isEqualTo(8);
        assertThat(log.since(8)).contains(List.of());
        assertThat(log.since(6)).contains(List.of(update(2), update(3)));
        assertThat(log.since(4)).isEmpty();
        assertThat(log.since(9)).isEmpty();
    }

    @Test
    void a_long_log_forgets_its_beginning_and_keeps_its_versions() {
        SectionLog log = new SectionLog(0);
        IntStream.range(0, 10_000).forEach(number -> log.add(List.of(update(number))));
        assertThat(log.version()).isEqualTo(10_000);
        assertThat(log.since(0)).isEmpty();
        assertThat(log.since(9_998)).contains(List.of(update(9_998), update(9_999)));
        assertThat(IntStream.range(0, 10_000)
                        .filter(version -> log.since(version).isPresent())
                        .count())
                .isBetween(500L, 1_000L);
    }

    private static Update update(int number) {
        return new Update("c" + number, ChangeSet.empty(0), "mei");
    }
}
