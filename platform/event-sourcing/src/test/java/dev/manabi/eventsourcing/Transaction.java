package dev.manabi.eventsourcing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** An open transaction that hands out its one connection, as a container's data source does. */
final class Transaction implements ConnectionSource, AutoCloseable {

    private final Connection connection;
    private final Connection shared;

    Transaction(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        this.shared = (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null; // given back, not ended
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public Connection get() {
        return shared;
    }

    EventStore store() {
        return new EventStore(this);
    }

    Outbox outbox() {
        return new Outbox(this);
    }

    /** Takes a transaction id, as any write does. */
    long takeId() throws SQLException {
        return TestDatabase.number(connection, "select pg_current_xact_id()::text::bigint");
    }

    /** Spends time inside of the transaction. */
    void linger(double milliseconds) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select pg_sleep(?)")) {
            statement.setDouble(1, milliseconds / 1_000);
            statement.execute();
        }
    }

    void commit() throws SQLException {
        connection.commit();
    }

    void rollback() throws SQLException {
        connection.rollback();
    }

    @Override
    public void close() throws SQLException {
        if (!connection.isClosed()) {
            connection.rollback();
            connection.close();
        }
    }
}
