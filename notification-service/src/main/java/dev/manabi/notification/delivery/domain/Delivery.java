package dev.manabi.notification.delivery.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One message on its way to one recipient. */
public sealed interface Delivery {

    /** Nobody has asked for it. */
    record NotRequested() implements Delivery {}

    /** Asked for. */
    sealed interface Requested extends Delivery {
        Notice notice();

        /** Over its whole life. */
        int attempts();
    }

    /**
     * Waits to be sent.
     *
     * @param since when it was asked for, the last time
     * @param attemptsSince how often it was tried since then
     * @param held why it waits on purpose, or null
     * @param foundLate somebody has been told that it is late
     */
    record Pending(
            Notice notice,
            int attempts,
            Instant since,
            int attemptsSince,
            @Nullable Held held,
            boolean foundLate) implements Requested {}

    record Sent(Notice notice, int attempts) implements Requested {}

    record GivenUp(Notice notice, int attempts) implements Requested {}

    /** Nobody is told, or it was told together with others. */
    record Suppressed(Notice notice, int attempts) implements Requested {}
}
