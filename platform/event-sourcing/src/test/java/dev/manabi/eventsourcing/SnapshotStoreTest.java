package dev.manabi.eventsourcing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manabi.eventsourcing.Tally.Counted;
import dev.manabi.eventsourcing.Tally.Opened;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A stream is read from the newest state that is kept and fits, and from its beginning where there is none. */
class SnapshotStoreTest {

    private record Sum(int value) {}

    private static final Snapshots<Sum> SUMS = Snapshots.of(Sum.class, 1);
    private static final Instant START = Instant.parse("2026-03-09T12:00:00Z");

    private static TestDatabase database;

    private final UUID stream = Ids.next();
    private final EventStore store = new EventStore(database::connect);

    @BeforeAll
    static void createDatabase() throws SQLException {
        database = TestDatabase.create();
    }

    @Test
    void the_newest_kept_state_and_what_came_after_it_are_read() {
        write(7);
        keep(SUMS, 3);
        keep(SUMS, 5);

        assertThat(resume(Long.MAX_VALUE)).isEqualTo(resumed(5, 6, 7));
        assertThat(resume(7)).isEqualTo(resumed(5, 6, 7));
        assertThat(resume(6)).isEqualTo(resumed(5, 6));
        assertThat(resume(5)).isEqualTo(resumed(5));
        assertThat(resume(4)).isEqualTo(resumed(3, 4));
        assertThat(resume(2)).isEqualTo(resumed(0, 1, 2));
    }

    @Test
    void a_stream_that_is_not_there_has_neither() {
        assertThat(resume(Long.MAX_VALUE)).isEqualTo(resumed(0));
    }

    @Test
    void a_state_of_another_shape_is_not_read() {
        write(4);
        keep(SUMS, 2);
        keep(Snapshots.of(Sum.class, 2), 3);

        assertThat(resume(Long.MAX_VALUE)).isEqualTo(resumed(2, 3, 4));
    }

    @Test
    void a_state_that_cannot_be_read_is_left_alone() throws SQLException {
        write(4);
        keep(SUMS, 3);
        database.execute("update snapshot set state = '{\"value\":null}' where stream_id = '" + stream + "'");

        assertThat(resume(Long.MAX_VALUE)).isEqualTo(resumed(0, 1, 2, 3, 4));
    }

    @Test
    void a_stream_is_not_resumed_after_a_write() throws SQLException {
        write(1);

        try (Transaction transaction = database.begin()) {
            transaction.takeId();
            assertThatThrownBy(() -> transaction.store().resume(Tally.TYPES, SUMS, stream, Long.MAX_VALUE))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("before the first write");
        }
    }

    @Test
    void what_is_taken_over_forgets_what_was_kept_of_another_stream_of_that_id() throws SQLException {
        for (int version : List.of(1, 2, 5)) {
            keep(SUMS, version);
        }
        take(1, new Opened("visitors", null));
        assertThat(database.number("select count(*) from snapshot where stream_id = ?", stream))
                .isZero();

        keep(SUMS, 1);
        keep(SUMS, 2);
        assertThat(take(1, new Opened("visitors", null))).isFalse();
        take(2, new Counted(Ids.next(), 1));
        assertThat(database.number("select max(version) from snapshot where stream_id = ?", stream))
                .isEqualTo(1);
    }

    @Test
    void a_page_of_the_history_is_what_follows_a_version() {
        write(5);

        assertThat(versions(store.history(Tally.TYPES, stream, 0, 2))).containsExactly(1L, 2L);
        assertThat(versions(store.history(Tally.TYPES, stream, 3, 9))).containsExactly(4L, 5L);
        assertThat(store.history(Tally.TYPES, stream, 5, 9)).isEmpty();
    }

    @Test
    void the_version_at_a_time_is_the_last_one_recorded_until_then() {
        int count = 13;
        write(count);

        for (int version = 0; version <= count; version++) {
            Instant at = START.plusSeconds(version);
            assertThat(store.versionAt(stream, at)).isEqualTo(version);
            assertThat(store.versionAt(stream, at.plusMillis(999))).isEqualTo(version);
        }
        assertThat(store.versionAt(stream, START.plusSeconds(10_000))).isEqualTo(count);
        assertThat(store.versionAt(Ids.next(), START)).isZero();
    }

    private final java.util.Map<UUID, EventMetadata> taken = new java.util.HashMap<>();

    private boolean take(long version, Tally event) {
        EventMetadata metadata =
                taken.computeIfAbsent(new UUID(0, version), _ -> Tally.cause().newEvent());
        return store.takeOver("tally", stream, version, Tally.TYPES.nameOf(event), Tally.TYPES.write(event), metadata);
    }

    /** Version n at n seconds after the start, the n-th counting n. */
    private void write(int count) {
        for (int version = 1; version <= count; version++) {
            Cause cause = new Cause("mei", START.plusSeconds(version), Ids.next(), null, null);
            Tally event = version == 1 ? new Opened("visitors", null) : new Counted(new UUID(0, version), version);
            store.append(
                    Tally.TYPES, stream, version - 1, Tally.recorded(stream, version - 1, cause, event), List.of());
        }
    }

    private void keep(Snapshots<Sum> snapshots, int version) {
        store.keep(snapshots, stream, new Snapshot<>(new Sum(version * 100), version));
    }

    /** A kept state's version and the versions after it. */
    private record Read(long from, int state, List<Long> versions) {}

    private static Read resumed(int from, long... versions) {
        return new Read(
                from, from * 100, java.util.Arrays.stream(versions).boxed().toList());
    }

    private Read resume(long until) {
        Resumed<Tally, Sum> resumed = store.resume(Tally.TYPES, SUMS, stream, until);
        Snapshot<Sum> from = resumed.from();
        return from == null
                ? new Read(0, 0, versions(resumed.events()))
                : new Read(from.version(), from.state().value(), versions(resumed.events()));
    }

    private static List<Long> versions(List<Recorded<Tally>> events) {
        return events.stream().map(Recorded::version).toList();
    }
}
