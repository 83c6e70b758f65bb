package dev.manabi.postmortem.postmortem.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When somebody is told that something is not done yet (METHOD O5): shortly before its date, at it, and then again and
 * again until it is done, one step further up each time. Whatever was missed meanwhile is one message, the highest.
 *
 * @param before how long before the date its owner is reminded
 * @param every the time between two messages once the date has passed
 */
public record Reminders(Duration before, Duration every) {

    /** Who is told. */
    public enum Level {
        /** The owner, before the date. */
        SOON,
        OWNER,
        /** Whoever leads the team. */
        LEAD,
        MANAGER
    }

    /**
     * @param toldAt when somebody was last told of this very date, or null
     * @return whom to tell now, or empty where nobody is to be told yet
     */
    Optional<Level> due(Instant dueAt, @Nullable Instant toldAt, Instant now) {
        return now.isBefore(next(dueAt, toldAt)) ? Optional.empty() : Optional.of(level(dueAt, now));
    }

    private Instant next(Instant dueAt, @Nullable Instant toldAt) {
        if (toldAt == null) {
            return dueAt.minus(before);
        }
        return toldAt.isBefore(dueAt) ? dueAt : toldAt.plus(every);
    }

    private Level level(Instant dueAt, Instant now) {
        if (now.isBefore(dueAt)) {
            return Level.SOON;
        }
        if (now.isBefore(dueAt.plus(every))) {
            return Level.OWNER;
        }
        return now.isBefore(dueAt.plus(every.multipliedBy(2))) ? Level.LEAD : Level.MANAGER;
    }

    /** The same for what nobody is reminded of before its date. */
    Reminders fromTheDateOn() {
        return new Reminders(Duration.ZERO, every);
    }
}
