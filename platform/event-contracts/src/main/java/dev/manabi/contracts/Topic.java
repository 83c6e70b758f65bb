package dev.manabi.contracts;

/** The Kafka topics of the product. */
public enum Topic {
    INCIDENTS,
    CATALOG,
    POSTMORTEMS,
    REVIEWS,
    MEETINGS,
    NOTIFICATIONS;

    /** The name as Kafka knows it, in lower case. */
    public String topicName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
