package dev.manabi.postmortem.postmortem;

import dev.manabi.eventsourcing.StoreFailure;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is with a tracker: one replica talks to it at a time, so that nothing is made twice and its limits are
 * kept. A turn that is not given back ends by itself. Its time is the database's, so that it means the same to all.
 */
@ApplicationScoped
class TrackerTurns {

    private static final String TAKE = """
            insert into tracker_turn (tracker, holder, until) values (?, ?, now() + ? * interval '1 millisecond')
            on conflict (tracker) do update set holder = excluded.holder, until = excluded.until
             where tracker_turn.until <= now()
            returning polled_until
            """;

    private static final String RENEW = """
            update tracker_turn set until = now() + ? * interval '1 millisecond' where tracker = ? and holder = ?
            """;

    private static final String POLLED = "update tracker_turn set polled_until = ? where tracker = ? and holder = ?";

    private final AgroalDataSource database;

    TrackerTurns(AgroalDataSource database) {
        this.database = database;
    }

    /**
     * @param holder drawn for this turn alone
     * @param polledUntil until when the tracker's changes are known; null where nobody has asked for them yet
     */
    record Turn(String tracker, UUID holder, @Nullable Instant polledUntil) {}

    /** Empty while somebody else has it, or the tracker wants to be left alone. */
    Optional<Turn> take(String tracker, Duration length) {
        UUID holder = UUID.randomUUID();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(TAKE)) {
            statement.setString(1, tracker);
            statement.setObject(2, holder);
            statement.setLong(3, length.toMillis());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                Timestamp polled = row.getTimestamp(1);
                return Optional.of(new Turn(tracker, holder, polled == null ? null : polled.toInstant()));
            }
        } catch (SQLException e) {
            throw new StoreFailure(e);
        }
    }

    /** @return false where it has ended, and somebody else may have it */
    boolean renew(Turn turn, Duration length) {
        return endsIn(turn, length);
    }

    /** @param pause for how long nobody is to talk to the tracker */
    void giveBack(Turn turn, Duration pause) {
        endsIn(turn, pause);
    }

    /** In the caller's transaction. */
    void polled(Turn turn, Instant until) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(POLLED)) {
            statement.setTimestamp(1, Timestamp.from(until));
            statement.setString(2, turn.tracker());
            statement.setObject(3, turn.holder());
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailure(e);
        }
    }

    private boolean endsIn(Turn turn, Duration length) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(RENEW)) {
            statement.setLong(1, length.toMillis());
            statement.setString(2, turn.tracker());
            statement.setObject(3, turn.holder());
            return statement.executeUpdate() == 1;
        } catch (SQLException e) {
            throw new StoreFailure(e);
        }
    }
}
