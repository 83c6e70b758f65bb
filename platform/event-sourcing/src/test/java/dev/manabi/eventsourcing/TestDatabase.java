package dev.manabi.eventsourcing;

import dev.manabi.launcher.LocalPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** A database of its own with the tables of the event store, on the one PostgreSQL of this JVM. */
final class TestDatabase {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name;

    private TestDatabase(String name) {
        this.name = name;
    }

    /** Started with the first test that needs it, stopped with the JVM. */
    private static final class Server {
        private static final LocalPostgres POSTGRES = LocalPostgres.start(LocalPostgres.Options.forTests());
    }

    static LocalPostgres server() {
        return Server.POSTGRES;
    }

    static TestDatabase create() throws SQLException {
        TestDatabase database = new TestDatabase("store" + COUNT.incrementAndGet());
        server().createDatabase(database.name);
        try (Connection superuser = server().superuser();
                Statement statement = superuser.createStatement()) {
            // A crash of PostgreSQL must not take back what was committed, else the relay would have told of nothing.
            statement.execute("alter database " + database.name + " set synchronous_commit = on");
        }
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(resource("/db/migration/V1__event_store.sql"));
            statement.execute(resource("/db/migration/V2__snapshot.sql"));
        }
        return database;
    }

    String name() {
        return name;
    }

    String url() {
        return server().jdbcUrl(name);
    }

    /** A new connection, each statement committing itself. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), name, name);
    }

    /** A new transaction, open until it is committed, rolled back or closed. */
    Transaction begin() throws SQLException {
        return new Transaction(connect());
    }

    /** The one number that the query gives. */
    long number(String sql, Object... parameters) throws SQLException {
        try (Connection connection = connect()) {
            return number(connection, sql, parameters);
        }
    }

    static long number(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Ends the sessions of this database that hold an advisory lock, as a network or an operator might. */
    int killLeader() throws SQLException {
        String sql = """
                select count(pg_terminate_backend(l.pid)) from pg_locks l join pg_database d on d.oid = l.database
                 where l.locktype = 'advisory' and l.granted and d.datname = ?
                """;
        try (Connection superuser = server().superuser()) {
            return (int) number(superuser, sql, name);
        }
    }

    /** How many sessions of this database wait for a lock that another one holds. */
    long waiting() throws SQLException {
        try (Connection superuser = server().superuser()) {
            return number(
                    superuser,
                    "select count(*) from pg_stat_activity where datname = ? and wait_event_type = 'Lock'",
                    name);
        }
    }

    private static String resource(String path) {
        try (InputStream file = TestDatabase.class.getResourceAsStream(path)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
