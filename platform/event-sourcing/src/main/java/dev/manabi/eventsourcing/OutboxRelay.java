package dev.manabi.eventsourcing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
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
 *
 * <p>Two relays may send at the same time for a while, when a leader has lost its lock and does not know it yet. Each
 * sends in order from the first row that is still there, so the first copy of each message comes in order too.
 */
public final class OutboxRelay implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
    /** The lock's key within the service's own database: "manabi" in ASCII. */
    private static final long LOCK = 0x6d616e616269L;

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    /** How soon to look again for rows that wait for an older transaction: its end may give no signal. */
    private static final Duration HELD_BACK = Duration.ofMillis(4);

    private static final Duration HELD_BACK_LONG = Duration.ofMillis(64);

    /**
     * Within half a minute the database notices that the leader's machine has vanished, and gives the lock to the next;
     * left to the operating system's defaults that takes hours.
     */
    private static final String TRY_LOCK = """
            select pg_try_advisory_lock(?), set_config('tcp_keepalives_idle', '10', false),
                   set_config('tcp_keepalives_interval', '5', false), set_config('tcp_keepalives_count', '3', false)
            """;

    private final ConnectionSource connections;
    private final MessageBroker broker;
    private final int batch;
    private final Duration poll;
    private final Duration answer;
    private final Semaphore wake = new Semaphore(0);
    private final AtomicLong published = new AtomicLong();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private Duration pause = SHORTEST_PAUSE;
    /** Up to here everything is published and removed; known only to the one who did it. */
    private Outbox.Place done = Outbox.Place.START;
    /** When no row had to wait for an older transaction, in nanoseconds; and how soon to look again while one has to. */
    private long unhindered;

    private Duration look = HELD_BACK;
    private volatile boolean leading;
    private volatile @Nullable String failure;

    /**
     * @param connections connections outside of any transaction, each statement committing itself
     * @param batch how many messages are under way at once
     * @param poll how long a message may wait when no signal came
     * @param answer how long the broker may take before the batch is sent anew, and how long rows may wait for an
     *     older transaction before that is a failure
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
        closing.countDown();
        signal();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
            // It waits for a broker that does not answer.
            thread.interrupt();
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        broker.close();
    }

    private void run() {
        while (!isClosing()) {
            try (Connection connection = connections.get()) {
                if (lock(connection)) {
                    try {
                        leading = true;
                        done = Outbox.Place.START;
                        unhindered();
                        relay(connection);
                    } finally {
                        leading = false;
                        unlock(connection);
                    }
                } else {
                    // Publishing is another's task.
                    recovered();
                    await(poll);
                }
            } catch (SQLException | RuntimeException | Error e) {
                failed("The relay cannot work", e);
                rest();
            }
        }
    }

    private void relay(Connection connection) throws SQLException {
        while (!isClosing()) {
            // After a failure one message alone shows whether it is over; those behind it are not sent in vain.
            List<Outbox.Queued> queued = Outbox.next(connection, done, failure == null ? batch : 1);
            if (queued.isEmpty()) {
                awaitRows(connection);
                continue;
            }
            unhindered();
            int acknowledged = publish(queued);
            if (acknowledged > 0) {
                Outbox.Place last = queued.get(acknowledged - 1).place();
                Outbox.remove(connection, done, last);
                done = last;
                published.addAndGet(acknowledged);
            }
            if (acknowledged == queued.size()) {
                recovered();
            } else {
                broker.abandon();
                rest();
            }
        }
    }

    private void awaitRows(Connection connection) throws SQLException {
        if (Outbox.isEmpty(connection, done)) {
            unhindered();
            recovered();
            await(poll);
            return;
        }
        await(look);
        look = longer(look, HELD_BACK_LONG);
        if (System.nanoTime() - unhindered > answer.toNanos()) {
            failed("An open transaction somewhere in this PostgreSQL holds the messages back", null);
        }
    }

    private void unhindered() {
        unhindered = System.nanoTime();
        look = HELD_BACK;
    }

    /** @return how many of the first messages the broker has, without a gap */
    private int publish(List<Outbox.Queued> queued) {
        List<CompletableFuture<?>> sent = send(queued);
        long deadline = System.nanoTime() + answer.toNanos();
        int acknowledged = 0;
        try {
            for (CompletableFuture<?> one : sent) {
                one.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                acknowledged++;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            failed(queued.get(acknowledged).message(), e);
        }
        return acknowledged;
    }

    /** Sends until one is refused at once: those behind it would overtake it. */
    private List<CompletableFuture<?>> send(List<Outbox.Queued> queued) {
        List<CompletableFuture<?>> sent = new ArrayList<>(queued.size());
        for (Outbox.Queued row : queued) {
            try {
                CompletableFuture<?> one = broker.send(row.message()).toCompletableFuture();
                sent.add(one);
                if (one.isCompletedExceptionally()) {
                    break;
                }
            } catch (RuntimeException e) {
                failed(row.message(), e);
                break;
            }
        }
        return sent;
    }

    private static boolean lock(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TRY_LOCK)) {
            statement.setLong(1, LOCK);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /** A pool would keep the session, and with it the lock: nobody could lead any more. */
    private static void unlock(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_unlock_all()");
        } catch (SQLException e) {
            LOG.debug("The session is gone, and the lock with it", e);
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    /** Until something is signalled, or the time is over. */
    private void await(Duration time) {
        try {
            if (wake.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS)) {
                wake.drainPermits();
            }
        } catch (InterruptedException e) {
            closing.countDown();
        }
    }

    /** After a failure, longer each time. Commits do not hurry it: they would only add to what cannot be sent. */
    private void rest() {
        try {
            closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closing.countDown();
        }
        pause = longer(pause, LONGEST_PAUSE);
    }

    private void failed(OutgoingMessage message, Throwable e) {
        failed("Cannot publish " + message.id() + " to " + message.topic(), e);
    }

    private void failed(String what, @Nullable Throwable e) {
        String why = e == null ? what : what + ": " + e;
        if (failure == null) {
            LOG.warn("{}. Nothing is lost; trying again.", why);
        }
        failure = why;
    }

    private void recovered() {
        pause = SHORTEST_PAUSE;
        if (failure != null) {
            LOG.info("Publishing works again");
            failure = null;
        }
    }

    private static Duration longer(Duration time, Duration longest) {
        Duration twice = time.multipliedBy(2);
        return twice.compareTo(longest) > 0 ? longest : twice;
    }
}
