package dev.manabi.postmortem.postmortem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.DomainException;
import dev.manabi.eventsourcing.EventTypes;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.eventsourcing.Ids;
import dev.manabi.eventsourcing.Projection;
import dev.manabi.eventsourcing.Recorded;
import dev.manabi.kit.Aggregate;
import dev.manabi.kit.Aggregates;
import dev.manabi.kit.Handled;
import dev.manabi.postmortem.postmortem.BlockersPropertyTest.Kindness;
import dev.manabi.postmortem.postmortem.BlockersPropertyTest.Move;
import dev.manabi.postmortem.postmortem.domain.Postmortem;
import dev.manabi.postmortem.postmortem.domain.Postmortem.Document;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.ChangeTitle;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.DraftPostmortem;
import dev.manabi.postmortem.postmortem.domain.PostmortemDecider;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent;
import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is loaded from a snapshot on is what the whole history tells, now and at each version before. */
@QuarkusTest
class SnapshotEquivalenceTest {

    private static final Instant START = Instant.parse("2026-03-09T12:00:00Z");
    private static final int STORIES = 25;
    private static final int MOVES = 25;

    @Inject
    Aggregates aggregates;

    @Inject
    AgroalDataSource database;

    private final PostmortemDecider decider = new PostmortemDecider();
    private final BlockersPropertyTest stories = new BlockersPropertyTest();
    private Aggregate<PostmortemCommand, PostmortemEvent, Postmortem> tales;
    private int commands;

    @BeforeEach
    void registerWithFewEventsBetweenSnapshots() {
        tales = register(3);
    }

    @Test
    void the_state_is_what_the_whole_history_tells_whatever_becomes_of_the_snapshots() {
        Random random = new Random(20_260_309);
        for (int story = 0; story < STORIES; story++) {
            UUID id = begin();
            for (int move = 0; move < MOVES; move++) {
                play(id, random);
                assertThat(load(id, Long.MAX_VALUE)).isEqualTo(told(history(id)));
                loseSomeSnapshots(id, random);
            }
            assertEachVersion(id);
        }
    }

    @Test
    void a_snapshot_is_kept_at_each_multiple_however_large_the_batch() {
        UUID id = begin();
        for (int n = 0; n < 10; n++) {
            retitle(id, "Title " + n);
        }

        assertThat(count("select count(*) from snapshot where stream_id = '" + id + "'"))
                .isEqualTo(3);
        assertThat(count("select count(*) from snapshot where version % 3 = 0 and stream_id = '" + id + "'"))
                .isEqualTo(3);
    }

    @Test
    void one_that_is_missing_is_kept_with_the_next_command_and_by_no_reader() {
        UUID id = begin();
        for (int n = 0; n < 6; n++) {
            retitle(id, "Title " + n);
        }
        execute("delete from snapshot where stream_id = '" + id + "'");

        load(id, Long.MAX_VALUE);
        load(id, 5);
        assertThat(count("select count(*) from snapshot where stream_id = '" + id + "'"))
                .isZero();

        retitle(id, "one more");
        assertThat(count("select max(version) from snapshot where stream_id = '" + id + "'"))
                .isEqualTo(8);
    }

    @Test
    void what_a_caller_knows_is_decided_upon_and_told_after_the_commit() {
        UUID id = begin();
        Handled<Postmortem> known = load(id);

        List<Recorded<PostmortemEvent>> appended = QuarkusTransaction.requiringNew()
                .call(() -> {
                    var prepared = tales.prepareUpon(id, known, title("known"), cause());
                    assertThat(prepared.recorded()).isEmpty();
                    prepared.commit();
                    return prepared.recorded();
                });

        assertThat(appended).isEqualTo(tales.history(id, known.version(), 10)).hasSize(1);
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew()
                        .run(() -> tales.prepareUpon(id, known, title("too late"), cause())
                                .commit()))
                .isInstanceOf(DomainException.ConcurrentChange.class);
    }

    private void play(UUID id, Random random) {
        Move move = new Move(
                random.nextInt(3) == 0 ? Kindness.OBEY : Kindness.values()[random.nextInt(Kindness.values().length)],
                random.nextInt(70),
                random.nextInt(3));
        for (PostmortemCommand command : stories.commands((Document) load(id).state(), move)) {
            try {
                handle(id, command);
            } catch (DomainException e) {
                // refused, and so nothing has happened
            }
        }
    }

    private void loseSomeSnapshots(UUID id, Random random) {
        switch (random.nextInt(12)) {
            case 0 -> execute("delete from snapshot where stream_id = '" + id + "'");
            case 1 -> execute("delete from snapshot where version % 2 = 0 and stream_id = '" + id + "'");
            case 2 -> execute("update snapshot set shape = 'another' where stream_id = '" + id + "'");
            case 3 -> execute("update snapshot set state = '{}' where version % 2 = 0 and stream_id = '" + id + "'");
            default -> {
                // they stay
            }
        }
    }

    private void assertEachVersion(UUID id) {
        List<Recorded<PostmortemEvent>> history = history(id);
        for (int version = 0; version <= history.size(); version++) {
            Handled<Postmortem> then = told(history.subList(0, version));
            assertThat(load(id, version)).isEqualTo(then);
            if (version > 0) {
                Instant at = history.get(version - 1).metadata().at();
                assertThat(loadAt(id, at).state())
                        .isEqualTo(told(history.stream()
                                        .filter(one -> !one.metadata().at().isAfter(at))
                                        .toList())
                                .state());
            }
        }
    }

    private Handled<Postmortem> told(List<Recorded<PostmortemEvent>> history) {
        return new Handled<>(decider.fold(history.stream().map(Recorded::event).toList()), history.size(), false);
    }

    private UUID begin() {
        UUID id = Ids.next();
        handle(id, new DraftPostmortem(BlockersPropertyTest.drafted()));
        return id;
    }

    private void retitle(UUID id, String title) {
        handle(id, title(title));
    }

    private static ChangeTitle title(String title) {
        return new ChangeTitle(BlockersPropertyTest.drafted().postmortemId(), title, "mei", START);
    }

    private void handle(UUID id, PostmortemCommand command) {
        QuarkusTransaction.requiringNew().run(() -> tales.handle(id, command, Expected.any(), cause()));
    }

    private Cause cause() {
        return new Cause("mei", START.plusSeconds(commands++), Ids.next(), null, null);
    }

    private Handled<Postmortem> load(UUID id) {
        return load(id, Long.MAX_VALUE);
    }

    private Handled<Postmortem> load(UUID id, long version) {
        return QuarkusTransaction.requiringNew().call(() -> tales.loadAtVersion(id, version));
    }

    private Handled<Postmortem> loadAt(UUID id, Instant time) {
        return QuarkusTransaction.requiringNew().call(() -> tales.loadAt(id, time));
    }

    private List<Recorded<PostmortemEvent>> history(UUID id) {
        return QuarkusTransaction.requiringNew().call(() -> tales.history(id));
    }

    /** A postmortem under another name, so that no list shows it. */
    private Aggregate<PostmortemCommand, PostmortemEvent, Postmortem> register(int every) {
        EventTypes<PostmortemEvent> types = EventTypes.of("tale");
        PostmortemEventTypes.ALL
                .shapes()
                .forEach(shape -> types.with(shape.getSimpleName(), shape.asSubclass(PostmortemEvent.class)));
        return aggregates.register(
                decider,
                types,
                PostmortemCommands.SNAPSHOTS.every(every),
                new Projection<>() {
                    @Override
                    public void project(Recorded<PostmortemEvent> recorded) {}

                    @Override
                    public List<String> tables() {
                        return List.of();
                    }
                },
                (recorded, after) -> Optional.empty());
    }

    private long count(String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void execute(String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
