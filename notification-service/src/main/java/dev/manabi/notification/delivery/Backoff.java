package dev.manabi.notification.delivery;

import dev.manabi.notification.NotificationConfig.RetrySettings;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** How long to wait before another attempt: longer each time, and not for all at once. */
final class Backoff {

    private final RetrySettings settings;
    private final RandomGenerator random;

    Backoff(RetrySettings settings, RandomGenerator random) {
        this.settings = settings;
        this.random = random;
    }

    /**
     * @param failures how often it has failed by now, at least 1
     * @param asked how long the other side wants us to wait; never undercut
     */
    Duration pause(int failures, @Nullable Duration asked) {
        double delay = settings.initialDelay().toMillis() * Math.pow(settings.factor(), failures - 1.0);
        double capped = Math.min(delay, (double) settings.longestDelay().toMillis());
        double spread = 1 + settings.jitter() * (2 * random.nextDouble() - 1);
        Duration pause = Duration.ofMillis(Math.round(capped * spread));
        return asked != null && asked.compareTo(pause) > 0 ? asked : pause;
    }
}
