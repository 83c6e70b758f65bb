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

    /** One row, with its place in the order of publishing. */
    record Queued(String tx, long position, OutgoingMessage message) {}

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
     */
    static List<Queued> next(Connection connection, int limit) throws SQLException {
        String sql = """
                select tx::text as tx_text, position, message_id, topic, key, headers, payload
                  from outbox
                 where tx < pg_snapshot_xmin(pg_current_snapshot())
                 order by outbox.tx, position
                 limit ?
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, limit);
            try (ResultSet rows = statement.executeQuery()) {
                List<Queued> queued = new ArrayList<>();
                while (rows.next()) {
                    OutgoingMessage message = new OutgoingMessage(
                            Objects.requireNonNull(rows.getObject("message_id", UUID.class)),
                            rows.getString("topic"),
                            rows.getString("key"),
                            headers(rows.getString("headers")),
                            rows.getString("payload"));
                    queued.add(new Queued(rows.getString("tx_text"), rows.getLong("position"), message));
                }
                return queued;
            }
        }
    }

    /** Removes everything up to and including {@code last}, which was the last of an unbroken row of acknowledged ones. */
    static void removeUpTo(Connection connection, Queued last) throws SQLException {
        String sql = "delete from outbox where (tx, position) <= (?::xid8, ?)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, last.tx());
            statement.setLong(2, last.position());
            statement.executeUpdate();
        }
    }

    static boolean isEmpty(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select not exists (select from outbox)");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getBoolean(1);
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
