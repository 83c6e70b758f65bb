package dev.manabi.eventsourcing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/** What a consumer has already acted upon. */
public final class ReceivedMessages {

    private final ConnectionSource connections;

    public ReceivedMessages(ConnectionSource connections) {
        this.connections = connections;
    }

    public boolean contains(String consumer, UUID messageId) {
        String sql = "select exists (select from inbox where consumer = ? and message_id = ?)";
        try (Connection connection = connections.get();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, consumer);
            statement.setObject(2, messageId);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        } catch (SQLException e) {
            throw new StoreFailure(e);
        }
    }

    /**
     * Remembers the message in the running transaction.
     *
     * @return false where somebody else was faster: the transaction must be rolled back
     */
    public boolean add(String consumer, UUID messageId) {
        String sql = "insert into inbox (consumer, message_id) values (?, ?) on conflict do nothing";
        try (Connection connection = connections.get();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, consumer);
            statement.setObject(2, messageId);
            return statement.executeUpdate() == 1;
        } catch (SQLException e) {
            throw new StoreFailure(e);
        }
    }
}
