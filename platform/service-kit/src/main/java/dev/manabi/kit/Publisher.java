package dev.manabi.kit;

import dev.manabi.contracts.PublicEvent;
import dev.manabi.eventsourcing.Recorded;
import java.util.Optional;

/** Turns a private event into what the world is told, if anything. The message carries the private event's id. */
@FunctionalInterface
public interface Publisher<E, S> {

    /** @param after the aggregate as the event left it */
    Optional<PublicEvent> publish(Recorded<E> recorded, S after);
}
