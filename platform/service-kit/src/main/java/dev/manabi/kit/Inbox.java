package dev.manabi.kit;

import dev.manabi.contracts.PublicEvent;
import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.DomainException;
import dev.manabi.eventsourcing.ReceivedMessages;
import dev.manabi.eventsourcing.StoreFailure;
import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ManagedContext;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.narayana.jta.QuarkusTransactionException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.SystemException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * How a service hears events: once each. The handler and the memory of having handled share one transaction. What may
 * get better (the database is away, somebody wrote to the same stream) is tried again for as long as it takes; what will
 * not goes to the dead letters, with its reason.
 */
@ApplicationScoped
public class Inbox {

    private static final Logger LOG = Logger.getLogger(Inbox.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /** Attempts; with the longest pause between them nobody has to wait long to see what is wrong. */
    private static final int TELL_EVERY = 10;

    private final ReceivedMessages received;
    private final Clock clock;
    private final String actor;

    Inbox(
            AgroalDataSource dataSource,
            Clock clock,
            @ConfigProperty(name = "quarkus.application.name") String application) {
        this.received = new ReceivedMessages(dataSource::getConnection);
        this.clock = clock;
        this.actor = "system:" + application;
    }

    /**
     * @param consumer who listens; a message acts once for each
     * @param handler runs in a transaction; loads every stream that it needs before it writes to one
     * @throws RuntimeException where the message can never be handled
     */
    public void receive(
            String consumer, ConsumerRecord<String, byte[]> message, BiConsumer<PublicEvent, Cause> handler) {
        CloudEvents.Received event = CloudEvents.read(message);
        Duration pause = Duration.ofMillis(20);
        for (int attempt = 1; ; attempt++) {
            try {
                once(consumer, event, handler);
                return;
            } catch (RuntimeException e) {
                if (!isPassing(e)) {
                    LOG.errorf(
                            e,
                            "%s %s cannot be handled",
                            event.event().getClass().getSimpleName(),
                            event.id());
                    throw e;
                }
                if (attempt % TELL_EVERY == 0) {
                    LOG.warnf(
                            "%s %s waits, and what comes after it: %s",
                            event.event().getClass().getSimpleName(), event.id(), e.toString());
                }
                LOG.debugf(e, "%s is tried again", event.id());
            }
            sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    private void once(String consumer, CloudEvents.Received event, BiConsumer<PublicEvent, Cause> handler) {
        ManagedContext request = Arc.container().requestContext();
        boolean mine = !request.isActive();
        if (mine) {
            request.activate();
        }
        try {
            QuarkusTransaction.requiringNew().run(() -> {
                if (received.contains(consumer, event.id())) {
                    return;
                }
                Cause cause = new Cause(actor, clock.instant(), event.correlationId(), event.id(), event.traceparent());
                handler.accept(event.event(), cause);
                if (!received.add(consumer, event.id())) {
                    throw new DomainException.ConcurrentChange(event.id());
                }
            });
        } finally {
            if (mine) {
                request.terminate();
            }
        }
    }

    private static boolean isPassing(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DomainException.ConcurrentChange
                    || cause instanceof StoreFailure
                    || cause instanceof SystemException) {
                return !isDataFault(cause);
            }
            if (cause instanceof SQLException sql) {
                return !isDataFault(sql);
            }
        }
        return failure instanceof QuarkusTransactionException || failure instanceof PersistenceException;
    }

    /** Classes 22 and 23 of SQLSTATE: the data itself does not fit, and will not fit later. */
    private static boolean isDataFault(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState().startsWith("22") || sql.getSQLState().startsWith("23");
            }
        }
        return false;
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Stopped while waiting", e);
        }
    }

    /** The id under which this service's own doings, set off by nothing but time, are correlated. */
    public Cause ownCause() {
        UUID id = dev.manabi.eventsourcing.Ids.next();
        return new Cause(actor, clock.instant(), id, null, null);
    }
}
