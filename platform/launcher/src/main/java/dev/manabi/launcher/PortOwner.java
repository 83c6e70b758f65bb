package dev.manabi.launcher;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Who listens on a port of this machine, as far as this user may know. */
final class PortOwner {

    private PortOwner() {}

    static Optional<ProcessHandle> of(int port) {
        Optional<ProcessHandle> owner =
                Files.isDirectory(Path.of("/proc/net")) ? fromProcFileSystem(port) : fromLsof(port);
        return owner.filter(ProcessHandle::isAlive);
    }

    /** For messages: {@code process 4711 (nginx)}. */
    static String describe(int port) {
        return of(port).map(process -> "process " + process.pid()
                        + process.info()
                                .command()
                                .map(command -> " (" + Path.of(command).getFileName() + ")")
                                .orElse(""))
                .orElse("another process");
    }

    private static Optional<ProcessHandle> fromProcFileSystem(int port) {
        Set<String> sockets = new HashSet<>();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            sockets.addAll(listeningSockets(Path.of(table), port));
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (hasOneOf(process, sockets)) {
                    return ProcessHandle.of(Long.parseLong(process.getFileName().toString()));
                }
            }
        } catch (IOException e) {
            // Then it stays unknown.
        }
        return Optional.empty();
    }

    /** Names of the sockets as they appear among a process's open files. */
    private static Set<String> listeningSockets(Path table, int port) {
        Set<String> sockets = new HashSet<>();
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        try {
            for (String line : Files.readAllLines(table)) {
                List<String> columns = List.of(line.strip().split("\\s+"));
                if (columns.size() > 9
                        && columns.get(1).endsWith(suffix)
                        && columns.get(3).equals("0A")) {
                    sockets.add("socket:[" + columns.get(9) + "]");
                }
            }
        } catch (IOException e) {
            // A kernel without IPv6 has no such table.
        }
        return sockets;
    }

    private static boolean hasOneOf(Path process, Set<String> sockets) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path file : files) {
                if (sockets.contains(Files.readSymbolicLink(file).toString())) {
                    return true;
                }
            }
        } catch (IOException e) {
            // Gone in between, or another user's.
        }
        return false;
    }

    private static Optional<ProcessHandle> fromLsof(int port) {
        try {
            Process lsof = new ProcessBuilder("lsof", "-nP", "-t", "-iTCP:" + port, "-sTCP:LISTEN")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String first = lsof.inputReader().readLine();
            lsof.waitFor(5, TimeUnit.SECONDS);
            return first == null ? Optional.empty() : ProcessHandle.of(Long.parseLong(first.strip()));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
