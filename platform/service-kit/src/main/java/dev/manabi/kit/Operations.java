package dev.manabi.kit;

import dev.manabi.eventsourcing.EventTypes;
import dev.manabi.eventsourcing.OutgoingMessage;
import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** What can be made anew from the events: the read models, the snapshots, and everything that was ever published. */
@ApplicationScoped
public class Operations {

    private static final Logger LOG = Logger.getLogger(Operations.class);
    private static final int FLUSH_EVERY = 500;
    private static final int REBUILD_SECONDS = 3_600;

    private final Aggregates aggregates;
    private final EntityManager entities;
    private final AgroalDataSource dataSource;
    private final Relay relay;
    private final Instance<RepublishedWithoutEvents> others;

    Operations(
            Aggregates aggregates,
            EntityManager entities,
            AgroalDataSource dataSource,
            Relay relay,
            @Any Instance<RepublishedWithoutEvents> others) {
        this.aggregates = aggregates;
        this.entities = entities;
        this.dataSource = dataSource;
        this.relay = relay;
        this.others = others;
    }

    /**
     * Empties every projection's tables and fills them from the events, in one transaction: readers see the old rows
     * until the new ones are complete; commands wait. Snapshots are thrown away; the next commands keep new ones.
     *
     * @return how many events were projected
     */
    public long rebuildProjections() {
        AtomicLong count = new AtomicLong();
        QuarkusTransaction.requiringNew().timeout(REBUILD_SECONDS).run(() -> {
            Set<String> tables = new LinkedHashSet<>();
            aggregates
                    .registered()
                    .forEach(one -> tables.addAll(one.projection().tables()));
            execute("lock table stream in exclusive mode");
            execute("delete from snapshot");
            tables.forEach(table -> execute("delete from " + table));
            aggregates.registered().forEach(one -> project(one, count));
            entities.flush();
        });
        LOG.infof("Rebuilt the projections from %d events", count.get());
        return count.get();
    }

    private <C, E, S> void project(Aggregate<C, E, S> aggregate, AtomicLong count) {
        aggregates.store().forEach(aggregate.types(), recorded -> {
            aggregate.projection().project(recorded);
            if (count.incrementAndGet() % FLUSH_EVERY == 0) {
                entities.flush();
                entities.clear();
            }
        });
        entities.flush();
        entities.clear();
    }

    /**
     * Queues every public event again, stream by stream, for a Kafka that has lost its data. Consumers that know an
     * event already do nothing. Commands wait while their stream is read.
     *
     * @return how many messages were queued
     */
    public long republish() {
        long count = 0;
        for (Aggregate<?, ?, ?> aggregate : aggregates.registered()) {
            for (UUID stream : streams(aggregate.types())) {
                count += QuarkusTransaction.requiringNew().call(() -> {
                    // Whoever writes now has an older transaction and is read here, or a newer one and is told later.
                    execute("lock table stream in exclusive mode");
                    List<OutgoingMessage> messages = aggregate.messages(stream);
                    if (!messages.isEmpty()) {
                        relay.outbox().add(messages);
                    }
                    return messages.size();
                });
            }
        }
        for (RepublishedWithoutEvents other : others) {
            count += QuarkusTransaction.requiringNew().call(() -> {
                List<OutgoingMessage> messages = other.messages();
                relay.outbox().add(messages);
                return messages.size();
            });
        }
        LOG.infof("Queued %d events to be published again", count);
        return count;
    }

    private List<UUID> streams(EventTypes<?> types) {
        String sql = "select stream_id from event where kind = ? and version = 1 order by position";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, types.kind());
            List<UUID> ids = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    ids.add(Objects.requireNonNull(rows.getObject(1, UUID.class)));
                }
            }
            return ids;
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot list the streams of " + types.kind(), e);
        }
    }

    private void execute(String sql) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot " + sql, e);
        }
    }
}
