package dev.manabi.launcher;

import java.time.Duration;

/** Between two looks at something that gives no signal. */
final class Pause {

    private Pause() {}

    static void of(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailed("interrupted while waiting", e);
        }
    }
}
