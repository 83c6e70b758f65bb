package dev.manabi.launcher;

import java.util.Locale;

/** What listens on a port of its own. */
public enum Part {
    GATEWAY("gateway", 8080),
    INCIDENT("incident-service", 8081),
    POSTMORTEM("postmortem-service", 8082),
    REVIEW("review-service", 8083),
    NOTIFICATION("notification-service", 8084),
    IDENTITY("identity", 8085),
    INBOX("inbox", 8086),
    SMTP("smtp", 11025),
    POSTGRES("postgres", 15432),
    KAFKA("kafka", 19092);

    private final String title;
    private final int defaultPort;

    Part(String title, int defaultPort) {
        this.title = title;
        this.defaultPort = defaultPort;
    }

    /** As it is called on the console, and the name of its log. */
    public String title() {
        return title;
    }

    public int defaultPort() {
        return defaultPort;
    }

    /** The environment variable that moves it to another port. */
    public String portVariable() {
        return "MANABI_PORT_" + name().toUpperCase(Locale.ROOT);
    }
}
