package dev.manabi.system;

import dev.manabi.system.Evidence.KeptAnswer;
import dev.manabi.system.Evidence.Receipt;
import dev.manabi.system.Evidence.Store;
import dev.manabi.system.Evidence.StoredEvent;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Reads a service's database as it is, without asking the service. */
final class Databases {

    private static final String OWN_TABLES = """
            select table_name from information_schema.tables
             where table_schema = 'public' and table_type = 'BASE TABLE'
               and table_name not in
                   ('stream', 'event', 'snapshot', 'outbox', 'inbox', 'idempotency_key', 'flyway_schema_history')
             order by 1
            """;

    private Databases() {}

    static Store read(Connection connection) throws SQLException {
        Map<UUID, Long> heads = new HashMap<>();
        rows(connection, "select id, version from stream", row -> {
            heads.put(row.getObject(1, UUID.class), row.getLong(2));
            return row;
        });
        return new Store(
                events(connection),
                heads,
                rows(
                        connection,
                        "select consumer, message_id from inbox",
                        row -> new Receipt(row.getString(1), row.getObject(2, UUID.class))),
                rows(
                        connection,
                        "select principal, key, status, body from idempotency_key",
                        row -> new KeptAnswer(row.getString(1), row.getString(2), row.getInt(3), row.getString(4))),
                tables(connection),
                waiting(connection));
    }

    /** Rows as text, ordered by that text: equal contents give equal lists. */
    static Map<String, List<String>> tables(Connection connection) throws SQLException {
        Map<String, List<String>> tables = new TreeMap<>();
        for (String table : ownTables(connection)) {
            String sql = "select to_jsonb(t)::text from " + table + " t order by to_jsonb(t)::text collate \"C\"";
            tables.put(table, rows(connection, sql, row -> row.getString(1)));
        }
        return tables;
    }

    /** What this service has begun and not finished; empty when it is at rest. */
    static List<String> unfinished(Connection connection) throws SQLException {
        List<String> unfinished = new ArrayList<>();
        long waiting = waiting(connection);
        if (waiting > 0) {
            unfinished.add(waiting + " messages wait in the outbox");
        }
        if (ownTables(connection).contains("delivery")) {
            String pending = "select count(*) from delivery where status = 'PENDING'";
            long deliveries = rows(connection, pending, row -> row.getLong(1)).getFirst();
            if (deliveries > 0) {
                unfinished.add(deliveries + " deliveries are not sent");
            }
        }
        if (ownTables(connection).contains("postmortem_view")) {
            String typed = "select count(*) from postmortem_view where typed_since is not null";
            long due = rows(connection, typed, row -> row.getLong(1)).getFirst();
            if (due > 0) {
                unfinished.add(due + " postmortems are made findable");
            }
        }
        return unfinished;
    }

    private static long waiting(Connection connection) throws SQLException {
        return rows(connection, "select count(*) from outbox", row -> row.getLong(1))
                .getFirst();
    }

    private static List<String> ownTables(Connection connection) throws SQLException {
        return rows(connection, OWN_TABLES, row -> row.getString(1));
    }

    private static List<StoredEvent> events(Connection connection) throws SQLException {
        String sql = """
                select stream_id, version, id, type, actor, correlation_id, causation_id, tx::text from event
                 order by stream_id, version
                """;
        return rows(
                connection,
                sql,
                row -> new StoredEvent(
                        row.getObject(1, UUID.class),
                        row.getLong(2),
                        row.getObject(3, UUID.class),
                        row.getString(4),
                        row.getString(5),
                        row.getObject(6, UUID.class),
                        Optional.ofNullable(row.getObject(7, UUID.class)),
                        row.getString(8)));
    }

    private interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private static <T> List<T> rows(Connection connection, String sql, Row<T> reader) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            List<T> rows = new ArrayList<>();
            while (found.next()) {
                rows.add(reader.read(found));
            }
            return rows;
        }
    }
}
