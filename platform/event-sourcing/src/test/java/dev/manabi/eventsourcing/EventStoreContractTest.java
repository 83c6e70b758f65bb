package dev.manabi.eventsourcing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.manabi.eventsourcing.DomainException.ConcurrentChange;
import dev.manabi.eventsourcing.Tally.Counted;
import dev.manabi.eventsourcing.Tally.Opened;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an event store promises, whatever it is made of. */
class EventStoreContractTest {

    private static final String RESTRICT_VIOLATION = "23001";

    private static TestDatabase database;

    private final UUID stream = Ids.next();

    @BeforeAll
    static void createDatabase() throws SQLException {
        database = TestDatabase.create();
    }

    @Test
    void what_is_appended_is_loaded_in_order() throws SQLException {
        List<Recorded<Tally>> appended = append(
                0, new Opened("visitors", "at the door"), new Counted(Ids.next(), 1), new Counted(Ids.next(), -2));

        assertThat(load(stream)).isEqualTo(appended);
        assertThat(version(stream)).isEqualTo(3);
    }

    @Test
    void an_unknown_stream_is_empty_and_has_no_version() throws SQLException {
        assertThat(load(stream)).isEmpty();
        assertThat(version(stream)).isZero();
    }

    @Test
    void versions_go_on_without_a_gap() throws SQLException {
        append(0, new Opened("visitors", null), counted());
        append(2, counted());
        append(3, counted(), counted());

        assertThat(versions(stream)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(version(stream)).isEqualTo(5);
    }

    @Test
    void metadata_comes_back_as_it_was_to_the_microsecond() throws SQLException {
        Cause full = new Cause(
                "ken",
                Instant.parse("1999-12-31T23:59:59.999999Z"),
                Ids.next(),
                Ids.next(),
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        Cause bare = new Cause("system:tests", Instant.parse("2026-10-25T01:30:00.000001Z"), Ids.next(), null, null);
        List<Recorded<Tally>> first = Tally.recorded(stream, 0, full, new Opened("visitors", null), counted());
        List<Recorded<Tally>> second = Tally.recorded(stream, 2, bare, counted());
        try (Transaction transaction = database.begin()) {
            transaction.store().append(Tally.TYPES, stream, 0, first, List.of());
            transaction.store().append(Tally.TYPES, stream, 2, second, List.of());
            transaction.commit();
        }

        assertThat(load(stream)).containsExactly(first.get(0), first.get(1), second.get(0));
    }

    @Test
    void text_of_every_kind_survives() throws SQLException {
        String text = "学び \" ' \\ {} , NULL \n\t 🙂 \u0001 '; drop table event; --";

        append(0, new Opened(text, "{\"a\":[null]}"));

        assertThat(load(stream).getFirst().event()).isEqualTo(new Opened(text, "{\"a\":[null]}"));
    }

    @Test
    void a_batch_is_stored_as_a_whole_or_not_at_all() throws SQLException {
        // PostgreSQL's jsonb takes no NUL, so the third event cannot be stored; no transaction is around it.
        EventStore store = new EventStore(database::connect);

        assertThatThrownBy(() ->
                        Tally.append(store, stream, 0, new Opened("visitors", null), counted(), new Opened("\0", null)))
                .isInstanceOf(StoreFailure.class);

        assertThat(load(stream)).isEmpty();
        assertThat(version(stream)).isZero();
        assertThat(queued(stream)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3, 4})
    void an_append_after_another_version_is_refused_and_writes_nothing(long seen) throws SQLException {
        append(0, new Opened("visitors", null), counted());

        try (Transaction transaction = database.begin()) {
            assertThatThrownBy(() -> Tally.append(transaction.store(), stream, seen, counted(), counted()))
                    .isInstanceOf(ConcurrentChange.class);
            transaction.commit();
        }

        assertThat(versions(stream)).containsExactly(1L, 2L);
        assertThat(version(stream)).isEqualTo(2);
        assertThat(queued(stream)).containsExactly(1L, 2L);
    }

    @Test
    void a_stream_is_opened_once() throws SQLException {
        append(0, new Opened("visitors", null));

        try (Transaction transaction = database.begin()) {
            assertThatThrownBy(() -> Tally.append(transaction.store(), stream, 0, new Opened("guests", null)))
                    .isInstanceOf(ConcurrentChange.class);
            transaction.commit();
        }

        assertThat(load(stream)).extracting(Recorded::event).containsExactly(new Opened("visitors", null));
        assertThat(queued(stream)).containsExactly(1L);
    }

    @Test
    void a_stream_that_does_not_exist_cannot_go_on() throws SQLException {
        try (Transaction transaction = database.begin()) {
            assertThatThrownBy(() -> Tally.append(transaction.store(), stream, 1, counted()))
                    .isInstanceOf(ConcurrentChange.class);
            transaction.commit();
        }

        assertThat(load(stream)).isEmpty();
        assertThat(queued(stream)).isEmpty();
    }

    @Test
    void sixteen_writers_race_on_one_stream_and_each_command_counts_once() throws Exception {
        append(0, new Opened("visitors", null));
        int writers = 16;
        int commands = 8;
        ConcurrentLinkedQueue<UUID> done = new ConcurrentLinkedQueue<>();
        race(writers, () -> {
            try (Transaction transaction = database.begin()) {
                for (int i = 0; i < commands; i++) {
                    UUID command = Ids.next();
                    untilItSucceeds(transaction, store -> {
                        long version = store.load(Tally.TYPES, stream).getLast().version();
                        Tally.append(store, stream, version, new Counted(command, 1));
                    });
                    done.add(command);
                }
            }
            return null;
        });

        long last = 1 + (long) writers * commands;
        assertThat(versions(stream))
                .isEqualTo(LongStream.rangeClosed(1, last).boxed().toList());
        assertThat(load(stream).stream().skip(1).map(one -> ((Counted) one.event()).command()))
                .containsExactlyInAnyOrderElementsOf(done);
        assertThat(queued(stream))
                .isEqualTo(LongStream.rangeClosed(1, last).boxed().toList());
    }

    @Test
    void of_racing_creators_one_wins() throws Exception {
        int creators = 16;
        List<Boolean> won = race(creators, () -> {
            try (Transaction transaction = database.begin()) {
                Tally.append(transaction.store(), stream, 0, new Opened("visitors", null), counted());
                transaction.commit();
                return true;
            } catch (ConcurrentChange e) {
                return false;
            }
        });

        assertThat(won).containsOnlyOnce(true);
        assertThat(versions(stream)).containsExactly(1L, 2L);
        assertThat(queued(stream)).containsExactly(1L, 2L);
    }

    @Test
    void a_creator_waits_for_the_one_before_and_goes_ahead_when_that_one_gives_up() throws Exception {
        try (Transaction first = database.begin();
                Transaction second = database.begin()) {
            Tally.append(first.store(), stream, 0, new Opened("first", null));
            Future<?> appended = CompletableFuture.runAsync(
                    () -> Tally.append(second.store(), stream, 0, new Opened("second", null)));
            await().until(() -> database.waiting() == 1);
            first.rollback();
            appended.get();
            second.commit();
        }

        assertThat(load(stream)).extracting(Recorded::event).containsExactly(new Opened("second", null));
    }

    @Test
    void a_deadlock_is_somebody_elses_change() throws Exception {
        UUID other = Ids.next();
        append(0, new Opened("visitors", null));
        try (Transaction transaction = database.begin()) {
            Tally.append(transaction.store(), other, 0, new Opened("guests", null));
            transaction.commit();
        }

        List<Throwable> failures = new ArrayList<>();
        try (Transaction one = database.begin();
                Transaction two = database.begin()) {
            Tally.append(one.store(), stream, 1, counted());
            Tally.append(two.store(), other, 1, counted());
            CompletableFuture<?> crossing =
                    CompletableFuture.runAsync(() -> Tally.append(one.store(), other, 1, counted()));
            await().until(() -> database.waiting() == 1);
            try {
                Tally.append(two.store(), stream, 1, counted());
            } catch (RuntimeException e) {
                failures.add(e);
            }
            two.rollback();
            crossing.handle((_, failure) -> failure == null || failures.add(failure.getCause()))
                    .get();
        }

        assertThat(failures).hasSize(1).first().isInstanceOf(ConcurrentChange.class);
    }

    @Test
    void a_serialization_failure_is_somebody_elses_change() throws SQLException {
        append(0, new Opened("visitors", null));
        try (Transaction transaction = database.begin()) {
            transaction.get().setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            transaction.store().load(Tally.TYPES, stream);
            append(1, counted());

            assertThatThrownBy(() -> Tally.append(transaction.store(), stream, 1, counted()))
                    .isInstanceOf(ConcurrentChange.class);
        }
    }

    @Test
    void two_streams_change_in_one_transaction_when_both_are_loaded_first() throws SQLException {
        UUID other = Ids.next();
        try (Transaction transaction = database.begin()) {
            EventStore store = transaction.store();
            store.load(Tally.TYPES, stream);
            store.load(Tally.TYPES, other);
            Tally.append(store, stream, 0, new Opened("visitors", null));
            Tally.append(store, other, 0, new Opened("guests", null), counted());
            transaction.commit();
        }

        assertThat(versions(stream)).containsExactly(1L);
        assertThat(versions(other)).containsExactly(1L, 2L);
    }

    @Test
    void loading_after_a_write_is_refused() throws SQLException {
        try (Transaction transaction = database.begin()) {
            Tally.append(transaction.store(), stream, 0, new Opened("visitors", null));

            assertThatThrownBy(() -> transaction.store().load(Tally.TYPES, Ids.next()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("before the first write");
        }
    }

    @Test
    void a_number_drawn_from_a_sequence_counts_as_a_write() throws SQLException {
        // Not each time: a sequence writes ahead for 32 numbers. So it would be refused now and then.
        database.execute("create sequence human_number");
        try (Transaction transaction = database.begin()) {
            TestDatabase.number(transaction.get(), "select nextval('human_number')");

            assertThatThrownBy(() -> transaction.store().load(Tally.TYPES, stream))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void a_transaction_cannot_append_after_one_that_began_writing_later() throws SQLException {
        // The relay goes by transaction ids: version 2 would leave before version 1.
        try (Transaction older = database.begin();
                Transaction younger = database.begin()) {
            older.takeId();
            Tally.append(younger.store(), stream, 0, new Opened("visitors", null));
            younger.commit();

            assertThatThrownBy(() -> Tally.append(older.store(), stream, 1, counted()))
                    .isInstanceOf(ConcurrentChange.class);
        }
    }

    @Test
    void a_rollback_leaves_nothing() throws SQLException {
        try (Transaction transaction = database.begin()) {
            Tally.append(transaction.store(), stream, 0, new Opened("visitors", null), counted());
            transaction.rollback();
        }

        assertThat(load(stream)).isEmpty();
        assertThat(version(stream)).isZero();
        assertThat(queued(stream)).isEmpty();
    }

    @Test
    void nothing_is_seen_before_the_commit() throws SQLException {
        try (Transaction transaction = database.begin()) {
            Tally.append(transaction.store(), stream, 0, new Opened("visitors", null));

            assertThat(load(stream)).isEmpty();
            assertThat(queued(stream)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update event set actor = 'nobody' where stream_id = '%s'",
                "update event set data = data where stream_id = '%s'",
                "delete from event where stream_id = '%s'",
                "truncate event",
                "truncate event, outbox cascade"
            })
    void history_cannot_be_rewritten(String sql) throws SQLException {
        List<Recorded<Tally>> appended = append(0, new Opened("visitors", null), counted());

        assertThatThrownBy(() -> database.execute(sql.formatted(stream)))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(RESTRICT_VIOLATION))
                .hasMessageContaining("events are never changed or removed");

        assertThat(load(stream)).isEqualTo(appended);
    }

    @Test
    void versions_that_do_not_follow_are_refused() throws SQLException {
        List<Recorded<Tally>> gap = List.of(
                Tally.recorded(stream, 0, new Opened("visitors", null)).getFirst(),
                Tally.recorded(stream, 2, counted()).getFirst());

        try (Transaction transaction = database.begin()) {
            assertThatThrownBy(() -> transaction.store().append(Tally.TYPES, stream, 0, gap, List.of()))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> transaction.store().append(Tally.TYPES, stream, 1, gap, List.of()))
                    .isInstanceOf(IllegalArgumentException.class);
            transaction.commit();
        }

        assertThat(load(stream)).isEmpty();
    }

    @Test
    void events_of_different_causes_do_not_share_a_batch() throws SQLException {
        List<Recorded<Tally>> mixed = List.of(
                Tally.recorded(stream, 0, Tally.cause(), new Opened("visitors", null))
                        .getFirst(),
                Tally.recorded(stream, 1, Tally.cause(), counted()).getFirst());

        try (Transaction transaction = database.begin()) {
            assertThatThrownBy(() -> transaction.store().append(Tally.TYPES, stream, 0, mixed, List.of()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void an_empty_batch_is_refused() throws SQLException {
        try (Transaction transaction = database.begin()) {
            assertThatThrownBy(() -> transaction.store().append(Tally.TYPES, stream, 0, List.of(), List.of()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void all_events_of_a_kind_come_in_the_order_of_storing() throws SQLException {
        TestDatabase own = TestDatabase.create();
        List<UUID> streams = List.of(Ids.next(), Ids.next(), Ids.next());
        List<Recorded<Tally>> stored = new ArrayList<>();
        for (long version = 0; version < 5; version++) {
            for (UUID one : streams) {
                try (Transaction transaction = own.begin()) {
                    stored.addAll(Tally.append(transaction.store(), one, version, counted()));
                    transaction.commit();
                }
            }
        }
        EventTypes<Tally> others = EventTypes.<Tally>of("other").with("tally-opened.v1", Opened.class);
        UUID other = Ids.next();
        try (Transaction transaction = own.begin()) {
            transaction
                    .store()
                    .append(others, other, 0, Tally.recorded(other, 0, new Opened("of another kind", null)), List.of());
            transaction.commit();
        }

        List<Recorded<Tally>> all = new ArrayList<>();
        try (Transaction transaction = own.begin()) {
            transaction.store().forEach(Tally.TYPES, all::add);
        }
        assertThat(all).isEqualTo(stored);
    }

    @Test
    void a_long_history_is_walked_in_order_within_little_memory() throws SQLException {
        TestDatabase own = TestDatabase.create();
        int count = 5_000;
        Tally[] many = new Tally[count];
        for (int i = 0; i < count; i++) {
            many[i] = counted();
        }
        try (Transaction transaction = own.begin()) {
            Tally.append(transaction.store(), stream, 0, many);
            transaction.commit();
        }

        List<Long> versions = new ArrayList<>();
        try (Transaction transaction = own.begin()) {
            transaction.store().forEach(Tally.TYPES, one -> versions.add(one.version()));
        }
        assertThat(versions).isEqualTo(LongStream.rangeClosed(1, count).boxed().toList());
    }

    @Test
    void old_shapes_are_read_as_the_present_one() throws SQLException {
        EventTypes<Record> first = EventTypes.<Record>of("tally").with("tally-opened.v1", OpenedV1.class);
        EventTypes<Record> second = EventTypes.<Record>of("tally").with("tally-opened.v2", OpenedV2.class);
        EventTypes<Tally> present = EventTypes.<Tally>of("tally")
                .with("tally-opened.v3", Opened.class)
                .upcast("tally-opened.v1", "tally-opened.v2", json -> json.put("place", "unknown place"))
                .upcast("tally-opened.v2", "tally-opened.v3", json -> {
                    json.set("name", json.remove("title"));
                    json.put("note", "in " + json.remove("place").asText());
                    return json;
                });
        store(first, 0, new OpenedV1("oldest"));
        store(second, 1, new OpenedV2("older", "the hall"));
        try (Transaction transaction = database.begin()) {
            transaction
                    .store()
                    .append(present, stream, 2, Tally.recorded(stream, 2, new Opened("newest", null)), List.of());
            transaction.commit();
        }

        try (Transaction transaction = database.begin()) {
            assertThat(transaction.store().load(present, stream))
                    .extracting(Recorded::event)
                    .containsExactly(
                            new Opened("oldest", "in unknown place"),
                            new Opened("older", "in the hall"),
                            new Opened("newest", null));
        }
    }

    @Test
    void an_event_of_an_unknown_name_is_no_history_to_decide_upon() throws SQLException {
        append(0, new Opened("visitors", null), counted());
        EventTypes<Tally> forgetful = EventTypes.<Tally>of("tally").with("tally-opened.v1", Opened.class);

        try (Transaction transaction = database.begin()) {
            assertThatThrownBy(() -> transaction.store().load(forgetful, stream))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("tally-counted.v1");
        }
    }

    @Test
    void an_event_of_another_store_is_taken_over_once_to_the_letter_and_nobody_is_told() throws SQLException {
        EventMetadata cause = Tally.cause().newEvent();
        String opened = "{\"name\": \"of another store\", \"note\": null, \"unknown\": 1.50}";
        try (Transaction transaction = database.begin()) {
            EventStore store = transaction.store();
            assertThat(store.takeOver("tally", stream, 1, "tally-opened.v1", opened, cause))
                    .isTrue();
            assertThat(store.takeOver("tally", stream, 1, "tally-opened.v1", opened, cause))
                    .isFalse();
            transaction.commit();
        }
        assertThat(load(stream))
                .containsExactly(new Recorded<>(stream, 1, new Opened("of another store", null), cause));
        assertThat(dataOf(stream)).isEqualTo(opened);
        assertThat(queued(stream)).isEmpty();
        append(1, counted());
        assertThat(versions(stream)).containsExactly(1L, 2L);
    }

    @Test
    void an_event_of_another_store_takes_nobodys_place_and_leaves_no_gap() throws SQLException {
        append(0, new Opened("visitors", null), counted());
        for (long version : List.of(1L, 2L, 4L)) {
            try (Transaction transaction = database.begin()) {
                EventMetadata cause = Tally.cause().newEvent();
                assertThatThrownBy(() ->
                                transaction.store().takeOver("tally", stream, version, "tally-counted.v1", "{}", cause))
                        .isInstanceOf(ConcurrentChange.class);
            }
        }
        assertThat(versions(stream)).containsExactly(1L, 2L);
    }

    private static String dataOf(UUID stream) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(
                        "select json_build_object('name', data -> 'name', 'note', data -> 'note', 'unknown', data -> 'unknown')::text"
                                + " from event where stream_id = ?")) {
            statement.setObject(1, stream);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1).replace(" :", ":");
            }
        }
    }

    private record OpenedV1(String title) {}

    private record OpenedV2(String title, String place) {}

    private void store(EventTypes<Record> types, long from, Record event) throws SQLException {
        try (Transaction transaction = database.begin()) {
            Recorded<Record> recorded =
                    new Recorded<>(stream, from + 1, event, Tally.cause().newEvent());
            transaction.store().append(types, stream, from, List.of(recorded), List.of());
            transaction.commit();
        }
    }

    private static Counted counted() {
        return new Counted(Ids.next(), 1);
    }

    private List<Recorded<Tally>> append(long from, Tally... events) throws SQLException {
        try (Transaction transaction = database.begin()) {
            List<Recorded<Tally>> appended = Tally.append(transaction.store(), stream, from, events);
            transaction.commit();
            return appended;
        }
    }

    private static List<Recorded<Tally>> load(UUID stream) throws SQLException {
        try (Transaction transaction = database.begin()) {
            return transaction.store().load(Tally.TYPES, stream);
        }
    }

    private static List<Long> versions(UUID stream) throws SQLException {
        return load(stream).stream().map(Recorded::version).toList();
    }

    private static long version(UUID stream) throws SQLException {
        try (Transaction transaction = database.begin()) {
            return transaction.store().version(stream);
        }
    }

    /** The versions of the stream's messages, in the order of publishing. */
    private static List<Long> queued(UUID stream) throws SQLException {
        String sql = "select (headers ->> 'version')::bigint from outbox where key = ? order by tx, position";
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, stream.toString());
            try (ResultSet rows = statement.executeQuery()) {
                List<Long> versions = new ArrayList<>();
                while (rows.next()) {
                    versions.add(rows.getLong(1));
                }
                return versions;
            }
        }
    }

    private static void untilItSucceeds(Transaction transaction, Consumer<EventStore> work) throws SQLException {
        while (true) {
            try {
                work.accept(transaction.store());
                transaction.commit();
                return;
            } catch (ConcurrentChange e) {
                transaction.rollback(); // and decide anew
            }
        }
    }

    /** The work done by that many at the same moment. */
    private static <T> List<T> race(int runners, Callable<T> work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(runners);
        try (ExecutorService threads = Executors.newFixedThreadPool(runners)) {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < runners; i++) {
                running.add(threads.submit(() -> {
                    start.await();
                    return work.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get());
            }
            return results;
        }
    }
}
