package dev.manabi.notification.channel;

import dev.manabi.kit.TransactionSql;
import dev.manabi.notification.NotificationConfig;
import dev.manabi.notification.NotificationConfig.CircuitSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
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
            "select destination, failing_since, paused_until from destination_health where failing_since is not null";

    private final TransactionSql sql;
    private final CircuitSettings circuit;

    DestinationHealth(TransactionSql sql, NotificationConfig config) {
        this.sql = sql;
        this.circuit = config.circuit();
    }

    /** Null where it works. */
    record State(@Nullable Instant failingSince, @Nullable Instant pausedUntil) {}

    /** @return since when it has been failing */
    public Instant failed(String destination, Instant at) {
        Failing failing = sql.rows(
                        FAILED,
                        row -> new Failing(row.getInt(1), row.getTimestamp(2).toInstant()),
                        destination,
                        at)
                .getFirst();
        if (failing.failures() >= circuit.failures()) {
            sql.update(PAUSE, at.plus(pause(failing.failures())), destination);
        }
        return failing.since();
    }

    public void succeeded(String destination, Instant at) {
        sql.update(SUCCEEDED, destination, at);
    }

    /** Whatever it was like before: it is tried again. */
    void forget(String destination) {
        sql.update(FORGET, destination);
    }

    /** Of every destination that fails at present; the others work, as far as anybody knows. */
    Map<String, State> all() {
        Map<String, State> all = new HashMap<>();
        sql.rows(
                        READ,
                        row -> Map.entry(
                                row.getString(1),
                                new State(instant(row.getTimestamp(2)), instant(row.getTimestamp(3)))))
                .forEach(one -> all.put(one.getKey(), one.getValue()));
        return all;
    }

    private record Failing(int failures, Instant since) {}

    private Duration pause(int failures) {
        Duration pause = circuit.firstPause().multipliedBy(1L << Math.min(failures - circuit.failures(), 10));
        return pause.compareTo(circuit.longestPause()) > 0 ? circuit.longestPause() : pause;
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }
}
