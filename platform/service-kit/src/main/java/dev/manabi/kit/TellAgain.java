package dev.manabi.kit;

import dev.manabi.eventsourcing.OutgoingMessage;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Tells once more what was told of a stream, under the same ids: whoever has heard it does nothing. */
@ApplicationScoped
public class TellAgain {

    private final Aggregates aggregates;
    private final Relay relay;

    TellAgain(Aggregates aggregates, Relay relay) {
        this.aggregates = aggregates;
        this.relay = relay;
    }

    /** In the caller's transaction, before it writes anything. */
    public void everythingOf(String kind, UUID streamId) {
        queue(load(kind, streamId));
    }

    List<OutgoingMessage> load(String kind, UUID streamId) {
        return aggregates.registered().stream()
                .filter(aggregate -> aggregate.types().kind().equals(kind))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("This service keeps no " + kind))
                .messages(streamId);
    }

    void queue(List<OutgoingMessage> messages) {
        if (!messages.isEmpty()) {
            relay.outbox().add(messages);
        }
    }
}
