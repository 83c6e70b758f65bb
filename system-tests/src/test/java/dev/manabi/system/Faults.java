package dev.manabi.system;

import static org.awaitility.Awaitility.await;

import dev.manabi.launcher.ServiceProcess;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** When things break: chosen by chance, repeatable by the seed. */
final class Faults {

    private static final long SEED = Long.getLong("manabi.seed", System.nanoTime());

    private static final int SOME_LINES = 60;

    private final Random random = new Random(SEED);
    private final AtomicInteger kills = new AtomicInteger();
    /** How long the latest start took: as a guess, for the next one to be disturbed at any moment of it. */
    private Duration start = Duration.ofSeconds(5);

    Faults() {
        System.out.println("Faults are chosen by the seed " + SEED + "; repeat them with -Dmanabi.seed=" + SEED);
    }

    int kills() {
        return kills.get();
    }

    void kill(ServiceProcess service) {
        service.kill();
        kills.incrementAndGet();
    }

    /** Starts it, kills it before it is ready or just when it is, and starts it again. */
    void startAndKillAndStart(ServiceProcess service) {
        service.launch();
        // Not waiting for anything: the moment is the fault.
        park(Duration.ofMillis(random.nextLong(start.toMillis())));
        kill(service);
        start(service);
    }

    private void start(ServiceProcess service) {
        long begun = System.nanoTime();
        service.start();
        start = Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Kills it while the stories go on, after some more lines in the journal, and starts it again. */
    void killInTraffic(ServiceProcess service, Journal journal, Stories running) {
        awaitTraffic(journal, running);
        kill(service);
        start(service);
    }

    void awaitTraffic(Journal journal, Stories running) {
        long lines = journal.size() + random.nextInt(SOME_LINES);
        await("traffic")
                .atMost(Duration.ofSeconds(120))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> journal.size() >= lines || running.isOver());
    }

    private static void park(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
