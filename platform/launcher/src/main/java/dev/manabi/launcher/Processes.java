package dev.manabi.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What the parts have in common as processes of the operating system. */
final class Processes {

    private Processes() {}

    /** Sends SIGKILL and waits until the process is gone. */
    static void kill(ProcessHandle process) {
        process.destroyForcibly();
        await(process, Duration.ofSeconds(30));
    }

    /** Sends SIGTERM, and SIGKILL to a process that is still there after the grace time. */
    static void stop(ProcessHandle process, Duration grace) {
        process.destroy();
        if (!await(process, grace)) {
            kill(process);
        }
    }

    /** Whether the process ended within that time. */
    static boolean await(ProcessHandle process, Duration atMost) {
        try {
            process.onExit().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return !process.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The {@code java} command of the JDK this program runs on. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    static void writePid(Path file, long pid) throws IOException {
        Files.createDirectories(Folders.parentOf(file));
        Files.writeString(file, Long.toString(pid));
    }

    /**
     * The running process that a pid file names, if its command line still holds the marker: after a crash the number
     * may have passed on to somebody else's process, which must not be touched.
     */
    static Optional<ProcessHandle> fromPidFile(Path file, String marker) {
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            return ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> commandLine(process).contains(marker));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String commandLine(ProcessHandle process) {
        Path linux = Path.of("/proc", Long.toString(process.pid()), "cmdline");
        try {
            if (Files.isReadable(linux)) {
                return Files.readString(linux).replace('\0', ' ');
            }
            // The JDK cannot tell the arguments on every system; ps can.
            Process ps = new ProcessBuilder("ps", "-ww", "-o", "command=", "-p", Long.toString(process.pid()))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
