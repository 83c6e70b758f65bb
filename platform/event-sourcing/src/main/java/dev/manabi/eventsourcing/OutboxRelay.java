package dev.manabi.eventsourcing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the outbox to the broker, one relay at a time in each database: the connection that holds the advisory lock is
 * the one that reads and removes rows, so losing the lock is losing the rows. Woken after each commit; a slow poll
 * beneath catches what a lost signal or another replica has left. Stops at the first failure, because order beats
 * throughput. At least once: a crash between the broker's answer and the removal sends again.
 */
public final class OutboxRelay implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
    /** The lock's key within the service's own database: "manabi" in ASCII. */
    private static final long LOCK = 0x6d616e616269L;

    private static final Duration HELD_BACK = Duration.ofMillis(4);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final ConnectionSource connections;
    private final MessageBroker broker;
    private final int batch;
    private final Duration poll;
    private final Duration answer;
    private final Semaphore wake = new Semaphore(0);
    private final AtomicLong published = new AtomicLong();
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean leading;
    private volatile @Nullable String failure;

    /**
     * @param connections connections outside of any transaction, each statement committing itself
     * @param batch how many messages are under way at once
     * @param poll how long a message may wait when no signal came
     * @param answer how long the broker may take before the batch is sent anew
     */
    public OutboxRelay(ConnectionSource connections, MessageBroker broker, int batch, Duration poll, Duration answer) {
        this.connections = connections;
        this.broker = broker;
        this.batch = batch;
        this.poll = poll;
        this.answer = answer;
        this.thread = Thread.ofPlatform().name("outbox-relay").daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Something was committed. Cheap, and as often as you like. */
    public void signal() {
        if (wake.availablePermits() == 0) {
            wake.release();
        }
    }

    public long published() {
        return published.get();
    }

    /** Whether this process is the one that publishes. */
    public boolean isLeading() {
        return leading;
    }

    /** Why nothing can be published at the moment; null while it can. */
    public @Nullable String failure() {
        return failure;
    }

    @Override
    public void close() {
        closed = true;
        signal();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        broker.close();
    }

    private void run() {
        Duration pause = Duration.ofMillis(50);
        while (!closed) {
            try (Connection connection = connections.get()) {
                if (lock(connection)) {
                    leading = true;
                    pause = Duration.ofMillis(50);
                    relay(connection);
                } else {
                    await(poll);
                }
            } catch (SQLException | RuntimeException e) {
                failed("The database is out of reach of the relay", e);
                await(pause);
                pause = longer(pause);
            } finally {
                leading = false;
            }
        }
    }

    private void relay(Connection connection) throws SQLException {
        Duration pause = Duration.ofMillis(50);
        while (!closed) {
            List<Outbox.Queued> queued = Outbox.next(connection, batch);
            if (queued.isEmpty()) {
                // Rows that wait for an older transaction to end are due in a moment, and its end may give no signal.
                await(Outbox.isEmpty(connection) ? poll : HELD_BACK);
                continue;
            }
            int acknowledged = publish(queued);
            if (acknowledged > 0) {
                Outbox.removeUpTo(connection, queued.get(acknowledged - 1));
                published.addAndGet(acknowledged);
            }
            if (acknowledged == queued.size()) {
                recovered();
                pause = Duration.ofMillis(50);
            } else {
                broker.abandon();
                await(pause);
                pause = longer(pause);
            }
        }
    }

    /** @return how many of the first messages the broker has, without a gap */
    private int publish(List<Outbox.Queued> queued) {
        List<CompletionStage<?>> sent = new ArrayList<>(queued.size());
        try {
            for (Outbox.Queued row : queued) {
                sent.add(broker.send(row.message()));
            }
        } catch (RuntimeException e) {
            failed("Cannot publish " + queued.get(sent.size()).message().id(), e);
        }
        long deadline = System.nanoTime() + answer.toNanos();
        int acknowledged = 0;
        for (CompletionStage<?> one : sent) {
            try {
                one.toCompletableFuture().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                acknowledged++;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return acknowledged;
            } catch (ExecutionException | TimeoutException e) {
                failed("Cannot publish " + queued.get(acknowledged).message().id(), e);
                return acknowledged;
            }
        }
        return acknowledged;
    }

    private static boolean lock(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select pg_try_advisory_lock(?)")) {
            statement.setLong(1, LOCK);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private void await(Duration time) {
        try {
            if (wake.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS)) {
                wake.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    private void failed(String what, Exception e) {
        if (failure == null) {
            LOG.warn("{}: {}. Nothing is lost; trying again.", what, e.toString());
        }
        failure = what + ": " + e;
    }

    private void recovered() {
        if (failure != null) {
            LOG.info("Publishing works again");
            failure = null;
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }
}
