package dev.manabi.kit;

import dev.manabi.eventsourcing.ConnectionSource;
import dev.manabi.eventsourcing.Decider;
import dev.manabi.eventsourcing.EventStore;
import dev.manabi.eventsourcing.EventTypes;
import dev.manabi.eventsourcing.Projection;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Every aggregate of the service. Beans that register one are {@code @Startup}, so that none is missing. */
@ApplicationScoped
public class Aggregates {

    private final EventStore store;
    private final CloudEvents cloudEvents;
    private final Relay relay;
    private final List<Aggregate<?, ?, ?>> registered = new CopyOnWriteArrayList<>();

    Aggregates(AgroalDataSource dataSource, CloudEvents cloudEvents, Relay relay) {
        ConnectionSource connections = dataSource::getConnection;
        this.store = new EventStore(connections);
        this.cloudEvents = cloudEvents;
        this.relay = relay;
    }

    public <C, E, S> Aggregate<C, E, S> register(
            Decider<C, E, S> decider, EventTypes<E> types, Projection<E> projection, Publisher<E, S> publisher) {
        Aggregate<C, E, S> aggregate =
                new Aggregate<>(decider, types, projection, publisher, store, cloudEvents, relay);
        registered.add(aggregate);
        return aggregate;
    }

    List<Aggregate<?, ?, ?>> registered() {
        return registered;
    }

    EventStore store() {
        return store;
    }
}
