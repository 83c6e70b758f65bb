package dev.manabi.eventsourcing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;

/** Answers that were given under an Idempotency-Key, so that asking again gives the same answer and no second effect. */
public final class IdempotencyKeys {

    /**
     * @param requestHash of the request that the answer was given to
     * @param headers JSON object of the headers worth repeating
     */
    public record Answer(String requestHash, int status, String headers, String body) {}

    private final ConnectionSource connections;

    public IdempotencyKeys(ConnectionSource connections) {
        this.connections = connections;
    }

    public Optional<Answer> find(String principal, String key) {
        String sql = "select request_hash, status, headers, body from idempotency_key where principal = ? and key = ?";
        try (Connection connection = connections.get();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, principal);
            statement.setString(2, key);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                return Optional.of(new Answer(row.getString(1), row.getInt(2), row.getString(3), row.getString(4)));
            }
        } catch (SQLException e) {
            throw new StoreFailure(e);
        }
    }

    /** @return false where the key was taken in the meantime: the transaction must be rolled back */
    public boolean add(String principal, String key, Answer answer) {
        String sql = """
                insert into idempotency_key (principal, key, request_hash, status, headers, body)
                values (?, ?, ?, ?, ?::jsonb, ?) on conflict do nothing
                """;
        try (Connection connection = connections.get();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, principal);
            statement.setString(2, key);
            statement.setString(3, answer.requestHash());
            statement.setInt(4, answer.status());
            statement.setString(5, answer.headers());
            statement.setString(6, answer.body());
            return statement.executeUpdate() == 1;
        } catch (SQLException e) {
            throw new StoreFailure(e);
        }
    }

    /** Forgets the oldest answers, a bounded number at a time. */
    public int removeBefore(Instant time) {
        String sql = """
                delete from idempotency_key where (principal, key) in
                    (select principal, key from idempotency_key where created_at < ? order by created_at limit 10000)
                """;
        try (Connection connection = connections.get();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, Timestamp.from(time));
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailure(e);
        }
    }
}
