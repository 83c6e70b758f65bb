package dev.manabi.eventsourcing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.eventsourcing.Outbox.Place;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Why the outbox is read by transaction and position below the oldest running transaction, and by nothing simpler: each
 * simpler way is shown to lose or to reorder, and the real one to do neither in the same course of events.
 */
class OutboxOrderTest {

    private static final String BY_POSITION =
            "select payload, position from outbox where position > ? order by position";
    private static final String BY_POSITION_BELOW_THE_OLDEST_TRANSACTION = """
            select payload, position from outbox
             where position > ? and tx < pg_snapshot_xmin(pg_current_snapshot()) order by position
            """;

    private static TestDatabase database;

    @BeforeAll
    static void createDatabase() throws SQLException {
        database = TestDatabase.create();
    }

    @BeforeEach
    void emptyOutbox() throws SQLException {
        database.execute("truncate outbox");
    }

    @Test
    void a_reader_that_follows_positions_misses_what_is_committed_late() throws SQLException {
        try (Transaction slow = database.begin();
                Transaction quick = database.begin();
                Reader naive = new Reader(BY_POSITION);
                RealReader real = new RealReader()) {
            queue(slow, "slow");
            queue(quick, "quick");
            quick.commit();
            naive.read();
            real.read();
            slow.commit();
            naive.read();
            real.read();

            assertThat(naive.seen).containsExactly("quick");
            assertThat(real.seen).containsExactly("slow", "quick");
        }
    }

    @Test
    void a_reader_that_removes_by_position_destroys_what_is_committed_late() throws SQLException {
        try (Transaction slow = database.begin();
                Transaction quick = database.begin();
                Reader naive = new Reader(BY_POSITION)) {
            queue(slow, "slow");
            queue(quick, "quick");
            quick.commit();
            naive.read();
            slow.commit();
            database.execute("delete from outbox where position <= " + naive.last);

            assertThat(naive.seen).containsExactly("quick");
            assertThat(database.number("select count(*) from outbox")).isZero();
        }
    }

    @Test
    void below_the_oldest_transaction_a_reader_that_follows_positions_still_misses_some() throws SQLException {
        try (Transaction older = database.begin();
                Transaction younger = database.begin();
                Reader naive = new Reader(BY_POSITION_BELOW_THE_OLDEST_TRANSACTION);
                RealReader real = new RealReader()) {
            older.takeId();
            queue(younger, "younger");
            queue(older, "older");
            older.commit();
            naive.read();
            real.read();
            younger.commit();
            naive.read();
            real.read();

            assertThat(naive.seen).containsExactly("older");
            assertThat(real.seen).containsExactly("older", "younger");
        }
    }

    @Test
    void the_real_reader_sees_nothing_of_a_transaction_that_gave_up() throws SQLException {
        try (Transaction given = database.begin();
                Transaction kept = database.begin();
                RealReader real = new RealReader()) {
            queue(given, "given up");
            queue(kept, "kept");
            kept.commit();
            real.read();
            given.rollback();
            real.read();

            assertThat(real.seen).containsExactly("kept");
        }
    }

    private static void queue(Transaction transaction, String payload) {
        transaction.outbox().add(List.of(new OutgoingMessage(Ids.next(), "tallies", "key", Map.of(), payload)));
    }

    /** A reader as one might write it: it remembers the last position it saw. */
    private static final class Reader implements AutoCloseable {
        private final Connection connection = database.connect();
        private final String sql;
        private final List<String> seen = new ArrayList<>();
        private long last;

        Reader(String sql) throws SQLException {
            this.sql = sql;
        }

        void read() throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setLong(1, last);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        seen.add(rows.getString(1));
                        last = rows.getLong(2);
                    }
                }
            }
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    private static final class RealReader implements AutoCloseable {
        private final Connection connection = database.connect();
        private final List<String> seen = new ArrayList<>();
        private Place done = Place.START;

        RealReader() throws SQLException {}

        void read() throws SQLException {
            for (Outbox.Queued queued : Outbox.next(connection, done, 100)) {
                seen.add(queued.message().payload());
                Outbox.remove(connection, done, queued.place());
                done = queued.place();
            }
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
