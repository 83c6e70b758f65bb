package dev.manabi.contracts;

/**
 * A fact that one service tells all others through Kafka. Once published, a shape never changes: a new shape is a new
 * type with the next version number.
 */
public sealed interface PublicEvent
        permits IncidentMessage, CatalogMessage, PostmortemMessage, ReviewMessage, MeetingMessage, NotificationMessage {

    /** Kafka record key, and the CloudEvents {@code subject}: events with one key are delivered in their order. */
    String key();
}
