package dev.manabi.review.review.domain;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How late a round is, and what was said of it.
 *
 * @param dueAt until when the reviewers are asked to judge
 * @param told how often somebody was told that it is late
 * @param toldAt when that was last, or null
 */
public record Lateness(Instant dueAt, int told, @Nullable Instant toldAt) {

    static Lateness until(Instant dueAt) {
        return new Lateness(dueAt, 0, null);
    }

    boolean isTold() {
        return told > 0;
    }

    /** Whether somebody is to be told now: at the date, and again each time. */
    boolean isToBeTold(Duration every, Instant now) {
        return !now.isBefore(toldAt == null ? dueAt : toldAt.plus(every));
    }

    Lateness toldAt(Instant at) {
        return new Lateness(dueAt, told + 1, at);
    }

    /** Whoever is asked late has until then. */
    Lateness prolonged(Instant newDueAt) {
        return new Lateness(newDueAt, told, toldAt);
    }
}
