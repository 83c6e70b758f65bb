package dev.manabi.kit;

import dev.manabi.eventsourcing.Outbox;
import dev.manabi.eventsourcing.OutboxRelay;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Map;

/** The service's one outbox relay: its life, its wake-up call after each commit, and its figures. */
@ApplicationScoped
public class Relay {

    private static final Object SIGNALLED = new Object();

    private final OutboxRelay relay;
    private final Outbox outbox;
    private final TransactionSynchronizationRegistry transactions;
    private final MeterRegistry meters;

    Relay(
            AgroalDataSource dataSource,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            TransactionSynchronizationRegistry transactions,
            KitConfig config,
            MeterRegistry meters) {
        this.relay = new OutboxRelay(
                dataSource::getConnection,
                new KafkaBroker(kafka),
                config.relay().batch(),
                config.relay().poll(),
                config.relay().answer());
        this.outbox = new Outbox(dataSource::getConnection);
        this.transactions = transactions;
        this.meters = meters;
    }

    void start(@Observes StartupEvent event) {
        meters.gauge("manabi.outbox.leading", relay, one -> one.isLeading() ? 1 : 0);
        meters.gauge("manabi.outbox.failing", relay, one -> one.failure() == null ? 0 : 1);
        meters.more().counter("manabi.outbox.published", java.util.List.of(), relay, OutboxRelay::published);
        meters.gauge("manabi.outbox.depth", outbox, Outbox::depth);
        relay.start();
    }

    void stop(@Observes ShutdownEvent event) {
        relay.close();
    }

    /** Wakes the relay once the running transaction has committed; once however often it is asked. */
    public void signalAfterCommit() {
        if (transactions.getResource(SIGNALLED) != null) {
            return;
        }
        transactions.putResource(SIGNALLED, true);
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                // nothing to add
            }

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    relay.signal();
                }
            }
        });
    }

    /** Queues messages that belong to no stream, and wakes the relay after the commit. */
    public Outbox outbox() {
        signalAfterCommit();
        return outbox;
    }
}
