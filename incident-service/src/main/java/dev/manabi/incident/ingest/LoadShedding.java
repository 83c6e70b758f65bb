package dev.manabi.incident.ingest;

import dev.manabi.kit.Problem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * So many deliveries are at work at once, a few more wait a moment, the others are turned away with 503 and come again:
 * Alertmanager repeats what was answered 5xx, and gives up what was answered 429.
 */
@ApplicationScoped
public class LoadShedding {

    private static final Logger LOG = Logger.getLogger(LoadShedding.class);

    /** Half of the threads that requests have: the others are for everything else. */
    private static final int MOST_WAITING = 100;

    private static final int RETRY_AFTER_SECONDS = 5;

    private final int atOnce;
    private final Duration patience;
    private final Semaphore places;
    private final Counter shed;
    private final AtomicLong shedSinceBegin = new AtomicLong();

    LoadShedding(
            IngestConfig config,
            @ConfigProperty(name = "quarkus.datasource.jdbc.max-size") int connections,
            MeterRegistry meters) {
        this.atOnce = config.atOnce().orElse(Math.max(1, connections * 2 / 5));
        this.patience = config.patience();
        this.places = new Semaphore(atOnce, true);
        this.shed = meters.counter("manabi.ingest.shed");
    }

    /** A place among those at work, until it is closed. */
    interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /** @throws ServiceUnavailableException where there is none in time */
    Place enter() {
        if (!isAdmitted()) {
            shed.increment();
            if (shedSinceBegin.getAndIncrement() == 0) {
                LOG.warnf("Deliveries are turned away with 503: %d are at work, and none was done in time", atOnce);
            }
            throw overloaded();
        }
        return this::leave;
    }

    private boolean isAdmitted() {
        if (places.getQueueLength() >= MOST_WAITING) {
            return false;
        }
        try {
            return places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Where nobody waits any more, it is over. */
    private void leave() {
        places.release();
        if (!places.hasQueuedThreads()) {
            long turnedAway = shedSinceBegin.getAndSet(0);
            if (turnedAway > 0) {
                LOG.infof("Deliveries are taken in again; turned away meanwhile: %d", turnedAway);
            }
        }
    }

    private static ServiceUnavailableException overloaded() {
        Problem problem = Problem.of(
                503, "overloaded", "More is delivered at the moment than can be taken in. Send it again in a moment.");
        return new ServiceUnavailableException(Response.fromResponse(problem.response())
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .build());
    }
}
