package dev.manabi.eventsourcing;

import java.util.UUID;

/** Everything that can be wrong with a request that was understood. One switch turns it into an HTTP answer. */
@SuppressWarnings("serial") // never serialised: it lives for one request
public abstract sealed class DomainException extends RuntimeException {

    private final String code;

    private DomainException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** Stable, for programs; the message is for people. */
    public String code() {
        return code;
    }

    /** A value that makes no sense whatever the state. {@code field} is the JSON path of the value. */
    public static final class InvalidValue extends DomainException {
        private final String field;

        public InvalidValue(String field, String message) {
            super("invalid-value", message);
            this.field = field;
        }

        public String field() {
            return field;
        }
    }

    /** There is no such thing, or none that the caller may see. */
    public static final class NotFound extends DomainException {
        public NotFound(String what, String id) {
            super("not-found", "There is no " + what + " " + id + ".");
        }
    }

    /** A rule of the domain forbids it in the present state. */
    public static final class RuleBroken extends DomainException {
        private final Rule rule;

        public RuleBroken(Rule rule, String message) {
            super(rule.code(), message);
            this.rule = rule;
        }

        public Rule rule() {
            return rule;
        }
    }

    /** The caller has the role, but not for this very thing. */
    public static final class NotAllowed extends DomainException {
        public NotAllowed(String message) {
            super("not-allowed", message);
        }
    }

    /** The caller has seen an older version than the one there is. */
    public static final class StaleVersion extends DomainException {
        /** It changed while the request was at work. */
        public StaleVersion(long expected) {
            super("stale-version", "You have seen version " + expected + "; it has just been changed.");
        }

        public StaleVersion(long expected, long actual) {
            super("stale-version", "You have seen version " + expected + "; it is now version " + actual + ".");
        }
    }

    /** A change of something existing was asked for without saying which version was seen. */
    public static final class VersionRequired extends DomainException {
        public VersionRequired() {
            super("version-required", "Send the ETag that you have seen as If-Match.");
        }
    }

    /** Somebody else wrote to the stream between our reading and our writing. Deciding again may succeed. */
    public static final class ConcurrentChange extends DomainException {
        public ConcurrentChange(UUID streamId) {
            super("concurrent-change", "Somebody else changed " + streamId + " at the same moment. Try again.");
        }
    }

    /** An Idempotency-Key came again with another request. */
    public static final class KeyReused extends DomainException {
        public KeyReused() {
            super("idempotency-key-reused", "This Idempotency-Key was used for another request.");
        }
    }

    /** The first request with this Idempotency-Key has not been answered yet. */
    public static final class KeyInFlight extends DomainException {
        public KeyInFlight() {
            super("idempotency-key-in-flight", "The first request with this Idempotency-Key is still at work.");
        }
    }
}
