package dev.manabi.incident.ingest;

/** A delivery that is not what its source is known to send. */
@SuppressWarnings("serial") // never serialised: it lives for one request
final class NotUnderstood extends RuntimeException {

    /** @param reason for people, without what the delivery holds */
    NotUnderstood(String reason) {
        super(reason);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
