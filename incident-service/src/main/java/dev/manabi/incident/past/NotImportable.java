package dev.manabi.incident.past;

/** A line that cannot become an incident, with the reason for people. */
final class NotImportable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotImportable(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
