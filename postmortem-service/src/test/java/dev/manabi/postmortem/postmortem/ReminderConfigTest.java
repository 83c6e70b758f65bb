package dev.manabi.postmortem.postmortem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manabi.postmortem.postmortem.domain.Reminders;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReminderConfigTest {

    @Test
    void three_days_before_and_every_week_unless_somebody_says_otherwise() {
        assertThat(reminders(Map.of())).isEqualTo(new Reminders(Duration.ofDays(3), Duration.ofDays(7)));
        assertThat(reminders(Map.of("manabi.reminders.before", "0s", "manabi.reminders.every", "1d")))
                .isEqualTo(new Reminders(Duration.ZERO, Duration.ofDays(1)));
    }

    @ParameterizedTest
    @CsvSource({"before, -1s", "before, 91d", "every, 0s", "every, 59m", "every, 91d"})
    void what_cannot_work_is_refused_and_named(String setting, String value) {
        assertThatThrownBy(() -> reminders(Map.of("manabi.reminders." + setting, value)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("manabi.reminders." + setting + " must be from");
    }

    private static Reminders reminders(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withMapping(ReminderConfig.class)
                .withConverter(Duration.class, 200, new io.quarkus.runtime.configuration.DurationConverter())
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(ReminderConfig.class)
                .reminders();
    }
}
