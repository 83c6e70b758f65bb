package dev.manabi.benchmarks;

import java.time.Duration;
import java.util.function.IntConsumer;

/**
 * Work that arrives at its own times, whether or not what came before is done: a slow answer does not make the questions
 * fewer, so waiting is measured and not hidden.
 */
record OpenLoop(int perSecond, Duration length) {

    int count() {
        return Math.toIntExact(perSecond * length.toMillis() / 1000);
    }

    /** @param begin must return at once; given the number of the piece of work, from 0 */
    void run(IntConsumer begin) {
        long first = System.nanoTime();
        for (int i = 0; i < count(); i++) {
            Waiting.untilNanos(first + i * 1_000_000_000L / perSecond);
            begin.accept(i);
        }
    }
}
