package dev.manabi.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.notification.delivery.Leases.Lease;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rows that are due tomorrow, so that the workers of the service, who live today, pass them by. */
@QuarkusTest
class LeasesTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    @Inject
    Leases leases;

    @Inject
    DataSource database;

    private final List<UUID> made = new ArrayList<>();

    @AfterEach
    void clear() throws SQLException {
        for (String sql :
                List.of("delete from delivery where id = ?", "delete from delivery_lease where delivery_id = ?")) {
            try (Connection connection = database.getConnection();
                    PreparedStatement statement = connection.prepareStatement(sql)) {
                for (UUID id : made) {
                    statement.setObject(1, id);
                    statement.executeUpdate();
                }
            }
        }
    }

    @Test
    void however_many_claim_at_once_nobody_gets_what_another_has() throws Exception {
        Instant future = Instant.now().plus(Duration.ofDays(1));
        for (int i = 0; i < 60; i++) {
            due(future);
        }
        List<UUID> claimed = new ArrayList<>();
        try (ExecutorService replicas = Executors.newFixedThreadPool(8)) {
            Callable<List<UUID>> replica = () -> {
                List<UUID> mine = new ArrayList<>();
                // Losing a race looks like an empty queue: look until it really is.
                for (int misses = 0; misses < 20; ) {
                    Optional<Lease> lease = leases.claim("chat", future, LONG);
                    if (lease.isEmpty()) {
                        misses++;
                    }
                    lease.ifPresent(one -> mine.add(one.delivery()));
                }
                return mine;
            };
            for (Future<List<UUID>> mine : replicas.invokeAll(java.util.Collections.nCopies(8, replica))) {
                claimed.addAll(mine.get());
            }
        }
        assertThat(claimed).containsExactlyInAnyOrderElementsOf(made);
    }

    @Test
    void a_lease_that_has_run_out_is_taken_over_and_cannot_be_given_back_by_its_former_holder() {
        Instant future = Instant.now().plus(Duration.ofDays(1));
        UUID id = due(future);
        Lease dead = leases.claim("chat", future, Duration.ofMillis(1)).orElseThrow();
        Lease heir = org.awaitility.Awaitility.await()
                .until(() -> leases.claim("chat", future, LONG), Optional::isPresent)
                .orElseThrow();
        assertThat(heir.delivery()).isEqualTo(id).isEqualTo(dead.delivery());
        leases.release(dead);
        assertThat(leases.claim("chat", future, LONG)).isEmpty();
        leases.release(heir);
        assertThat(leases.claim("chat", future, LONG)).isPresent();
    }

    @Test
    void what_is_not_due_or_of_another_channel_is_left_alone() {
        Instant future = Instant.now().plus(Duration.ofDays(1));
        due(future);
        assertThat(leases.claim("chat", future.minusSeconds(1), LONG)).isEmpty();
        assertThat(leases.claim("another", future, LONG)).isEmpty();
    }

    private UUID due(Instant at) {
        UUID id = UUID.randomUUID();
        String sql = """
                insert into delivery (id, version, source_event_id, event, channel, recipient_kind, recipient,
                                      announcement, subject, status, attempts, confidential, requested_at, due_at,
                                      destination, mandatory)
                values (?, 1, ?, 'x', 'CHAT', 'CHAT_ROOM', 'chat', 'x', 'x', 'PENDING', 0, false, ?, ?, 'chat', true)
                """;
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, id);
            statement.setObject(2, id);
            statement.setTimestamp(3, java.sql.Timestamp.from(at));
            statement.setTimestamp(4, java.sql.Timestamp.from(at));
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        made.add(id);
        return id;
    }
}
