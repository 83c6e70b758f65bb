package dev.manabi.eventsourcing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ReceivedMessagesTest {

    private static TestDatabase database;

    private final UUID message = Ids.next();

    @BeforeAll
    static void createDatabase() throws SQLException {
        database = TestDatabase.create();
    }

    @Test
    void a_message_is_new_once() throws SQLException {
        assertThat(add("reviews", message)).isTrue();
        assertThat(add("reviews", message)).isFalse();
    }

    @Test
    void each_consumer_hears_for_itself() throws SQLException {
        assertThat(add("reviews", message)).isTrue();
        assertThat(add("reports", message)).isTrue();
    }

    @Test
    void a_message_is_known_once_its_transaction_has_committed() throws SQLException {
        ReceivedMessages outside = new ReceivedMessages(database::connect);
        try (Transaction transaction = database.begin()) {
            new ReceivedMessages(transaction).add("reviews", message);
            assertThat(outside.contains("reviews", message)).isFalse();
            transaction.commit();
        }

        assertThat(outside.contains("reviews", message)).isTrue();
        assertThat(outside.contains("reports", message)).isFalse();
    }

    @Test
    void a_message_whose_transaction_was_rolled_back_is_new_again() throws SQLException {
        try (Transaction transaction = database.begin()) {
            new ReceivedMessages(transaction).add("reviews", message);
            transaction.rollback();
        }

        assertThat(add("reviews", message)).isTrue();
    }

    @Test
    void of_two_at_the_same_time_the_second_waits_and_is_told_that_it_is_late() throws Exception {
        try (Transaction first = database.begin();
                Transaction second = database.begin()) {
            assertThat(new ReceivedMessages(first).add("reviews", message)).isTrue();
            Future<Boolean> late =
                    CompletableFuture.supplyAsync(() -> new ReceivedMessages(second).add("reviews", message));
            await().until(() -> database.waiting() == 1);
            assertThat(late.isDone()).isFalse();

            first.commit();

            assertThat(late.get()).isFalse();
        }
    }

    @Test
    void of_two_at_the_same_time_the_second_goes_ahead_when_the_first_gives_up() throws Exception {
        try (Transaction first = database.begin();
                Transaction second = database.begin()) {
            new ReceivedMessages(first).add("reviews", message);
            Future<Boolean> late =
                    CompletableFuture.supplyAsync(() -> new ReceivedMessages(second).add("reviews", message));
            await().until(() -> database.waiting() == 1);

            first.rollback();

            assertThat(late.get()).isTrue();
        }
    }

    private static boolean add(String consumer, UUID message) throws SQLException {
        try (Transaction transaction = database.begin()) {
            boolean added = new ReceivedMessages(transaction).add(consumer, message);
            transaction.commit();
            return added;
        }
    }
}
