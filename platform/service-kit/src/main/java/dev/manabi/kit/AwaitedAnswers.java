package dev.manabi.kit;

import dev.manabi.contracts.EventContract;
import dev.manabi.contracts.EventJson;
import dev.manabi.contracts.MissingAnswer;
import dev.manabi.contracts.PublicEvent;
import dev.manabi.eventsourcing.EventMetadata;
import dev.manabi.eventsourcing.Ids;
import dev.manabi.eventsourcing.StoreFailure;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What this service has told and others have not answered yet. Written in the transactions that tell and that hear. */
@ApplicationScoped
public class AwaitedAnswers {

    private static final String EXPECT = """
            insert into awaited_answer (id, stream_id, kind, question_type, question, since, ask_at)
            values (?, ?, ?, ?, ?::jsonb, ?, ?) on conflict do nothing
            """;
    private static final String OPEN = "select count(*) from awaited_answer where asked > 0";
    private static final String DUE = """
            select id, stream_id, kind, question_type, question::text, asked from awaited_answer
             where ask_at <= ? order by ask_at limit ?
            """;
    private static final String ASK =
            "update awaited_answer set asked = asked + 1, ask_at = ? where id = ? and asked = ?";
    private static final String POSTPONE = """
            with before as (select * from awaited_answer where stream_id = ? for update)
            update awaited_answer a set ask_at = greatest(a.ask_at, ?), asked = 0
              from before b where a.id = b.id
            returning a.id, a.stream_id, a.kind, a.question_type, a.question::text, b.asked
            """;
    private static final String RETURNING = " returning id, stream_id, kind, question_type, question::text, asked";
    private static final String SETTLE = "delete from awaited_answer where id = ?" + RETURNING;
    private static final String SETTLE_ALL = "delete from awaited_answer where stream_id = ?" + RETURNING;

    private final AgroalDataSource dataSource;
    private final Instance<Question> questions;
    private final CloudEvents cloudEvents;
    private final Relay relay;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Duration patience;

    AwaitedAnswers(
            AgroalDataSource dataSource,
            @Any Instance<Question> questions,
            CloudEvents cloudEvents,
            Relay relay,
            Clock clock,
            MeterRegistry meters,
            KitConfig config) {
        this.dataSource = dataSource;
        this.questions = questions;
        this.cloudEvents = cloudEvents;
        this.relay = relay;
        this.clock = clock;
        this.meters = meters;
        this.patience = config.answers().patience();
    }

    /** @param asked how often the answer has been asked for */
    record Awaited(UUID id, UUID streamId, String kind, MissingAnswer question, int asked) {}

    void start(@Observes StartupEvent event) {
        meters.gauge("manabi.answers.missing", this, AwaitedAnswers::missing);
    }

    private double missing() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(OPEN);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            return Double.NaN; // the database is away
        }
    }

    /** Called with each public event in the transaction that tells it. */
    void told(PublicEvent event, EventMetadata metadata, String kind, UUID streamId) {
        for (Question question : questions) {
            if (question.endsWith(event)) {
                remove(SETTLE_ALL, streamId);
            }
            question.of(event, metadata).ifPresent(missing -> expect(missing, metadata, kind, streamId));
        }
    }

    private void expect(MissingAnswer missing, EventMetadata metadata, String kind, UUID streamId) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(EXPECT)) {
            statement.setObject(1, metadata.id());
            statement.setObject(2, streamId);
            statement.setString(3, kind);
            statement.setString(4, EventContract.of((PublicEvent) missing).type());
            statement.setString(5, EventJson.write((PublicEvent) missing));
            statement.setObject(6, metadata.at().atOffset(ZoneOffset.UTC));
            statement.setObject(7, metadata.at().plus(patience).atOffset(ZoneOffset.UTC));
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailure(e);
        }
    }

    /** The answer to this message is there. In the transaction that hears it. */
    public void settle(UUID questionId) {
        remove(SETTLE, questionId).forEach(this::tellAnswered);
    }

    /** Every answer that a stream waited for is there. */
    public void settleAllOf(UUID streamId) {
        remove(SETTLE_ALL, streamId).forEach(this::tellAnswered);
    }

    /** Somebody is at it: nobody asks before that time. In the transaction that hears it. */
    public void postpone(UUID streamId, Instant until) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(POSTPONE)) {
            statement.setObject(1, streamId);
            statement.setObject(2, until.atOffset(ZoneOffset.UTC));
            read(statement).forEach(this::tellAnswered);
        } catch (SQLException e) {
            throw new StoreFailure(e);
        }
    }

    List<Awaited> due(Instant now, int limit) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(DUE)) {
            statement.setObject(1, now.atOffset(ZoneOffset.UTC));
            statement.setInt(2, limit);
            return read(statement);
        } catch (SQLException e) {
            throw new StoreFailure(e);
        }
    }

    /** @return false where somebody else was faster, or the answer has come */
    boolean markAsked(Awaited awaited, Instant askNextAt) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(ASK)) {
            statement.setObject(1, askNextAt.atOffset(ZoneOffset.UTC));
            statement.setObject(2, awaited.id());
            statement.setInt(3, awaited.asked());
            return statement.executeUpdate() == 1;
        } catch (SQLException e) {
            throw new StoreFailure(e);
        }
    }

    private List<Awaited> remove(String sql, UUID id) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, id);
            return read(statement);
        } catch (SQLException e) {
            throw new StoreFailure(e);
        }
    }

    private static List<Awaited> read(PreparedStatement statement) throws SQLException {
        List<Awaited> all = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                all.add(new Awaited(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        row.getString(3),
                        question(row.getString(4), row.getString(5)),
                        row.getInt(6)));
            }
        }
        return all;
    }

    private static MissingAnswer question(String type, String json) {
        Optional<EventContract<?>> contract = EventContract.ofType(type);
        try {
            return (MissingAnswer) EventJson.read(
                    contract.orElseThrow(() -> new IllegalStateException("There is no " + type)),
                    json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("A question cannot be read: " + type, e);
        }
    }

    /** Whoever heard that it was missing hears that it is there; nobody else need know. */
    private void tellAnswered(Awaited awaited) {
        if (awaited.asked() > 0) {
            Instant now = clock.instant();
            MissingAnswer missed = (MissingAnswer) awaited.question().asked(awaited.asked());
            tell(missed.answered(now), awaited, now);
        }
    }

    void tellMissing(Awaited awaited, int times, Instant now) {
        tell(awaited.question().asked(times), awaited, now);
    }

    private void tell(PublicEvent event, Awaited awaited, Instant now) {
        EventMetadata metadata = new EventMetadata(Ids.next(), now, "system", awaited.id(), awaited.id(), null);
        relay.outbox().add(List.of(cloudEvents.write(event, metadata, 0)));
    }
}
