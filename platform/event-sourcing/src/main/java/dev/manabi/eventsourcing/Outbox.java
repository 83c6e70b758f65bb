package dev.manabi.eventsourcing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Messages that a transaction wants told. They become visible with its commit and vanish with its rollback.
 */
public final class Outbox {

    private static final ObjectMapper HEADERS = new ObjectMapper();
    private static final TypeReference<Map<String, String>> HEADER_MAP = new TypeReference<>() {};

    /** No more messages are read at once when they hold as much, whatever their number; one alone may hold more. */
    private static final int ENOUGH_BYTES = 16 * 1024 * 1024;

    /** A row's place in the order of publishing. */
    record Place(String tx, long position) {
        static final Place START = new Place("0", 0);
    }

    record Queued(Place place, OutgoingMessage message) {}

    private final ConnectionSource connections;

    public Outbox(ConnectionSource connections) {
        this.connections = connections;
    }

    /** Queues messages that have no event of their own; those of events go with {@link EventStore#append}. */
    public void add(List<OutgoingMessage> messages) {
        if (messages.isEmpty()) {
            return;
        }
        String sql = """
                insert into outbox (message_id, topic, key, headers, payload)
                select m.id, m.topic, m.key, m.headers::jsonb, m.payload
                  from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[])
                       with ordinality as m (id, topic, key, headers, payload, nth)
                 order by m.nth
                """;
        try (Connection connection = connections.get();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(connection, statement, 1, messages);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailure(e);
        }
    }

    static void bind(Connection connection, PreparedStatement statement, int first, List<OutgoingMessage> messages)
            throws SQLException {
        int next = first;
        statement.setArray(next++, EventStore.array(connection, "uuid", messages, OutgoingMessage::id));
        statement.setArray(next++, EventStore.array(connection, "text", messages, OutgoingMessage::topic));
        statement.setArray(next++, EventStore.array(connection, "text", messages, OutgoingMessage::key));
        statement.setArray(
                next++, EventStore.array(connection, "text", messages, message -> headers(message.headers())));
        statement.setArray(next, EventStore.array(connection, "text", messages, OutgoingMessage::payload));
    }

    /**
     * The next messages in the order of publishing. Only those of transactions older than every running one are
     * offered: no other row can still appear before them.
     *
     * @param after where everything before is gone. Says nothing new, but spares the walk over the remains of removed
     *     rows, of which there are many while an old snapshot (a backup, say) keeps them from being cleaned away
     */
    static List<Queued> next(Connection connection, Place after, int limit) throws SQLException {
        String sql = """
                select tx::text as tx_text, position, message_id, topic, key, headers, payload
                  from (select outbox.*, sum(octet_length(payload)) over (order by tx, position) as bytes
                          from outbox
                         where tx < pg_snapshot_xmin(pg_current_snapshot()) and (tx, position) > (?::xid8, ?)
                         order by tx, position
                         limit ?) as waiting
                 where bytes - octet_length(payload) < ?
                 order by waiting.tx, position
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, after.tx());
            statement.setLong(2, after.position());
            statement.setInt(3, limit);
            statement.setInt(4, ENOUGH_BYTES);
            try (ResultSet rows = statement.executeQuery()) {
                List<Queued> queued = new ArrayList<>();
                while (rows.next()) {
                    OutgoingMessage message = new OutgoingMessage(
                            Objects.requireNonNull(rows.getObject("message_id", UUID.class)),
                            rows.getString("topic"),
                            rows.getString("key"),
                            headers(rows.getString("headers")),
                            rows.getString("payload"));
                    queued.add(new Queued(new Place(rows.getString("tx_text"), rows.getLong("position")), message));
                }
                return queued;
            }
        }
    }

    /**
     * Removes what follows {@code after} up to {@code last}, an unbroken row of acknowledged messages. The disk need not
     * have it before the relay goes on: a removal lost in a crash means that some messages are sent once more.
     */
    static void remove(Connection connection, Place after, Place last) throws SQLException {
        String sql = """
                delete from outbox
                 using (select set_config('synchronous_commit', 'off', true)) as this_statement_alone
                 where (tx, position) > (?::xid8, ?) and (tx, position) <= (?::xid8, ?)
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, after.tx());
            statement.setLong(2, after.position());
            statement.setString(3, last.tx());
            statement.setLong(4, last.position());
            statement.executeUpdate();
        }
    }

    static boolean isEmpty(Connection connection, Place after) throws SQLException {
        String sql = "select 1 from outbox where (tx, position) > (?::xid8, ?) order by outbox.tx, position limit 1";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, after.tx());
            statement.setLong(2, after.position());
            try (ResultSet row = statement.executeQuery()) {
                return !row.next();
            }
        }
    }

    /** How many messages wait. Counts rows, so ask seldom. */
    public long depth() {
        try (Connection connection = connections.get();
                PreparedStatement statement = connection.prepareStatement("select count(*) from outbox");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new StoreFailure(e);
        }
    }

    private static String headers(Map<String, String> headers) {
        try {
            return HEADERS.writeValueAsString(headers);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> headers(String json) {
        try {
            return HEADERS.readValue(json, HEADER_MAP);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
