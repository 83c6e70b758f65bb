package dev.manabi.launcher;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The background process that owns the running system: it starts all parts, notes when one of them ends, and stops them
 * all when it is asked to end.
 *
 * <p>It talks to the command line through files in the run folder: {@code progress} (lines to show), then {@code ready}
 * (its process id) or {@code failed} (the reason), {@code supervisor.pid}, and {@code ports.properties} (what is really used).
 */
final class Supervisor {

    /** On the command line of this process, to tell it from another that got its number later. */
    static final String MARKER = "dev.manabi.launcher.Main supervise";

    private final SystemOptions options;

    Supervisor(SystemOptions options) {
        this.options = options;
    }

    static Path progressFile(SystemOptions options) {
        return options.run().resolve("progress");
    }

    /** Whether that supervisor has said that everything is ready. */
    static boolean isReady(SystemOptions options, ProcessHandle supervisor) {
        try {
            Path file = readyFile(options);
            return Files.exists(file) && Files.readString(file).equals(String.valueOf(supervisor.pid()));
        } catch (IOException e) {
            return false;
        }
    }

    static Path readyFile(SystemOptions options) {
        return options.run().resolve("ready");
    }

    static Path failedFile(SystemOptions options) {
        return options.run().resolve("failed");
    }

    static Path portsFile(SystemOptions options) {
        return options.run().resolve("ports.properties");
    }

    static Path pidFile(SystemOptions options) {
        return options.run().resolve("supervisor.pid");
    }

    /** The supervisor that runs now, if there is one. */
    static Optional<ProcessHandle> running(SystemOptions options) {
        return Processes.fromPidFile(pidFile(options), MARKER);
    }

    /** Runs until this process is asked to end; returns its exit code. */
    int run() throws IOException {
        // The libraries' daily notes would bury what matters in the log.
        Logger.getLogger("").setLevel(Level.WARNING);
        Files.createDirectories(options.run());
        try (RandomAccessFile file =
                        new RandomAccessFile(options.run().resolve("lock").toFile(), "rw");
                FileLock lock = file.getChannel().tryLock()) {
            if (lock == null) {
                System.err.println("Another supervisor owns " + options.state());
                return 1;
            }
            return runAlone();
        }
    }

    private int runAlone() throws IOException {
        Files.deleteIfExists(readyFile(options));
        Files.deleteIfExists(failedFile(options));
        Files.writeString(progressFile(options), "");
        Processes.writePid(pidFile(options), ProcessHandle.current().pid());
        writePorts();
        Instant begun = Instant.now();
        LocalSystem system;
        try {
            system = LocalSystem.start(options, this::progress);
        } catch (RuntimeException e) {
            e.printStackTrace();
            Files.writeString(
                    failedFile(options), e instanceof StartFailed ? String.valueOf(e.getMessage()) : e.toString());
            Files.deleteIfExists(pidFile(options));
            return 1;
        }
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(system, stopped), "stop-system"));
        system.services().forEach(service -> service.onEnd(() -> noteEnd(service, stopped)));
        progress("Ready after " + Duration.between(begun, Instant.now()).toSeconds() + " s.");
        Processes.writePid(readyFile(options), ProcessHandle.current().pid());
        awaitForever(stopped);
        return 0;
    }

    private void writePorts() throws IOException {
        Properties ports = new Properties();
        for (Part part : Part.values()) {
            ports.setProperty(part.portVariable(), String.valueOf(options.port(part)));
        }
        ports.setProperty("MANABI_PUBLIC_URL", options.publicUrl());
        try (var writer = Files.newBufferedWriter(portsFile(options))) {
            ports.store(writer, "Of the running system.");
        }
    }

    private void noteEnd(ServiceProcess service, CountDownLatch stopped) {
        if (stopped.getCount() > 0) {
            System.err.println(Instant.now() + " " + service.service().part().title()
                    + " ended; ./manabi up starts it again. Its log: " + service.log());
        }
    }

    private void stop(LocalSystem system, CountDownLatch stopped) {
        stopped.countDown();
        system.close();
        try {
            Files.deleteIfExists(readyFile(options));
            Files.deleteIfExists(pidFile(options));
        } catch (IOException e) {
            System.err.println("The run folder could not be tidied: " + e.getMessage());
        }
    }

    private void progress(String line) {
        System.out.println(line);
        try {
            Files.writeString(progressFile(options), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            System.err.println("Progress could not be written: " + e.getMessage());
        }
    }

    private static void awaitForever(CountDownLatch stopped) {
        try {
            stopped.await();
            // The hook is at work; this process ends when it is done.
            Thread.currentThread().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
