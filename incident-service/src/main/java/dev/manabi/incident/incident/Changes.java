package dev.manabi.incident.incident;

import dev.manabi.incident.incident.Change.Place;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells listeners what happens to incidents. One thread reads the log for all of them and keeps the latest changes; each
 * listener takes them from there when it is ready for more, and from the log itself where it is further behind. So
 * nothing piles up for a slow one, and replicas need not know of each other.
 */
@ApplicationScoped
class Changes {

    private static final Logger LOG = Logger.getLogger(Changes.class);
    private static final int KEPT = 1_000;
    private static final int AT_ONCE = 200;

    private final ChangeLog log;
    private final ChangesConfig config;
    private final Thread thread = new Thread(this::follow, "incident-changes");
    private final Thread atExit = new Thread(this::close, "incident-changes-end");
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition somebodyListens = lock.newCondition();
    private final Condition news = lock.newCondition();
    private final List<Listener> listeners = new ArrayList<>();
    /** Everything after {@code begin} up to {@code end}; both are null while nobody listens. */
    private final Deque<Change> latest = new ArrayDeque<>();

    private @Nullable Place begin;
    private @Nullable Place end;
    private boolean closed;

    Changes(ChangeLog log, ChangesConfig config) {
        this.log = log;
        this.config = config;
    }

    void start(@Observes StartupEvent event, MeterRegistry meters) {
        meters.gauge("manabi.changes.listeners", this, Changes::listening);
        thread.setDaemon(true);
        thread.start();
        // Before the server waits for its last requests: these would never end.
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    void stop(@Observes ShutdownEvent event) {
        close();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            LOG.trace("The process ends", e);
        }
    }

    private void close() {
        locked(() -> {
            closed = true;
            somebodyListens.signalAll();
            news.signalAll();
        });
        thread.interrupt();
    }

    /** Somebody who is told of changes until it is closed. */
    final class Listener implements AutoCloseable {
        private final String person;
        private final @Nullable UUID incident;
        private final Runnable disconnect;
        private Place reached;
        /** In nanoseconds, while it is being sent something. */
        private @Nullable Long sendingSince;

        private boolean gone;

        private Listener(String person, @Nullable UUID incident, Place reached, Runnable disconnect) {
            this.person = person;
            this.incident = incident;
            this.reached = reached;
            this.disconnect = disconnect;
        }

        /** Up to here it knows everything. */
        Place reached() {
            return reached;
        }

        boolean isOpen() {
            lock.lock();
            try {
                return !gone && !closed;
            } finally {
                lock.unlock();
            }
        }

        /** @return what it has not been told yet, as soon as there is something; empty when the time is over */
        List<Change> next(Duration time) throws InterruptedException {
            Optional<List<Change>> kept = fromTheLatest(time.toNanos());
            return kept.isPresent() ? kept.get() : fromTheLog();
        }

        /** Nothing where it is too far behind for them. */
        private Optional<List<Change>> fromTheLatest(long nanos) throws InterruptedException {
            long left = nanos;
            lock.lock();
            try {
                while (left > 0 && !gone && !closed) {
                    if (begin != null && begin.isAfter(reached)) {
                        return Optional.empty();
                    }
                    if (end != null && end.isAfter(reached)) {
                        Place before = reached;
                        reached = end;
                        List<Change> changes = latest.stream()
                                .filter(change -> change.place().isAfter(before) && concerns(change))
                                .toList();
                        if (!changes.isEmpty()) {
                            return Optional.of(changes);
                        }
                    }
                    left = news.awaitNanos(left);
                }
                return Optional.of(List.of());
            } finally {
                lock.unlock();
            }
        }

        private boolean concerns(Change change) {
            return incident == null || incident.equals(change.incidentId());
        }

        private List<Change> fromTheLog() {
            Place known = lockedEnd();
            List<Change> changes = log.after(reached, incident, AT_ONCE);
            if (!changes.isEmpty()) {
                reached = changes.getLast().place();
            }
            if (changes.size() < AT_ONCE && known != null && known.isAfter(reached)) {
                reached = known;
            }
            return changes;
        }

        void sending(boolean now) {
            locked(() -> sendingSince = now ? System.nanoTime() : null);
        }

        private boolean isStuck() {
            return sendingSince != null
                    && System.nanoTime() - sendingSince > config.patience().toNanos();
        }

        /** Again does nothing. */
        @Override
        public void close() {
            locked(() -> {
                gone = true;
                listeners.remove(this);
                news.signalAll();
            });
        }
    }

    Place now() {
        return log.end();
    }

    /**
     * @param incident only this one's changes; null for all
     * @param after what the listener knows already
     * @param disconnect closes the listener's connection
     * @return empty where too many listen already
     */
    Optional<Listener> listen(String person, @Nullable UUID incident, Place after, Runnable disconnect) {
        lock.lock();
        try {
            long own =
                    listeners.stream().filter(one -> one.person.equals(person)).count();
            if (closed || listeners.size() >= config.listeners() || own >= config.listenersOfOnePerson()) {
                return Optional.empty();
            }
            Listener listener = new Listener(person, incident, after, disconnect);
            listeners.add(listener);
            somebodyListens.signalAll();
            return Optional.of(listener);
        } finally {
            lock.unlock();
        }
    }

    private void follow() {
        boolean failing = false;
        while (!isClosed()) {
            try {
                awaitListeners();
                boolean more = read();
                failing = false;
                dropWhoDoesNotRead();
                if (!more) {
                    TimeUnit.NANOSECONDS.sleep(config.poll().toNanos());
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (!failing) {
                    LOG.warnf("Changes cannot be read: %s. Nothing is lost; trying again.", e.toString());
                }
                failing = true;
                if (!pause()) {
                    return;
                }
            }
        }
    }

    private void awaitListeners() throws InterruptedException {
        lock.lock();
        try {
            while (listeners.isEmpty() && !closed) {
                begin = null;
                end = null;
                latest.clear();
                somebodyListens.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** @return whether there may be more at once */
    private boolean read() {
        Place from = lockedEnd();
        if (from == null) {
            Place now = log.end();
            locked(() -> {
                begin = now;
                end = now;
                news.signalAll();
            });
            return false;
        }
        List<Change> changes = log.after(from, null, AT_ONCE);
        if (!changes.isEmpty()) {
            locked(() -> {
                latest.addAll(changes);
                end = changes.getLast().place();
                while (latest.size() > KEPT) {
                    begin = latest.removeFirst().place();
                }
                news.signalAll();
            });
        }
        return changes.size() == AT_ONCE;
    }

    private void dropWhoDoesNotRead() {
        List<Listener> stuck = new ArrayList<>();
        locked(() -> listeners.stream().filter(Listener::isStuck).forEach(stuck::add));
        stuck.forEach(listener -> {
            LOG.infof("%s does not read what it listens to", listener.person);
            listener.close();
            listener.disconnect.run();
        });
    }

    private boolean pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private int listening() {
        lock.lock();
        try {
            return listeners.size();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Place lockedEnd() {
        lock.lock();
        try {
            return end;
        } finally {
            lock.unlock();
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable what) {
        lock.lock();
        try {
            what.run();
        } finally {
            lock.unlock();
        }
    }
}
