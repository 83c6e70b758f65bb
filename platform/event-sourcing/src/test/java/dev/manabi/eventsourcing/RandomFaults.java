package dev.manabi.eventsourcing;

import dev.manabi.eventsourcing.RecordingBroker.Fate;
import java.util.Random;

/** A broker on a bad day: one message in twenty meets some fault, but none more than three times. */
final class RandomFaults implements RecordingBroker.Faults {

    private static final Fate[] FATES = {Fate.REFUSED_AT_ONCE, Fate.THROWN, Fate.LOST, Fate.UNANSWERED};

    private final Random random;

    RandomFaults(long seed) {
        this.random = new Random(seed);
    }

    @Override
    public synchronized Fate of(OutgoingMessage message, int attempt) {
        return attempt <= 3 && random.nextInt(20) == 0 ? FATES[random.nextInt(FATES.length)] : Fate.STORED;
    }
}
