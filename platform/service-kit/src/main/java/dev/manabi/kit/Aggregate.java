package dev.manabi.kit;

import dev.manabi.contracts.PublicEvent;
import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.Decider;
import dev.manabi.eventsourcing.DomainException;
import dev.manabi.eventsourcing.EventMetadata;
import dev.manabi.eventsourcing.EventStore;
import dev.manabi.eventsourcing.EventTypes;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.eventsourcing.OutgoingMessage;
import dev.manabi.eventsourcing.Projection;
import dev.manabi.eventsourcing.Recorded;
import dev.manabi.eventsourcing.Resumed;
import dev.manabi.eventsourcing.Snapshot;
import dev.manabi.eventsourcing.Snapshots;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The way of every command: load the stream, decide, append events and messages in one statement, project. Runs in the
 * caller's transaction. A long stream of an aggregate with snapshots is loaded from the newest of them on.
 */
public final class Aggregate<C, E, S> {

    private final Decider<C, E, S> decider;
    private final EventTypes<E> types;
    private final @Nullable Snapshots<S> snapshots;
    private final Projection<E> projection;
    private final Publisher<E, S> publisher;
    private final EventStore store;
    private final CloudEvents cloudEvents;
    private final Relay relay;
    private final AwaitedAnswers answers;

    Aggregate(
            Decider<C, E, S> decider,
            EventTypes<E> types,
            @Nullable Snapshots<S> snapshots,
            Projection<E> projection,
            Publisher<E, S> publisher,
            EventStore store,
            CloudEvents cloudEvents,
            Relay relay,
            AwaitedAnswers answers) {
        this.decider = decider;
        this.types = types;
        this.snapshots = snapshots;
        this.projection = projection;
        this.publisher = publisher;
        this.store = store;
        this.cloudEvents = cloudEvents;
        this.relay = relay;
        this.answers = answers;
    }

    /** @throws DomainException where a rule, or a version other than the expected one, forbids it */
    public Handled<S> handle(UUID id, C command, Expected expected, Cause cause) {
        return prepare(id, command, expected, cause).commit();
    }

    /** Loads and decides, and writes nothing yet: a transaction over two streams prepares both before it commits one. */
    public Prepared prepare(UUID id, C command, Expected expected, Cause cause) {
        Loaded<S> loaded =
                expected instanceof Expected.New ? new Loaded<>(decider.initial(), 0, 0) : read(id, Long.MAX_VALUE);
        if (expected instanceof Expected.Version(long version) && version != loaded.version()) {
            throw new DomainException.StaleVersion(version, loaded.version());
        }
        List<E> events = decider.decide(command, loaded.state());
        return new Prepared(id, loaded, events, expected, cause);
    }

    /**
     * Decides upon a state that the caller holds already; nothing is loaded.
     *
     * @param known the state at its version; the commit appends after it, and fails with {@link
     *     DomainException.ConcurrentChange} where the stream has moved on
     */
    public Prepared prepareUpon(UUID id, Handled<S> known, C command, Cause cause) {
        List<E> events = decider.decide(command, known.state());
        return new Prepared(id, new Loaded<>(known.state(), known.version(), 0), events, Expected.any(), cause);
    }

    /**
     * A second command in the same transaction, upon what the first one left behind: nothing is loaded after a write.
     *
     * @param reached what {@link #handle} answered for this very id in this very transaction
     */
    public Handled<S> continueWith(UUID id, Handled<S> reached, C command, Cause cause) {
        return prepareUpon(id, reached, command, cause).commit();
    }

    public Handled<S> load(UUID id) {
        return loadAtVersion(id, Long.MAX_VALUE);
    }

    /** As it was at that version; as it is, where there are not so many. */
    public Handled<S> loadAtVersion(UUID id, long version) {
        Loaded<S> loaded = read(id, version);
        return new Handled<>(loaded.state(), loaded.version(), false);
    }

    /** As it was at that time, by what had been recorded until then. */
    public Handled<S> loadAt(UUID id, Instant time) {
        return loadAtVersion(id, store.versionAt(id, time));
    }

    /** Everything that happened to it, oldest first. */
    public List<Recorded<E>> history(UUID id) {
        return store.load(types, id);
    }

    /** At most so many of the things that happened to it after a version, oldest first. */
    public List<Recorded<E>> history(UUID id, long afterVersion, int limit) {
        return store.history(types, id, afterVersion, limit);
    }

    private Loaded<S> read(UUID id, long until) {
        Resumed<E, S> resumed = snapshots == null
                ? new Resumed<>(null, store.load(types, id))
                : store.resume(types, snapshots, id, until);
        @Nullable Snapshot<S> from = resumed.from();
        S state = from == null ? decider.initial() : from.state();
        long version = from == null ? 0 : from.version();
        for (Recorded<E> recorded : resumed.events()) {
            if (recorded.version() > until) {
                break;
            }
            state = decider.evolve(state, recorded.event());
            version = recorded.version();
        }
        return new Loaded<>(state, version, resumed.events().size());
    }

    /** @param replayed how many events had to be read to know the state */
    private record Loaded<S>(S state, long version, int replayed) {}

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
        publisher.publish(recorded, after).map(event -> write(event, recorded)).ifPresent(messages::add);
    }

    private OutgoingMessage write(PublicEvent event, Recorded<E> recorded) {
        return cloudEvents.write(event, recorded.metadata(), recorded.version());
    }

    /** Something that the world is told. */
    private record News(PublicEvent event, EventMetadata metadata) {}

    /** A decision that has not been written yet. */
    public final class Prepared {
        private final UUID id;
        private final Loaded<S> before;
        private final List<E> events;
        private final Expected expected;
        private final Cause cause;
        private List<Recorded<E>> recorded = List.of();

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

        /** What the commit has appended; nothing before it. */
        public List<Recorded<E>> recorded() {
            return recorded;
        }

        public Handled<S> commit() {
            if (events.isEmpty()) {
                return new Handled<>(before.state(), before.version(), false);
            }
            List<Recorded<E>> batch = new ArrayList<>(events.size());
            List<Snapshot<S>> due = new ArrayList<>();
            List<OutgoingMessage> messages = new ArrayList<>(events.size());
            List<News> news = new ArrayList<>(events.size());
            S state = before.state();
            long version = before.version();
            for (E event : events) {
                version++;
                state = decider.evolve(state, event);
                Recorded<E> next = new Recorded<>(id, version, event, cause.newEvent());
                batch.add(next);
                publisher.publish(next, state).ifPresent(told -> {
                    messages.add(write(told, next));
                    news.add(new News(told, next.metadata()));
                });
                if (isDue(version)) {
                    due.add(new Snapshot<>(state, version));
                }
            }
            append(batch, messages);
            keep(due);
            news.forEach(one -> answers.told(one.event(), one.metadata(), types.kind(), id));
            batch.forEach(projection::project);
            recorded = List.copyOf(batch);
            if (!messages.isEmpty()) {
                relay.signalAfterCommit();
            }
            return new Handled<>(state, version, true);
        }

        /** At its turn, or at the end where the last one in turn was not found: it was deleted, or is of another shape. */
        private boolean isDue(long version) {
            if (snapshots == null) {
                return false;
            }
            boolean last = version == before.version() + events.size();
            return snapshots.isDue(version) || (last && snapshots.isMissingAfter(before.replayed()));
        }

        private void keep(List<Snapshot<S>> due) {
            if (snapshots != null) {
                due.forEach(snapshot -> store.keep(snapshots, id, snapshot));
            }
        }

        /** Whoever named the version that it has seen and lost the race has seen an old one by now. */
        private void append(List<Recorded<E>> batch, List<OutgoingMessage> messages) {
            try {
                store.append(types, id, before.version(), batch, messages);
            } catch (DomainException.ConcurrentChange e) {
                if (expected instanceof Expected.Version(long seen)) {
                    throw new DomainException.StaleVersion(seen);
                }
                throw e;
            }
        }
    }
}
