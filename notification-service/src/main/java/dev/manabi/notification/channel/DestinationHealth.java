package dev.manabi.notification.channel;

import dev.manabi.eventsourcing.StoreFailure;
import dev.manabi.notification.NotificationConfig;
import dev.manabi.notification.NotificationConfig.CircuitSettings;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How destinations have answered of late: one that fails again and again is left alone for a while, whoever wants to
 * tell it something. Shared by all replicas. Everything works in the caller's transaction, where there is one.
 */
@ApplicationScoped
public class DestinationHealth {

    private static final String FAILED = """
            insert into destination_health (destination, failures, failing_since) values (?, 1, ?)
            on conflict (destination) do update
               set failures = destination_health.failures + 1,
                   failing_since = coalesce(destination_health.failing_since, excluded.failing_since)
            returning failures, failing_since
            """;

    private static final String PAUSE = "update destination_health set paused_until = ? where destination = ?";

    private static final String SUCCEEDED = """
            insert into destination_health (destination, failures, last_success_at) values (?, 0, ?)
            on conflict (destination) do update
               set failures = 0, failing_since = null, paused_until = null, last_success_at = excluded.last_success_at
             where destination_health.failures > 0
                or destination_health.last_success_at is null
                or destination_health.last_success_at < excluded.last_success_at - interval '1 minute'
            """;

    private static final String FORGET = "delete from destination_health where destination = ?";

    private static final String READ =
            "select failing_since, paused_until from destination_health where destination = ?";

    private final AgroalDataSource database;
    private final CircuitSettings circuit;

    DestinationHealth(AgroalDataSource database, NotificationConfig config) {
        this.database = database;
        this.circuit = config.circuit();
    }

    /** Null where it works. */
    public record State(
            @Nullable Instant failingSince, @Nullable Instant pausedUntil) {}

    /** @return since when it has been failing */
    public Instant failed(String destination, Instant at) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(FAILED)) {
            statement.setString(1, destination);
            statement.setTimestamp(2, Timestamp.from(at));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                int failures = row.getInt(1);
                Instant since = row.getTimestamp(2).toInstant();
                if (failures >= circuit.failures()) {
                    update(PAUSE, Timestamp.from(at.plus(pause(failures))), destination);
                }
                return since;
            }
        } catch (SQLException e) {
            throw new StoreFailure(e);
        }
    }

    public void succeeded(String destination, Instant at) {
        update(SUCCEEDED, destination, Timestamp.from(at));
    }

    /** Whatever it was like before: it is tried again. */
    void forget(String destination) {
        update(FORGET, destination);
    }

    State of(String destination) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setString(1, destination);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? new State(instant(row.getTimestamp(1)), instant(row.getTimestamp(2)))
                        : new State(null, null);
            }
        } catch (SQLException e) {
            throw new StoreFailure(e);
        }
    }

    private Duration pause(int failures) {
        Duration pause = circuit.firstPause().multipliedBy(1L << Math.min(failures - circuit.failures(), 10));
        return pause.compareTo(circuit.longestPause()) > 0 ? circuit.longestPause() : pause;
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }

    private void update(String sql, Object... parameters) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailure(e);
        }
    }
}
