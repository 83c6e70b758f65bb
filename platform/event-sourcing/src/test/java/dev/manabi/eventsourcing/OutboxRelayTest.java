package dev.manabi.eventsourcing;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manabi.eventsourcing.Outbox.Place;
import dev.manabi.eventsourcing.RecordingBroker.Fate;
import dev.manabi.eventsourcing.RecordingBroker.Log;
import dev.manabi.eventsourcing.Tally.Counted;
import dev.manabi.eventsourcing.Tally.Opened;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutboxRelayTest {

    private static final Duration POLL = ofMillis(50);
    private static final Duration ANSWER = ofSeconds(10);

    private static TestDatabase database;

    private final UUID stream = Ids.next();
    private final RecordingBroker broker = new RecordingBroker();
    private final Log log = broker.log();
    private final List<OutboxRelay> relays = new ArrayList<>();

    @BeforeAll
    static void createDatabase() throws SQLException {
        Awaitility.setDefaultTimeout(ofSeconds(30));
        Awaitility.setDefaultPollInterval(ofMillis(5));
        Awaitility.pollInSameThread();
        database = TestDatabase.create();
    }

    @BeforeEach
    void emptyOutbox() throws SQLException {
        database.execute("truncate outbox");
    }

    @AfterEach
    void closeRelays() {
        relays.forEach(OutboxRelay::close);
    }

    // --- what it is for

    @Test
    void what_was_committed_is_published_in_order_and_then_gone() throws SQLException {
        List<UUID> committed = commit(5);
        OutboxRelay relay = relay(POLL, ANSWER);

        await().until(() -> depth() == 0);

        assertThat(log.ids()).isEqualTo(committed);
        assertThat(log.all().getFirst())
                .isEqualTo(new OutgoingMessage(
                        committed.getFirst(),
                        "tallies",
                        stream.toString(),
                        Map.of("version", "1"),
                        log.all().getFirst().payload()));
        await().until(() -> relay.published() == 5);
        assertThat(relay.failure()).isNull();
    }

    @Test
    void what_was_rolled_back_is_never_published() throws SQLException {
        relay(POLL, ANSWER);
        try (Transaction transaction = database.begin()) {
            Tally.append(transaction.store(), Ids.next(), 0, new Opened("nothing", null));
            transaction.rollback();
        }
        List<UUID> committed = commit(1);

        await().until(() -> depth() == 0);

        assertThat(log.ids()).isEqualTo(committed);
    }

    @Test
    void messages_of_no_event_are_published_in_the_order_of_adding() throws SQLException {
        List<OutgoingMessage> messages = List.of(message("a", "1"), message("b", "2"), message("a", "3"));
        try (Transaction transaction = database.begin()) {
            transaction.outbox().add(messages);
            transaction.outbox().add(List.of());
            transaction.commit();
        }
        assertThat(new Outbox(database::connect).depth()).isEqualTo(3);
        relay(POLL, ANSWER);

        await().until(() -> depth() == 0);

        assertThat(log.all()).isEqualTo(messages);
    }

    @Test
    void the_poll_finds_what_nobody_signalled() throws SQLException {
        relay(ofMillis(20), ANSWER);
        await().until(() -> relays.getFirst().isLeading());

        List<UUID> committed = commit(1);

        await().until(() -> log.ids().equals(committed));
    }

    @Test
    void a_signal_wakes_it_long_before_the_poll() throws SQLException {
        OutboxRelay relay = relay(ofHours(1), ANSWER);
        await().until(relay::isLeading);
        for (int i = 0; i < 20; i++) {
            commit(1, i);
            relay.signal();
            int expected = i + 1;
            await().until(() -> log.all().size() == expected);
        }
    }

    @Test
    void more_than_one_batch_is_published_without_waiting_for_the_poll() throws SQLException {
        List<UUID> committed = commit(25);
        OutboxRelay relay = start(database::connect, broker, 4, ofHours(1), ANSWER);

        await().until(() -> depth() == 0);

        assertThat(log.ids()).isEqualTo(committed);
        await().until(() -> relay.published() == 25);
    }

    @Test
    void a_few_large_messages_are_as_much_at_once_as_many_small_ones() throws SQLException {
        database.execute("""
                insert into outbox (message_id, topic, key, headers, payload)
                select gen_random_uuid(), 'tallies', 'key', '{}', repeat(n::text, 10000000) from generate_series(1, 5) n
                """);
        try (Connection connection = database.connect()) {
            assertThat(Outbox.next(connection, Place.START, 100)).hasSize(2);
        }
        relay(POLL, ANSWER);

        await().until(() -> depth() == 0);

        assertThat(log.all()).extracting(one -> one.payload().charAt(0)).containsExactly('1', '2', '3', '4', '5');
    }

    // --- order

    @Test
    void a_row_of_an_older_open_transaction_is_not_overtaken() throws SQLException {
        try (Transaction older = database.begin();
                Connection connection = database.connect()) {
            Tally.append(older.store(), stream, 0, new Opened("older", null));
            UUID other = Ids.next();
            try (Transaction younger = database.begin()) {
                Tally.append(younger.store(), other, 0, new Opened("younger", null));
                younger.commit();
            }
            assertThat(Outbox.next(connection, Place.START, 10)).isEmpty();
            assertThat(Outbox.isEmpty(connection, Place.START)).isFalse();

            older.commit();

            assertThat(Outbox.next(connection, Place.START, 10))
                    .extracting(queued -> queued.message().key())
                    .containsExactly(stream.toString(), other.toString());
        }
    }

    @Test
    void transaction_ids_are_ordered_as_numbers_not_as_text() throws SQLException {
        List<String> ids = List.of("8", "9", "10", "11", "99", "100", "101");
        for (String id : ids.reversed()) {
            database.execute("""
                    insert into outbox (tx, message_id, topic, key, headers, payload)
                    values ('%s', '%s', 'tallies', 'key', '{}', '%s')""".formatted(id, Ids.next(), id));
        }
        start(database::connect, broker, 2, POLL, ANSWER);

        await().until(() -> depth() == 0);

        assertThat(log.all()).extracting(OutgoingMessage::payload).isEqualTo(ids);
    }

    @Test
    void the_end_of_the_older_transaction_needs_no_signal() throws SQLException {
        OutboxRelay relay = relay(ofHours(1), ANSWER);
        await().until(relay::isLeading);
        List<UUID> committed;
        try (Transaction older = database.begin()) {
            older.takeId();
            committed = commit(1);
            String now = now();
            relay.signal();
            await().until(() -> relayHasLookedSince(now));
            assertThat(log.all()).isEmpty();
            older.rollback();
        }

        await().until(() -> log.ids().equals(committed));
    }

    @Test
    void a_relay_that_is_held_back_for_long_says_so() throws SQLException {
        OutboxRelay relay = relay(POLL, ofMillis(100));
        try (Transaction open = database.begin()) {
            open.takeId();
            commit(1);

            await().until(() -> relay.failure() != null);

            assertThat(relay.failure()).contains("open transaction");
            assertThat(log.all()).isEmpty();
        }
        await().until(() -> depth() == 0);
        await().until(() -> relay.failure() == null);
    }

    @Test
    void sixteen_writers_of_any_length_with_rollbacks_lose_nothing_and_keep_the_order() throws Exception {
        OutboxRelay relay = relay(POLL, ANSWER);
        Load load = new Load(database, relay::signal);
        load.run(15);

        await().until(() -> depth() == 0);

        assertThat(load.committed()).hasSizeGreaterThan(100);
        assertThat(load.rolledBack()).isPositive();
        assertThat(log.ids()).doesNotHaveDuplicates();
        assertThat(Set.copyOf(log.ids())).isEqualTo(Set.copyOf(load.committed()));
        assertVersionsFollow(log.all());
    }

    @Test
    void nothing_is_lost_or_reordered_whatever_fails_meanwhile() throws Exception {
        RecordingBroker.Faults faults = new RandomFaults(20260309);
        OutboxRelay one = start(database::connect, new RecordingBroker(log).with(faults), 50, POLL, ofMillis(200));
        OutboxRelay two = start(database::connect, new RecordingBroker(log).with(faults), 50, POLL, ofMillis(200));
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger killed = new AtomicInteger();
        Thread killer = Thread.ofPlatform().start(() -> {
            try {
                int published = 0;
                while (!over.get()) {
                    int floor = published + 20;
                    await().until(() -> over.get() || log.all().size() >= floor);
                    published = log.all().size();
                    killed.addAndGet(database.killLeader());
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        Load load = new Load(database, () -> {
            one.signal();
            two.signal();
        });
        load.run(15);
        over.set(true);
        killer.join();

        await().until(() -> depth() == 0);

        assertThat(killed).hasPositiveValue();
        assertThat(Set.copyOf(log.ids())).isEqualTo(Set.copyOf(load.committed()));
        assertVersionsFollow(log.once());
    }

    // --- the broker fails

    @Test
    void a_row_stays_until_the_broker_has_answered() throws SQLException {
        commit(3);
        broker.with((message, attempt) -> Fate.UNANSWERED);
        relay(POLL, ofMillis(200));

        await().until(() -> log.all().size() >= 3);

        assertThat(depth()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fate.class,
            names = {"REFUSED", "REFUSED_AT_ONCE", "THROWN", "LOST", "UNANSWERED"})
    void after_a_failure_nothing_behind_it_is_removed_and_the_order_is_kept(Fate fate) throws SQLException {
        List<UUID> committed = commit(10);
        UUID fourth = committed.get(3);
        CountDownLatch repaired = new CountDownLatch(1);
        broker.with((message, attempt) -> message.id().equals(fourth) && repaired.getCount() > 0 ? fate : Fate.STORED);
        OutboxRelay relay = relay(POLL, ofMillis(200));

        await().until(() -> Collections.frequency(broker.sent(), fourth) >= 2);

        assertThat(waitingIds()).isEqualTo(committed.subList(3, 10));
        assertThat(relay.failure()).contains(fourth.toString());

        repaired.countDown();
        await().until(() -> depth() == 0);
        await().until(() -> relay.failure() == null);
        assertThat(log.ids()).containsAll(committed);
        assertThat(log.once().stream().map(OutgoingMessage::id).toList().subList(0, 3))
                .isEqualTo(committed.subList(0, 3));
        assertThat(relay.published()).isEqualTo(10);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fate.class,
            names = {"REFUSED_AT_ONCE", "THROWN"})
    void what_is_refused_at_once_is_not_overtaken_by_what_follows(Fate fate) throws SQLException {
        List<UUID> committed = commit(10);
        broker.with((message, attempt) -> message.id().equals(committed.get(3)) && attempt <= 3 ? fate : Fate.STORED);
        relay(POLL, ANSWER);

        await().until(() -> depth() == 0);

        assertThat(log.ids()).isEqualTo(committed);
    }

    @Test
    void while_one_message_fails_those_behind_it_are_not_sent_again_and_again() throws SQLException {
        List<UUID> committed = commit(10);
        UUID fourth = committed.get(3);
        broker.with((message, attempt) -> message.id().equals(fourth) ? Fate.REFUSED : Fate.STORED);
        relay(POLL, ANSWER);

        await().until(() -> Collections.frequency(broker.sent(), fourth) >= 4);

        assertThat(Collections.frequency(broker.sent(), committed.getLast())).isLessThanOrEqualTo(1);
    }

    @Test
    void commits_do_not_hurry_a_relay_that_waits_after_a_failure() throws SQLException {
        List<Long> attempts = Collections.synchronizedList(new ArrayList<>());
        broker.with((message, attempt) -> {
            attempts.add(System.nanoTime());
            return Fate.REFUSED;
        });
        commit(1);
        OutboxRelay relay = relay(POLL, ANSWER);

        await().until(() -> {
            relay.signal();
            return attempts.size() >= 5;
        });

        // 50, 100, 200, 400 ms: the pauses grow, and a pause is never shorter than it should be.
        assertThat(attempts.get(4) - attempts.get(0))
                .isGreaterThan(ofMillis(700).toNanos());
    }

    @Test
    void an_error_that_nobody_foresaw_does_not_end_the_relay() throws SQLException {
        List<UUID> committed = commit(2);
        broker.with((message, attempt) -> {
            if (attempt == 1) {
                throw new NoClassDefFoundError("for instance");
            }
            return Fate.STORED;
        });
        OutboxRelay relay = relay(POLL, ANSWER);

        await().until(() -> depth() == 0);

        assertThat(log.ids()).isEqualTo(committed);
        await().until(() -> relay.failure() == null);
    }

    // --- the database fails, or another relay leads

    @Test
    void of_two_relays_one_leads_and_the_other_follows_when_its_connection_dies() throws SQLException {
        AtomicBoolean cutOff = new AtomicBoolean();
        RecordingBroker second = new RecordingBroker(log);
        OutboxRelay one = start(
                () -> {
                    if (cutOff.get()) {
                        throw new SQLException("cut off");
                    }
                    return database.connect();
                },
                broker,
                100,
                POLL,
                ANSWER);
        await().until(one::isLeading);
        OutboxRelay two = start(database::connect, second, 100, POLL, ANSWER);
        List<UUID> committed = new ArrayList<>(commit(3));
        await().until(() -> depth() == 0);
        assertThat(two.isLeading()).isFalse();
        assertThat(second.sent()).isEmpty();

        cutOff.set(true);
        assertThat(database.killLeader()).isEqualTo(1);
        committed.addAll(commit(3, 3));
        await().until(() -> depth() == 0);

        assertThat(two.isLeading()).isTrue();
        await().until(() -> !one.isLeading());
        assertThat(second.sent()).hasSize(3);
        assertThat(log.ids()).isEqualTo(committed);
    }

    @Test
    void a_leader_that_was_replaced_unnoticed_removes_nothing_and_reorders_nothing() throws Exception {
        CountDownLatch asleep = new CountDownLatch(1);
        CountDownLatch awake = new CountDownLatch(1);
        List<UUID> committed = new ArrayList<>(commit(4));
        UUID third = committed.get(2);
        RecordingBroker sleepy = new RecordingBroker(log).with((message, attempt) -> {
            if (message.id().equals(third) && attempt == 1) {
                asleep.countDown();
                uninterruptibly(awake);
            }
            return Fate.STORED;
        });
        start(database::connect, sleepy, 100, POLL, ANSWER);
        asleep.await();

        database.killLeader();
        OutboxRelay successor = start(database::connect, new RecordingBroker(log), 100, POLL, ANSWER);
        await().until(successor::isLeading);
        await().until(() -> depth() == 0);
        committed.addAll(commit(2, 4));
        await().until(() -> depth() == 0);
        // What the sleeper does not know of, it must not remove.
        successor.close();
        awake.countDown();
        committed.addAll(commit(2, 6));
        await().until(() -> depth() == 0);

        assertThat(log.once().stream().map(OutgoingMessage::id)).containsExactlyElementsOf(committed);
        assertThat(log.ids()).hasSizeGreaterThan(committed.size());
    }

    @Test
    void a_crash_between_answer_and_removal_sends_again_and_reorders_nothing() throws SQLException {
        List<UUID> committed = commit(5);
        AtomicInteger crashes = new AtomicInteger();
        broker.with((message, attempt) -> {
            if (message.id().equals(committed.getLast()) && attempt <= 2) {
                crashes.addAndGet(killLeader());
            }
            return Fate.STORED;
        });
        relay(POLL, ANSWER);

        await().until(() -> depth() == 0);

        assertThat(crashes).hasValue(2);
        assertThat(log.ids()).hasSizeGreaterThan(5);
        assertThat(log.once().stream().map(OutgoingMessage::id)).containsExactlyElementsOf(committed);
    }

    @Test
    void it_survives_a_crash_of_postgresql() throws SQLException {
        OutboxRelay relay = relay(POLL, ANSWER);
        List<UUID> committed = new ArrayList<>(commit(3));
        await().until(() -> depth() == 0);

        TestDatabase.server().kill();
        await().until(() -> relay.failure() != null);
        assertThat(relay.isLeading()).isFalse();
        TestDatabase.server().restart();
        await().until(relay::isLeading);
        // Nothing is waiting, so nothing is wrong any more.
        await().until(() -> relay.failure() == null);

        committed.addAll(commit(3, 3));
        await().until(() -> depth() == 0);
        assertThat(log.once().stream().map(OutgoingMessage::id)).containsExactlyElementsOf(committed);
    }

    @Test
    void a_relay_that_only_stands_by_is_not_failing() throws SQLException {
        OutboxRelay leader = relay(POLL, ANSWER);
        await().until(leader::isLeading);
        AtomicBoolean away = new AtomicBoolean(true);
        OutboxRelay follower = start(
                () -> {
                    if (away.get()) {
                        throw new SQLException("away");
                    }
                    return database.connect();
                },
                new RecordingBroker(log),
                100,
                POLL,
                ANSWER);
        await().until(() -> follower.failure() != null);

        away.set(false);

        await().until(() -> follower.failure() == null);
        assertThat(follower.isLeading()).isFalse();
    }

    @Test
    void a_pool_does_not_keep_the_lock_of_a_relay_that_stumbled() throws SQLException {
        try (AgroalDataSource pool = pool(5)) {
            List<UUID> committed = commit(2);
            List<Connection> busy = new ArrayList<>();
            broker.with((message, attempt) -> {
                if (attempt > 1) {
                    return Fate.STORED;
                }
                throw new NoClassDefFoundError("for instance");
            });
            AtomicBoolean first = new AtomicBoolean(true);
            OutboxRelay relay = start(
                    () -> {
                        // Another request takes the session that the relay has just given back.
                        if (!first.getAndSet(false)) {
                            busy.add(pool.getConnection());
                        }
                        return pool.getConnection();
                    },
                    broker,
                    100,
                    POLL,
                    ANSWER);

            await().until(() -> depth() == 0);

            assertThat(log.ids()).isEqualTo(committed);
            await().until(() -> relay.failure() == null);
            for (Connection connection : busy) {
                connection.close();
            }
            relay.close();
        }
    }

    @Test
    void a_closed_relay_leaves_the_lead_to_the_next_of_the_same_pool() throws SQLException {
        try (AgroalDataSource pool = pool(5)) {
            OutboxRelay first = start(pool::getConnection, broker, 100, POLL, ANSWER);
            await().until(first::isLeading);
            first.close();
            assertThat(first.isLeading()).isFalse();

            // The session that the first one used is in other hands.
            try (Connection taken = pool.getConnection()) {
                OutboxRelay second = start(pool::getConnection, new RecordingBroker(log), 100, POLL, ANSWER);
                await().until(second::isLeading);
                assertThat(taken.isClosed()).isFalse();
                second.close();
            }
        }
    }

    @Test
    void closing_does_not_wait_for_a_broker_that_never_answers() throws SQLException {
        commit(1);
        broker.with((message, attempt) -> Fate.LOST);
        OutboxRelay relay = relay(POLL, ofSeconds(60));
        await().until(() -> !broker.sent().isEmpty());

        long start = System.nanoTime();
        relay.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(ofSeconds(20));
        await().until(() -> !relay.isLeading());
    }

    @Test
    void a_leader_whose_machine_vanishes_is_noticed_by_the_database() throws SQLException {
        List<Connection> used = Collections.synchronizedList(new ArrayList<>());
        OutboxRelay relay = start(
                () -> {
                    Connection connection = database.connect();
                    used.add(connection);
                    return connection;
                },
                broker,
                100,
                POLL,
                ANSWER);
        await().until(relay::isLeading);

        try (Statement statement = used.getFirst().createStatement();
                ResultSet row = statement.executeQuery("""
                        select current_setting('tcp_keepalives_idle')::int
                             + current_setting('tcp_keepalives_interval')::int
                             * current_setting('tcp_keepalives_count')::int
                        """)) {
            row.next();
            assertThat(row.getInt(1)).as("seconds until its lock is free").isBetween(1, 60);
        }
    }

    // ---

    private OutboxRelay relay(Duration poll, Duration answer) {
        return start(database::connect, broker, 100, poll, answer);
    }

    private OutboxRelay start(
            ConnectionSource connections, MessageBroker to, int batch, Duration poll, Duration answer) {
        OutboxRelay relay = new OutboxRelay(connections, to, batch, poll, answer);
        relays.add(relay);
        relay.start();
        return relay;
    }

    private List<UUID> commit(int count) throws SQLException {
        return commit(count, 0);
    }

    /** Commits that many events of the test's stream after version {@code from}, and gives their ids. */
    private List<UUID> commit(int count, long from) throws SQLException {
        Tally[] events = new Tally[count];
        for (int i = 0; i < count; i++) {
            events[i] = new Counted(Ids.next(), 1);
        }
        try (Transaction transaction = database.begin()) {
            List<Recorded<Tally>> appended = Tally.append(transaction.store(), stream, from, events);
            transaction.commit();
            return appended.stream().map(one -> one.metadata().id()).toList();
        }
    }

    private static OutgoingMessage message(String key, String payload) {
        return new OutgoingMessage(Ids.next(), "tallies", key, Map.of("kind", "test"), payload);
    }

    private static long depth() throws SQLException {
        return database.number("select count(*) from outbox");
    }

    private static List<UUID> waitingIds() throws SQLException {
        try (Connection connection = database.connect()) {
            return Outbox.next(connection, Place.START, 1_000).stream()
                    .map(queued -> queued.message().id())
                    .toList();
        }
    }

    private static String now() throws SQLException {
        return Long.toString(database.number("select extract(epoch from clock_timestamp()) * 1000000"));
    }

    /** Whether the session that holds the lock has asked for anything since then, in microseconds. */
    private static boolean relayHasLookedSince(String micros) throws SQLException {
        String sql = """
                select count(*) from pg_stat_activity a join pg_locks l using (pid)
                 where l.locktype = 'advisory' and extract(epoch from a.query_start) * 1000000 > ?::bigint
                """;
        return database.number(sql, micros) == 1;
    }

    private static int killLeader() {
        try {
            return database.killLeader();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void uninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static AgroalDataSource pool(int size) throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(size)
                        .initialSize(size)
                        .acquisitionTimeout(ofSeconds(10))
                        .exceptionSorter(new PostgreSQLExceptionSorter())
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(database.url())
                                .principal(new NamePrincipal(database.name()))
                                .credential(new SimplePassword(database.name())))));
    }

    /** For each key: 1, 2, 3 … */
    private static void assertVersionsFollow(List<OutgoingMessage> messages) {
        Map<String, List<Long>> byKey = new HashMap<>();
        messages.forEach(message -> byKey.computeIfAbsent(message.key(), key -> new ArrayList<>())
                .add(Long.valueOf(message.headers().get("version"))));
        byKey.forEach((key, versions) -> assertThat(versions)
                .as("versions of %s as they were published", key)
                .isEqualTo(LongStream.rangeClosed(1, versions.size()).boxed().toList()));
    }
}
