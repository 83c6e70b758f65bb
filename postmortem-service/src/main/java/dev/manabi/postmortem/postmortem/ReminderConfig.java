package dev.manabi.postmortem.postmortem;

import dev.manabi.postmortem.postmortem.domain.Reminders;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How often somebody is told of what is not done yet. */
@ConfigMapping(prefix = "manabi.reminders")
public interface ReminderConfig {

    /** How long before an action item is due its owner is reminded; {@code 0s} for not at all. From 0 to 90 days. */
    @WithDefault("3d")
    Duration before();

    /**
     * The time between two messages once a date has passed: at the date the owner hears of it, after this time whoever
     * leads the team, after twice this time the manager, and again each time. From 1 hour to 90 days.
     */
    @WithDefault("7d")
    Duration every();

    /** @throws IllegalStateException where a setting could not work; names it */
    default Reminders reminders() {
        require(!before().isNegative() && before().compareTo(Duration.ofDays(90)) <= 0, "before", "0s to 90d");
        require(
                every().compareTo(Duration.ofHours(1)) >= 0 && every().compareTo(Duration.ofDays(90)) <= 0,
                "every",
                "1h to 90d");
        return new Reminders(before(), every());
    }

    private static void require(boolean holds, String setting, String range) {
        if (!holds) {
            throw new IllegalStateException("manabi.reminders." + setting + " must be from " + range + ".");
        }
    }
}
