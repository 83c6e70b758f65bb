package dev.manabi.incident.chat;

/** What was sent is no chat that can be read, with the reason for people. */
final class NotReadable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotReadable(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
