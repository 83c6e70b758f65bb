package dev.manabi.eventsourcing;

import java.util.concurrent.CompletionStage;

/** Where the relay publishes to. */
public interface MessageBroker extends AutoCloseable {

    /**
     * Sends in the order of the calls, several under way at once. Completes when the broker has stored the message so
     * that it survives the loss of a node.
     */
    CompletionStage<?> send(OutgoingMessage message);

    /** Forgets whatever is still under way, after a failure: it will be sent anew. */
    void abandon();

    @Override
    void close();
}
