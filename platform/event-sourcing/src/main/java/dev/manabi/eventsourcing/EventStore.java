package dev.manabi.eventsourcing;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Streams of events in PostgreSQL. Works inside the transaction that its connection source hands out and never commits.
 *
 * <p>Every stream that a transaction needs is loaded before its first write. The first write takes a transaction id, and
 * the relay publishes in the order of these ids; loading later could let a transaction with an older id append a newer
 * version. The store refuses it: the loading at once, the appending where it would come to that. A number drawn from a
 * sequence takes an id too, now and then.
 */
public final class EventStore {

    private static final Logger LOG = LoggerFactory.getLogger(EventStore.class);

    private static final String LOAD = """
            select pg_current_xact_id_if_assigned() is not null as has_written,
                   e.version, e.type, e.data, e.id, e.at, e.actor, e.correlation_id, e.causation_id, e.traceparent
              from (select 1) as always
              left join event e on e.stream_id = ?
             order by e.version
            """;

    /** The first row is the kept state, or one without data; both parts come in the order of their keys. */
    private static final String RESUME = """
            with newest as (
                select version, state::text as state from snapshot
                 where stream_id = ? and shape = ? and version <= ?
                 order by version desc limit 1
            )
            select pg_current_xact_id_if_assigned() is not null as has_written,
                   coalesce(newest.version, 0) as version, null as type, newest.state as data, null::uuid as id,
                   null::timestamptz as at, null as actor, null::uuid as correlation_id, null::uuid as causation_id,
                   null as traceparent
              from (select 1) as always
              left join newest on true
             union all
            select false, version, type, data::text, id, at, actor, correlation_id, causation_id, traceparent
              from event
             where stream_id = ? and version > coalesce((select version from newest), 0) and version <= ?
             order by version
            """;

    private static final String HISTORY = """
            select version, type, data, id, at, actor, correlation_id, causation_id, traceparent
              from event where stream_id = ? and version > ? order by version limit ?
            """;

    /** Halves the stream until one version is left: a few rows by the primary key, however long it is. */
    private static final String VERSION_AT = """
            with recursive part (low, high) as (
                select 0::bigint, coalesce((select version from stream where id = ?), 0)
                 union all
                select case when middle.at <= ? then middle.version else low end,
                       case when middle.at <= ? then high else middle.version - 1 end
                  from part
                 cross join lateral (
                       select version, at from event
                        where stream_id = ? and version = (low + high + 1) / 2 limit 1) as middle
                 where low < high
            )
            select low from part where low = high
            """;

    private static final String KEEP = """
            insert into snapshot (stream_id, version, shape, state) values (?, ?, ?, ?::json)
            on conflict (stream_id, version) do update set shape = excluded.shape, state = excluded.state
            """;

    private static final String NEW_HEAD = """
            with head as (
                insert into stream (id, kind, version) values (?, ?, ?)
                on conflict (id) do nothing
                returning id
            )
            """;

    private static final String NEXT_HEAD = """
            with head as (
                update stream set version = ?, tx = pg_current_xact_id()
                 where id = ? and version = ? and tx <= pg_current_xact_id()
                returning id
            )
            """;

    private static final String EVENTS = """
            , appended as (
                insert into event (stream_id, version, id, kind, type, data,
                                   at, actor, correlation_id, causation_id, traceparent)
                select head.id, e.version, e.id, ?, e.type, e.data::jsonb, ?, ?, ?, ?, ?
                  from head, unnest(?::bigint[], ?::uuid[], ?::text[], ?::text[]) as e (version, id, type, data)
                 order by e.version
                returning version
            )
            """;

    private static final String MESSAGES = """
            , queued as (
                insert into outbox (message_id, topic, key, headers, payload)
                select m.id, m.topic, m.key, m.headers::jsonb, m.payload
                  from head, unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[])
                       with ordinality as m (id, topic, key, headers, payload, nth)
                 order by m.nth
            )
            """;

    /** What was kept of a stream that has been emptied since. */
    private static final String FORGOTTEN = """
            , forgotten as (
                delete from snapshot where stream_id = (select id from head) and version >= ?
            )
            """;

    private static final String COUNT = "select count(*) from appended";

    private static final String NO_SHAPE = "";

    private final ConnectionSource connections;

    public EventStore(ConnectionSource connections) {
        this.connections = connections;
    }

    /** A stream's whole history, oldest first; empty where there is no such stream. */
    public <E> List<Recorded<E>> load(EventTypes<E> types, UUID streamId) {
        try (Connection connection = connections.get();
                PreparedStatement statement = connection.prepareStatement(LOAD)) {
            statement.setObject(1, streamId);
            try (ResultSet rows = statement.executeQuery()) {
                List<Recorded<E>> history = new ArrayList<>();
                while (rows.next()) {
                    requireNothingWritten(rows, streamId);
                    if (rows.getString("type") != null) {
                        history.add(recorded(types, streamId, rows));
                    }
                }
                return history;
            }
        } catch (SQLException e) {
            throw failure(e, streamId);
        }
    }

    /**
     * The newest state that is kept at or before a version, and what happened after it up to that version, in one round
     * trip. A kept state that cannot be read is left alone and the history is read.
     *
     * @param until the last version that counts; {@link Long#MAX_VALUE} for all of them
     */
    public <E, S> Resumed<E, S> resume(EventTypes<E> types, Snapshots<S> snapshots, UUID streamId, long until) {
        try (Connection connection = connections.get();
                PreparedStatement statement = connection.prepareStatement(RESUME)) {
            return resume(statement, types, snapshots, snapshots.shape(), streamId, until);
        } catch (SQLException e) {
            throw failure(e, streamId);
        }
    }

    private static <E, S> Resumed<E, S> resume(
            PreparedStatement statement,
            EventTypes<E> types,
            Snapshots<S> snapshots,
            String shape,
            UUID streamId,
            long until)
            throws SQLException {
        statement.setObject(1, streamId);
        statement.setString(2, shape);
        statement.setLong(3, until);
        statement.setObject(4, streamId);
        statement.setLong(5, until);
        @Nullable Snapshot<S> from = null;
        List<Recorded<E>> events = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            rows.next();
            requireNothingWritten(rows, streamId);
            @Nullable String json = rows.getString("data");
            if (json != null) {
                long version = rows.getLong("version");
                try {
                    from = new Snapshot<>(snapshots.read(json), version);
                } catch (JsonProcessingException e) {
                    LOG.warn(
                            "Snapshot {} of stream {} cannot be read; its history is read instead",
                            version,
                            streamId,
                            e);
                    return resume(statement, types, snapshots, NO_SHAPE, streamId, until);
                }
            }
            while (rows.next()) {
                events.add(recorded(types, streamId, rows));
            }
        }
        return new Resumed<>(from, events);
    }

    private static void requireNothingWritten(ResultSet row, UUID streamId) throws SQLException {
        if (row.getBoolean("has_written")) {
            throw new IllegalStateException("Load every stream before the first write of a transaction: " + streamId);
        }
    }

    /**
     * Keeps the state of a stream, in the transaction that appended its version. One that cannot be written is not kept:
     * no command fails for the sake of a cache.
     */
    public <S> void keep(Snapshots<S> snapshots, UUID streamId, Snapshot<S> snapshot) {
        String json;
        try {
            json = snapshots.write(snapshot.state());
        } catch (JsonProcessingException e) {
            LOG.warn("Snapshot {} of stream {} cannot be written", snapshot.version(), streamId, e);
            return;
        }
        try (Connection connection = connections.get();
                PreparedStatement statement = connection.prepareStatement(KEEP)) {
            statement.setObject(1, streamId);
            statement.setLong(2, snapshot.version());
            statement.setString(3, snapshots.shape());
            statement.setString(4, json);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw failure(e, streamId);
        }
    }

    /** At most so many events after a version, oldest first; for showing them, not for deciding upon them. */
    public <E> List<Recorded<E>> history(EventTypes<E> types, UUID streamId, long afterVersion, int limit) {
        try (Connection connection = connections.get();
                PreparedStatement statement = connection.prepareStatement(HISTORY)) {
            statement.setObject(1, streamId);
            statement.setLong(2, afterVersion);
            statement.setInt(3, limit);
            try (ResultSet rows = statement.executeQuery()) {
                List<Recorded<E>> history = new ArrayList<>();
                while (rows.next()) {
                    history.add(recorded(types, streamId, rows));
                }
                return history;
            }
        } catch (SQLException e) {
            throw failure(e, streamId);
        }
    }

    /** The version that a stream was at then, by what had been recorded until and at that time; 0 where it did not exist. */
    public long versionAt(UUID streamId, Instant time) {
        try (Connection connection = connections.get();
                PreparedStatement statement = connection.prepareStatement(VERSION_AT)) {
            Timestamp at = Timestamp.from(time);
            statement.setObject(1, streamId);
            statement.setTimestamp(2, at);
            statement.setTimestamp(3, at);
            statement.setObject(4, streamId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        } catch (SQLException e) {
            throw failure(e, streamId);
        }
    }

    /**
     * Appends the whole batch, and queues its messages, in one statement.
     *
     * @param from the version after which the batch follows; 0 for a new stream
     * @param events versions {@code from + 1 …}, at least one, all with the same cause
     * @throws DomainException.ConcurrentChange where the stream is not at {@code from}, or was brought there by a
     *     transaction that began to write after this one; nothing is written then
     */
    public <E> void append(
            EventTypes<E> types, UUID streamId, long from, List<Recorded<E>> events, List<OutgoingMessage> messages) {
        requireBatch(from, events);
        String sql = (from == 0 ? NEW_HEAD : NEXT_HEAD) + EVENTS + (messages.isEmpty() ? "" : MESSAGES) + COUNT;
        try (Connection connection = connections.get();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            int next = bindHead(statement, types.kind(), streamId, from, events.size());
            next = bindEvents(connection, statement, next, types, events);
            if (!messages.isEmpty()) {
                Outbox.bind(connection, statement, next, messages);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                if (row.getInt(1) != events.size()) {
                    throw new DomainException.ConcurrentChange(streamId);
                }
            }
        } catch (SQLException e) {
            throw failure(e, streamId);
        }
    }

    /**
     * Appends an event as it stands in another store, to the letter, and tells nobody. What was kept of another stream of
     * that id is forgotten.
     *
     * @return false where it stands here already
     * @throws DomainException.ConcurrentChange where another event stands in its place, or it does not follow
     */
    public boolean takeOver(
            String kind, UUID streamId, long version, String type, String json, EventMetadata metadata) {
        String sql = (version == 1 ? NEW_HEAD : NEXT_HEAD) + EVENTS + FORGOTTEN + COUNT;
        try (Connection connection = connections.get();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            int next = bindHead(statement, kind, streamId, version - 1, 1);
            next = bindCause(statement, next, kind, metadata);
            statement.setArray(next++, connection.createArrayOf("bigint", new Object[] {version}));
            statement.setArray(next++, connection.createArrayOf("uuid", new Object[] {metadata.id()}));
            statement.setArray(next++, connection.createArrayOf("text", new Object[] {type}));
            statement.setArray(next++, connection.createArrayOf("text", new Object[] {json}));
            statement.setLong(next, version);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                if (row.getInt(1) == 1) {
                    return true;
                }
            }
        } catch (SQLException e) {
            throw failure(e, streamId);
        }
        if (stands(streamId, version, metadata.id())) {
            return false;
        }
        throw new DomainException.ConcurrentChange(streamId);
    }

    private boolean stands(UUID streamId, long version, UUID id) {
        String sql = "select 1 from event where stream_id = ? and version = ? and id = ?";
        try (Connection connection = connections.get();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, streamId);
            statement.setLong(2, version);
            statement.setObject(3, id);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        } catch (SQLException e) {
            throw failure(e, streamId);
        }
    }

    /** The present version of a stream; 0 where there is none. Cost does not depend on its length. */
    public long version(UUID streamId) {
        try (Connection connection = connections.get();
                PreparedStatement statement = connection.prepareStatement("select version from stream where id = ?")) {
            statement.setObject(1, streamId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        } catch (SQLException e) {
            throw failure(e, streamId);
        }
    }

    /** Every event of one kind in the order of storing, which within a stream is the order of versions. */
    public <E> void forEach(EventTypes<E> types, Consumer<Recorded<E>> consumer) {
        String sql = """
                select stream_id, version, type, data, id, at, actor, correlation_id, causation_id, traceparent
                  from event where kind = ? order by position
                """;
        try (Connection connection = connections.get();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, types.kind());
            statement.setFetchSize(1_000);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    UUID streamId = Objects.requireNonNull(rows.getObject("stream_id", UUID.class));
                    consumer.accept(recorded(types, streamId, rows));
                }
            }
        } catch (SQLException e) {
            throw new StoreFailure(e);
        }
    }

    private static <E> void requireBatch(long from, List<Recorded<E>> events) {
        if (events.isEmpty()) {
            throw new IllegalArgumentException("Nothing to append");
        }
        EventMetadata cause = events.getFirst().metadata();
        long version = from;
        for (Recorded<E> event : events) {
            version++;
            if (event.version() != version) {
                throw new IllegalArgumentException("Version " + event.version() + " where " + version + " follows");
            }
            if (!event.metadata().hasCauseOf(cause)) {
                throw new IllegalArgumentException(
                        "Version " + version + " has another cause than the first of its batch");
            }
        }
    }

    private static int bindHead(PreparedStatement statement, String kind, UUID streamId, long from, int count)
            throws SQLException {
        if (from == 0) {
            statement.setObject(1, streamId);
            statement.setString(2, kind);
            statement.setLong(3, count);
        } else {
            statement.setLong(1, from + count);
            statement.setObject(2, streamId);
            statement.setLong(3, from);
        }
        return 4;
    }

    private static <E> int bindEvents(
            Connection connection,
            PreparedStatement statement,
            int first,
            EventTypes<E> types,
            List<Recorded<E>> events)
            throws SQLException {
        int next = bindCause(statement, first, types.kind(), events.getFirst().metadata());
        statement.setArray(next++, array(connection, "bigint", events, Recorded::version));
        statement.setArray(
                next++,
                array(connection, "uuid", events, event -> event.metadata().id()));
        statement.setArray(next++, array(connection, "text", events, event -> types.nameOf(event.event())));
        statement.setArray(next++, array(connection, "text", events, event -> types.write(event.event())));
        return next;
    }

    private static int bindCause(PreparedStatement statement, int first, String kind, EventMetadata cause)
            throws SQLException {
        int next = first;
        statement.setString(next++, kind);
        statement.setTimestamp(next++, Timestamp.from(cause.at()));
        statement.setString(next++, cause.actor());
        statement.setObject(next++, cause.correlationId());
        statement.setObject(next++, cause.causationId());
        statement.setString(next++, cause.traceparent());
        return next;
    }

    static <T> Array array(
            Connection connection, String type, List<T> rows, java.util.function.Function<T, Object> column)
            throws SQLException {
        return connection.createArrayOf(type, rows.stream().map(column).toArray());
    }

    private static <E> Recorded<E> recorded(EventTypes<E> types, UUID streamId, ResultSet row) throws SQLException {
        @Nullable UUID causationId = row.getObject("causation_id", UUID.class);
        EventMetadata metadata = new EventMetadata(
                row.getObject("id", UUID.class),
                row.getTimestamp("at").toInstant(),
                row.getString("actor"),
                row.getObject("correlation_id", UUID.class),
                causationId,
                row.getString("traceparent"));
        return new Recorded<>(
                streamId, row.getLong("version"), types.read(row.getString("type"), row.getString("data")), metadata);
    }

    /** Serialization failures and deadlocks are other people's writes; a new attempt decides on the new state. */
    static RuntimeException failure(SQLException e, UUID streamId) {
        String state = e.getSQLState();
        if ("40001".equals(state) || "40P01".equals(state)) {
            return new DomainException.ConcurrentChange(streamId);
        }
        return new StoreFailure(e);
    }
}
