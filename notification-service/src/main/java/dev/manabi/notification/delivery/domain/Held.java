package dev.manabi.notification.delivery.domain;

import java.time.Instant;

/**
 * A delivery that waits on purpose.
 *
 * @param until when it is sent at the earliest
 */
public record Held(Why why, Instant until) {

    /** What it waits for. */
    public enum Why {
        /** What comes of the same cause within a moment is told in one message. */
        SAME_CAUSE,

        /** The recipient wants one message an hour or a day, or is not to be disturbed at present. */
        WISH
    }
}
