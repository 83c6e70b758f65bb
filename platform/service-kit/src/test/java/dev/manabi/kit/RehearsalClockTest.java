package dev.manabi.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalClockTest {

    private static final Clock WALL = Clock.fixed(Instant.parse("2026-03-02T09:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    @Test
    void it_is_as_far_ahead_as_the_file_says_also_when_that_changes() throws IOException {
        Path file = Files.writeString(folder.resolve("ahead"), "PT36H\n");
        Clock clock = new RehearsalClock(file, WALL);
        assertThat(clock.instant()).isEqualTo("2026-03-03T21:00:00Z");
        Files.writeString(file, "P10D");
        assertThat(clock.instant()).isEqualTo("2026-03-12T09:00:00Z");
    }

    @Test
    void what_is_half_written_changes_nothing() throws IOException {
        Path file = Files.writeString(folder.resolve("ahead"), "PT1H");
        Clock clock = new RehearsalClock(file, WALL);
        Files.writeString(file, "");
        assertThat(clock.instant()).isEqualTo("2026-03-02T10:00:00Z");
    }

    @Test
    void a_file_that_says_nothing_stops_the_start() throws IOException {
        Path file = Files.writeString(folder.resolve("ahead"), "tomorrow");
        assertThatThrownBy(() -> new RehearsalClock(file, WALL))
                .hasMessageContaining("manabi.rehearsal-clock")
                .hasMessageContaining(file.toString());
        assertThatThrownBy(() -> new RehearsalClock(folder.resolve("none"), WALL))
                .hasMessageContaining("manabi.rehearsal-clock");
    }
}
