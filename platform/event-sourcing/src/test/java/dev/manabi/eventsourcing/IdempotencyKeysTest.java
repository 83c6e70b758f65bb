package dev.manabi.eventsourcing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manabi.eventsourcing.IdempotencyKeys.Answer;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IdempotencyKeysTest {

    private static final Answer CREATED =
            new Answer("hash-1", 201, "{\"ETag\": \"\\\"1\\\"\", \"Location\": \"/api/v1/things/1\"}", "{\"id\":1}");
    private static final Answer OTHER = new Answer("hash-2", 200, "{}", "");

    private static TestDatabase database;

    @BeforeAll
    static void createDatabase() throws SQLException {
        database = TestDatabase.create();
    }

    @BeforeEach
    void forgetEverything() throws SQLException {
        database.execute("delete from idempotency_key");
    }

    @Test
    void an_answer_is_found_as_it_was_given() throws SQLException {
        assertThat(add("mei", "key", CREATED)).isTrue();

        assertThat(answers().find("mei", "key")).contains(CREATED);
    }

    @Test
    void an_unknown_key_has_no_answer() {
        assertThat(answers().find("mei", "key")).isEmpty();
    }

    @Test
    void the_same_key_of_two_people_is_two_keys() throws SQLException {
        assertThat(add("mei", "key", CREATED)).isTrue();
        assertThat(add("ken", "key", OTHER)).isTrue();

        assertThat(answers().find("mei", "key")).contains(CREATED);
        assertThat(answers().find("ken", "key")).contains(OTHER);
    }

    @Test
    void a_key_is_taken_once_and_keeps_its_first_answer() throws SQLException {
        assertThat(add("mei", "key", CREATED)).isTrue();
        assertThat(add("mei", "key", OTHER)).isFalse();

        assertThat(answers().find("mei", "key")).contains(CREATED);
    }

    @Test
    void of_two_at_the_same_time_the_second_waits_and_is_told_that_it_is_late() throws Exception {
        try (Transaction first = database.begin();
                Transaction second = database.begin()) {
            assertThat(new IdempotencyKeys(first).add("mei", "key", CREATED)).isTrue();
            Future<Boolean> late =
                    CompletableFuture.supplyAsync(() -> new IdempotencyKeys(second).add("mei", "key", OTHER));
            await().until(() -> database.waiting() == 1);
            assertThat(answers().find("mei", "key")).isEmpty();

            first.commit();

            assertThat(late.get()).isFalse();
        }
        assertThat(answers().find("mei", "key")).contains(CREATED);
    }

    @Test
    void of_two_at_the_same_time_the_second_goes_ahead_when_the_first_gives_up() throws Exception {
        try (Transaction first = database.begin();
                Transaction second = database.begin()) {
            new IdempotencyKeys(first).add("mei", "key", CREATED);
            Future<Boolean> late =
                    CompletableFuture.supplyAsync(() -> new IdempotencyKeys(second).add("mei", "key", OTHER));
            await().until(() -> database.waiting() == 1);

            first.rollback();

            assertThat(late.get()).isTrue();
        }
    }

    @Test
    void an_answer_goes_with_its_rolled_back_effect() throws SQLException {
        try (Transaction transaction = database.begin()) {
            new IdempotencyKeys(transaction).add("mei", "key", CREATED);
            transaction.rollback();
        }

        assertThat(answers().find("mei", "key")).isEmpty();
    }

    @Test
    void only_what_is_older_is_removed() throws SQLException {
        Instant limit = Instant.parse("2026-03-09T12:00:00Z");
        insert(1, "old", limit.minusMillis(1));
        insert(1, "exactly", limit);
        insert(1, "young", limit.plusMillis(1));

        assertThat(answers().removeBefore(limit)).isEqualTo(1);

        assertThat(database.number("select count(*) from idempotency_key where principal in ('exactly', 'young')"))
                .isEqualTo(2);
        assertThat(database.number("select count(*) from idempotency_key")).isEqualTo(2);
    }

    @Test
    void a_bounded_number_is_removed_at_a_time_the_oldest_first() throws SQLException {
        Instant limit = Instant.parse("2026-03-09T12:00:00Z");
        insert(10_000, "oldest", limit.minusSeconds(60));
        insert(5, "older", limit.minusSeconds(30));

        assertThat(answers().removeBefore(limit)).isEqualTo(10_000);
        assertThat(database.number("select count(*) from idempotency_key where principal = 'older'"))
                .isEqualTo(5);
        assertThat(answers().removeBefore(limit)).isEqualTo(5);
        assertThat(answers().removeBefore(limit)).isZero();
    }

    private static IdempotencyKeys answers() {
        return new IdempotencyKeys(database::connect);
    }

    private static boolean add(String principal, String key, Answer answer) throws SQLException {
        try (Transaction transaction = database.begin()) {
            boolean added = new IdempotencyKeys(transaction).add(principal, key, answer);
            transaction.commit();
            return added;
        }
    }

    private static void insert(int count, String principal, Instant createdAt) throws SQLException {
        database.execute("""
                insert into idempotency_key (principal, key, request_hash, status, headers, body, created_at)
                select '%s', n::text, '', 200, '{}', '', '%s' from generate_series(1, %d) n
                """.formatted(principal, createdAt, count));
    }
}
