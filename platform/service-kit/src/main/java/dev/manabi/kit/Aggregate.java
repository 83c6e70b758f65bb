package dev.manabi.kit;

import dev.manabi.contracts.PublicEvent;
import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.Decider;
import dev.manabi.eventsourcing.DomainException;
import dev.manabi.eventsourcing.EventStore;
import dev.manabi.eventsourcing.EventTypes;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.eventsourcing.OutgoingMessage;
import dev.manabi.eventsourcing.Projection;
import dev.manabi.eventsourcing.Recorded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The way of every command: load the stream, decide, append events and messages in one statement, project. Runs in the
 * caller's transaction.
 */
public final class Aggregate<C, E, S> {

    private final Decider<C, E, S> decider;
    private final EventTypes<E> types;
    private final Projection<E> projection;
    private final Publisher<E, S> publisher;
    private final EventStore store;
    private final CloudEvents cloudEvents;
    private final Relay relay;

    Aggregate(
            Decider<C, E, S> decider,
            EventTypes<E> types,
            Projection<E> projection,
            Publisher<E, S> publisher,
            EventStore store,
            CloudEvents cloudEvents,
            Relay relay) {
        this.decider = decider;
        this.types = types;
        this.projection = projection;
        this.publisher = publisher;
        this.store = store;
        this.cloudEvents = cloudEvents;
        this.relay = relay;
    }

    /** @throws DomainException where a rule, or a version other than the expected one, forbids it */
    public Handled<S> handle(UUID id, C command, Expected expected, Cause cause) {
        return prepare(id, command, expected, cause).commit();
    }

    /** Loads and decides, and writes nothing yet: a transaction over two streams prepares both before it commits one. */
    public Prepared prepare(UUID id, C command, Expected expected, Cause cause) {
        Loaded<S> loaded = expected instanceof Expected.New ? new Loaded<>(decider.initial(), 0) : read(id);
        if (expected instanceof Expected.Version(long version) && version != loaded.version()) {
            throw new DomainException.StaleVersion(version, loaded.version());
        }
        List<E> events = decider.decide(command, loaded.state());
        return new Prepared(id, loaded, events, expected, cause);
    }

    /**
     * A second command in the same transaction, upon what the first one left behind: nothing is loaded after a write.
     *
     * @param reached what {@link #handle} answered for this very id in this very transaction
     */
    public Handled<S> continueWith(UUID id, Handled<S> reached, C command, Cause cause) {
        List<E> events = decider.decide(command, reached.state());
        Loaded<S> loaded = new Loaded<>(reached.state(), reached.version());
        return new Prepared(id, loaded, events, Expected.any(), cause).commit();
    }

    public Handled<S> load(UUID id) {
        Loaded<S> loaded = read(id);
        return new Handled<>(loaded.state(), loaded.version(), false);
    }

    /** As it was at that time, by what had been recorded until then. */
    public Handled<S> loadAt(UUID id, Instant time) {
        S state = decider.initial();
        long version = 0;
        for (Recorded<E> recorded : store.load(types, id)) {
            if (recorded.metadata().at().isAfter(time)) {
                break;
            }
            state = decider.evolve(state, recorded.event());
            version = recorded.version();
        }
        return new Handled<>(state, version, false);
    }

    /** Everything that happened to it, oldest first. */
    public List<Recorded<E>> history(UUID id) {
        return store.load(types, id);
    }

    private Loaded<S> read(UUID id) {
        S state = decider.initial();
        long version = 0;
        for (Recorded<E> recorded : store.load(types, id)) {
            state = decider.evolve(state, recorded.event());
            version = recorded.version();
        }
        return new Loaded<>(state, version);
    }

    private record Loaded<S>(S state, long version) {}

    EventTypes<E> types() {
        return types;
    }

    Projection<E> projection() {
        return projection;
    }

    /** What was published for each event of one stream, made anew. */
    List<OutgoingMessage> messages(UUID id) {
        S state = decider.initial();
        List<OutgoingMessage> messages = new ArrayList<>();
        for (Recorded<E> recorded : store.load(types, id)) {
            state = decider.evolve(state, recorded.event());
            addMessage(messages, recorded, state);
        }
        return messages;
    }

    private void addMessage(List<OutgoingMessage> messages, Recorded<E> recorded, S after) {
        publisher
                .publish(recorded, after)
                .map((PublicEvent event) -> cloudEvents.write(event, recorded.metadata(), recorded.version()))
                .ifPresent(messages::add);
    }

    /** A decision that has not been written yet. */
    public final class Prepared {
        private final UUID id;
        private final Loaded<S> before;
        private final List<E> events;
        private final Expected expected;
        private final Cause cause;

        private Prepared(UUID id, Loaded<S> before, List<E> events, Expected expected, Cause cause) {
            this.id = id;
            this.before = before;
            this.events = events;
            this.expected = expected;
            this.cause = cause;
        }

        /** What will be appended. */
        public List<E> events() {
            return events;
        }

        public Handled<S> commit() {
            if (events.isEmpty()) {
                return new Handled<>(before.state(), before.version(), false);
            }
            List<Recorded<E>> recorded = new ArrayList<>(events.size());
            List<OutgoingMessage> messages = new ArrayList<>(events.size());
            S state = before.state();
            long version = before.version();
            for (E event : events) {
                version++;
                state = decider.evolve(state, event);
                Recorded<E> next = new Recorded<>(id, version, event, cause.newEvent());
                recorded.add(next);
                addMessage(messages, next, state);
            }
            append(recorded, messages);
            recorded.forEach(projection::project);
            if (!messages.isEmpty()) {
                relay.signalAfterCommit();
            }
            return new Handled<>(state, version, true);
        }

        /** Whoever named the version that it has seen and lost the race has seen an old one by now. */
        private void append(List<Recorded<E>> recorded, List<OutgoingMessage> messages) {
            try {
                store.append(types, id, before.version(), recorded, messages);
            } catch (DomainException.ConcurrentChange e) {
                if (expected instanceof Expected.Version(long seen)) {
                    throw new DomainException.StaleVersion(seen);
                }
                throw e;
            }
        }
    }
}
