package dev.manabi.eventsourcing;

import dev.manabi.eventsourcing.DomainException.ConcurrentChange;
import dev.manabi.eventsourcing.Tally.Counted;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Sixteen writers on a few streams, one or two at a time, in transactions of random length of which a third is rolled
 * back. They take their transaction ids, their rows and their commits in every order.
 */
final class Load {

    private static final int WRITERS = 16;
    private static final int STREAMS = 12;

    private final TestDatabase database;
    private final Runnable afterCommit;
    private final List<UUID> streams = Stream.generate(Ids::next).limit(STREAMS).toList();
    private final Queue<UUID> committed = new ConcurrentLinkedQueue<>();
    private final AtomicLong rolledBack = new AtomicLong();

    Load(TestDatabase database, Runnable afterCommit) {
        this.database = database;
        this.afterCommit = afterCommit;
    }

    /** Ids of the messages of every transaction that was committed. */
    List<UUID> committed() {
        return List.copyOf(committed);
    }

    long rolledBack() {
        return rolledBack.get();
    }

    /** @param transactions that each writer attempts */
    void run(int transactions) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                Random random = new Random(writer);
                writers.add(threads.submit(() -> {
                    write(random, transactions);
                    return null;
                }));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        }
    }

    private void write(Random random, int transactions) throws SQLException {
        try (Transaction transaction = database.begin()) {
            for (int i = 0; i < transactions; i++) {
                try {
                    List<UUID> ids = change(transaction, random);
                    if (random.nextInt(3) == 0) {
                        transaction.rollback();
                        rolledBack.incrementAndGet();
                    } else {
                        transaction.commit();
                        committed.addAll(ids);
                        afterCommit.run();
                    }
                } catch (ConcurrentChange e) {
                    transaction.rollback();
                    rolledBack.incrementAndGet();
                }
            }
        }
    }

    private List<UUID> change(Transaction transaction, Random random) throws SQLException {
        EventStore store = transaction.store();
        List<UUID> chosen = new ArrayList<>();
        List<Long> versions = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(2); i++) {
            UUID stream = streams.get(random.nextInt(STREAMS));
            if (!chosen.contains(stream)) {
                chosen.add(stream);
                versions.add((long) store.load(Tally.TYPES, stream).size());
            }
        }
        linger(transaction, random);
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            Tally[] events = new Tally[1 + random.nextInt(3)];
            for (int n = 0; n < events.length; n++) {
                events[n] = new Counted(Ids.next(), 1);
            }
            Tally.append(store, chosen.get(i), versions.get(i), events)
                    .forEach(one -> ids.add(one.metadata().id()));
            linger(transaction, random);
        }
        return ids;
    }

    /** Mostly not at all, sometimes for long. */
    private static void linger(Transaction transaction, Random random) throws SQLException {
        if (random.nextInt(3) == 0) {
            transaction.linger(random.nextInt(10) == 0 ? 30 : random.nextDouble() * 4);
        }
    }
}
