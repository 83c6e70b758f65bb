package dev.manabi.postmortem.tracker;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A tracker did not do what it was asked. The message is for people, and holds no secret. */
@SuppressWarnings("serial") // never serialised: it lives for one call
public abstract sealed class TrackerFailure extends RuntimeException {

    private TrackerFailure(String message) {
        super(message);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }

    /** It may work later: the tracker is down, busy, or does not know us at the moment. */
    public static final class Away extends TrackerFailure {
        private final @Nullable Duration retryAfter;

        public Away(String message, @Nullable Duration retryAfter) {
            super(message);
            this.retryAfter = retryAfter;
        }

        /** How long the tracker wants us to wait; null where it did not say. */
        public @Nullable Duration retryAfter() {
            return retryAfter;
        }
    }

    /** Asking the same again would lead to the same. */
    public static final class Refused extends TrackerFailure {
        public Refused(String message) {
            super(message);
        }
    }
}
