package dev.manabi.eventsourcing;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Streams of events in PostgreSQL. Works inside the transaction that its connection source hands out and never commits.
 *
 * <p>Every stream that a transaction needs is loaded before its first write. The first write takes a transaction id, and
 * the relay publishes in the order of these ids; loading later could let a transaction with an older id append a newer
 * version. The store refuses it: the loading at once, the appending where it would come to that. A number drawn from a
 * sequence takes an id too, now and then.
 */
public final class EventStore {

    private static final String LOAD = """
            select pg_current_xact_id_if_assigned() is not null as has_written,
                   e.version, e.type, e.data, e.id, e.at, e.actor, e.correlation_id, e.causation_id, e.traceparent
              from (select 1) as always
              left join event e on e.stream_id = ?
             order by e.version
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

    private static final String COUNT = "select count(*) from appended";

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
                    if (rows.getBoolean("has_written")) {
                        throw new IllegalStateException(
                                "Load every stream before the first write of a transaction: " + streamId);
                    }
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
     * Appends an event as it stands in another store, to the letter, and tells nobody.
     *
     * @return false where it stands here already
     * @throws DomainException.ConcurrentChange where another event stands in its place, or it does not follow
     */
    public boolean takeOver(
            String kind, UUID streamId, long version, String type, String json, EventMetadata metadata) {
        String sql = (version == 1 ? NEW_HEAD : NEXT_HEAD) + EVENTS + COUNT;
        try (Connection connection = connections.get();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            int next = bindHead(statement, kind, streamId, version - 1, 1);
            next = bindCause(statement, next, kind, metadata);
            statement.setArray(next++, connection.createArrayOf("bigint", new Object[] {version}));
            statement.setArray(next++, connection.createArrayOf("uuid", new Object[] {metadata.id()}));
            statement.setArray(next++, connection.createArrayOf("text", new Object[] {type}));
            statement.setArray(next, connection.createArrayOf("text", new Object[] {json}));
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
