package dev.manabi.kit;

import dev.manabi.eventsourcing.ConnectionSource;
import dev.manabi.eventsourcing.Decider;
import dev.manabi.eventsourcing.DomainException;
import dev.manabi.eventsourcing.EventMetadata;
import dev.manabi.eventsourcing.EventStore;
import dev.manabi.eventsourcing.EventTypes;
import dev.manabi.eventsourcing.Projection;
import dev.manabi.eventsourcing.Recorded;
import dev.manabi.eventsourcing.Snapshots;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Every aggregate of the service. Beans that register one are {@code @Startup}, so that none is missing. */
@ApplicationScoped
public class Aggregates {

    private final EventStore store;
    private final CloudEvents cloudEvents;
    private final Relay relay;
    private final AwaitedAnswers answers;
    private final List<Aggregate<?, ?, ?>> registered = new CopyOnWriteArrayList<>();

    Aggregates(AgroalDataSource dataSource, CloudEvents cloudEvents, Relay relay, AwaitedAnswers answers) {
        ConnectionSource connections = dataSource::getConnection;
        this.store = new EventStore(connections);
        this.cloudEvents = cloudEvents;
        this.relay = relay;
        this.answers = answers;
    }

    public <C, E, S> Aggregate<C, E, S> register(
            Decider<C, E, S> decider, EventTypes<E> types, Projection<E> projection, Publisher<E, S> publisher) {
        return add(decider, types, null, projection, publisher);
    }

    /** An aggregate whose streams may grow long. */
    public <C, E, S> Aggregate<C, E, S> register(
            Decider<C, E, S> decider,
            EventTypes<E> types,
            Snapshots<S> snapshots,
            Projection<E> projection,
            Publisher<E, S> publisher) {
        return add(decider, types, snapshots, projection, publisher);
    }

    private <C, E, S> Aggregate<C, E, S> add(
            Decider<C, E, S> decider,
            EventTypes<E> types,
            @Nullable Snapshots<S> snapshots,
            Projection<E> projection,
            Publisher<E, S> publisher) {
        Aggregate<C, E, S> aggregate =
                new Aggregate<>(decider, types, snapshots, projection, publisher, store, cloudEvents, relay, answers);
        registered.add(aggregate);
        return aggregate;
    }

    /**
     * Takes over an event as another installation of the service has it: it is stored and projected, and nobody is told
     * of what they have heard from there. In the caller's transaction.
     *
     * @param json the event's data, as it is stored
     * @return false where it stands here already
     * @throws DomainException.ConcurrentChange where another event stands in its place, or it does not follow
     * @throws IllegalArgumentException where the service has no such event
     */
    public boolean takeOver(
            String kind, UUID streamId, long version, String type, String json, EventMetadata metadata) {
        for (Aggregate<?, ?, ?> aggregate : registered) {
            if (aggregate.types().kind().equals(kind)) {
                return takeOver(aggregate, streamId, version, type, json, metadata);
            }
        }
        throw new IllegalArgumentException("This service keeps no " + kind);
    }

    private <E> boolean takeOver(
            Aggregate<?, E, ?> aggregate,
            UUID streamId,
            long version,
            String type,
            String json,
            EventMetadata metadata) {
        E event = read(aggregate, type, json);
        boolean taken = store.takeOver(aggregate.types().kind(), streamId, version, type, json, metadata);
        if (taken) {
            aggregate.projection().project(new Recorded<>(streamId, version, event, metadata));
        }
        return taken;
    }

    private static <E> E read(Aggregate<?, E, ?> aggregate, String type, String json) {
        try {
            return aggregate.types().read(type, json);
        } catch (IllegalStateException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    List<Aggregate<?, ?, ?>> registered() {
        return registered;
    }

    EventStore store() {
        return store;
    }
}
