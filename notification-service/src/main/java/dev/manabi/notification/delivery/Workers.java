package dev.manabi.notification.delivery;

import dev.manabi.notification.NotificationConfig;
import dev.manabi.notification.catalog.PersonKnown;
import dev.manabi.notification.delivery.domain.Notice;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * A lane for each destination, with workers of its own that live while something is due there: a destination that hangs
 * holds up nobody but itself. They are woken after the commit that made something due, and somebody looks now and then
 * for what nobody was woken for.
 */
@ApplicationScoped
public class Workers {

    private static final Logger LOG = Logger.getLogger(Workers.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Courier courier;
    private final Leases leases;
    private final Clock clock;
    private final NotificationConfig config;
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    Workers(Courier courier, Leases leases, Clock clock, NotificationConfig config) {
        this.courier = courier;
        this.leases = leases;
        this.clock = clock;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        begin("deliveries-due", this::lookNowAndThen);
    }

    /** What is being said is said to its end, as far as that takes a moment only. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        threads.forEach(LockSupport::unpark);
        long until = System.nanoTime() + PATIENCE.toNanos();
        for (Thread thread : threads) {
            if (!thread.join(Duration.ofNanos(Math.max(1, until - System.nanoTime())))) {
                thread.interrupt();
            }
        }
    }

    void onDue(@Observes(during = TransactionPhase.AFTER_SUCCESS) DeliveriesDue due) {
        due.destinations().forEach(this::wake);
    }

    void endWaiting(@Observes PersonKnown known) {
        leases.endWaiting(known.person());
    }

    void onPersonKnown(@Observes(during = TransactionPhase.AFTER_SUCCESS) PersonKnown known) {
        wake(Notice.MAIL_SERVER);
    }

    private void wake(String destination) {
        if (!stopping) {
            lanes.computeIfAbsent(destination, Lane::new).wake();
        }
    }

    private void lookNowAndThen() {
        while (!stopping) {
            try {
                leases.destinationsDue(clock.instant()).forEach(this::wake);
            } catch (RuntimeException e) {
                if (!stopping) {
                    LOG.warnf("Deliveries must wait: %s", e.toString());
                }
            }
            pause();
        }
    }

    private void begin(String name, Runnable work) {
        threads.add(Thread.ofVirtual().name(name).start(() -> {
            try {
                work.run();
            } finally {
                threads.remove(Thread.currentThread());
            }
        }));
    }

    private void pause() {
        LockSupport.parkNanos(config.poll().toNanos());
    }

    /** The workers of one destination. */
    private final class Lane {
        private final String destination;
        private final AtomicBoolean called = new AtomicBoolean();
        private int working;

        Lane(String destination) {
            this.destination = destination;
        }

        /** One more worker, unless there are enough; whoever is about to go home looks once more. */
        synchronized void wake() {
            called.set(true);
            if (working < (destination.equals(Notice.MAIL_SERVER) ? config.mail() : config.chat()).concurrency()) {
                working++;
                begin("delivery-" + destination, this::work);
            }
        }

        /** Where there is one there may be more: whoever finds work calls another before doing it. */
        private void work() {
            do {
                try {
                    while (!stopping && courier.carryOne(destination, this::wake)) {
                        LOG.tracef("%s: one more", destination);
                    }
                } catch (RuntimeException e) {
                    if (!stopping) {
                        LOG.warnf("Deliveries to %s must wait: %s", destination, e.toString());
                        pause();
                    }
                }
            } while (!goHome());
        }

        private synchronized boolean goHome() {
            if (!stopping && called.getAndSet(false)) {
                return false;
            }
            working--;
            return true;
        }
    }
}
