package dev.manabi.benchmarks;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Time that passes between measurements. */
final class Waiting {

    private Waiting() {}

    static void of(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failed("Interrupted", e);
        }
    }

    /** @return whether it became true within that time */
    static boolean until(BooleanSupplier condition, Duration atMost, Duration between) {
        long limit = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > limit) {
                return false;
            }
            of(between);
        }
        return true;
    }

    /** Returns at that moment of {@link System#nanoTime}, or at once where it has passed. */
    static void untilNanos(long moment) {
        for (long left = moment - System.nanoTime(); left > 0; left = moment - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
