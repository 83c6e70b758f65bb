package dev.manabi.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The commands behind {@code ./manabi}. The project's folder is the current one, unless the property {@code
 * manabi.project} names another.
 */
public final class Main {

    private static final Duration START_LIMIT = Duration.ofMinutes(10);
    private static final Duration STOP_LIMIT = Duration.ofMinutes(1);

    private final SystemOptions options;
    private final PrintStream out;

    private Main(SystemOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        int code;
        try {
            code = run(List.of(arguments), out);
        } catch (StartFailed | IllegalArgumentException e) {
            System.err.println(e.getMessage());
            code = 1;
        } catch (UncheckedIOException | IOException e) {
            System.err.println("Something went wrong: " + e.getMessage());
            code = 1;
        }
        System.exit(code);
    }

    private static int run(List<String> arguments, PrintStream out) throws IOException {
        Path project = Path.of(System.getProperty("manabi.project", ""));
        String command = arguments.isEmpty() ? "" : arguments.getFirst();
        List<String> rest = arguments.isEmpty() ? List.of() : arguments.subList(1, arguments.size());
        if (command.equals("supervise")) {
            return new Supervisor(SystemOptions.fromEnvironment(project, System.getenv())).run();
        }
        SystemOptions wanted = SystemOptions.fromEnvironment(project, System.getenv());
        Main main = new Main(command.equals("up") ? wanted : asItRuns(project, wanted), out);
        return switch (command) {
            case "up" -> main.up();
            case "down" -> main.down();
            case "status" -> main.status();
            case "token" -> main.token(rest);
            case "demo" -> main.demo(rest);
            default -> throw new IllegalArgumentException("Unknown command: " + command);
        };
    }

    /** A running system is spoken to on the ports it was started with. */
    private static SystemOptions asItRuns(Path project, SystemOptions wanted) throws IOException {
        Path ports = Supervisor.portsFile(wanted);
        if (!Files.exists(ports)) {
            return wanted;
        }
        Map<String, String> environment = new HashMap<>(System.getenv());
        Properties written = new Properties();
        try (InputStream in = Files.newInputStream(ports)) {
            written.load(in);
        }
        written.stringPropertyNames().forEach(name -> environment.put(name, written.getProperty(name)));
        return SystemOptions.fromEnvironment(project, environment);
    }

    private int up() throws IOException {
        Optional<ProcessHandle> supervisor = Supervisor.running(options);
        if (supervisor.isPresent() && Supervisor.isReady(options, supervisor.get())) {
            SystemOptions running = asItRuns(options.project(), options);
            List<Part> down = Status.of(running).stream()
                    .filter(row -> !row.ready())
                    .map(Status.Row::part)
                    .toList();
            if (down.isEmpty()) {
                out.println("Manabi is running already.");
                printUrls(running);
                return 0;
            }
            out.println("Not ready: "
                    + String.join(", ", down.stream().map(Part::title).toList()) + ". Starting everything anew.");
            stopAll();
            supervisor = Optional.empty();
        }
        out.println("Starting Manabi");
        if (supervisor.isEmpty()) {
            supervisor = Optional.of(startSupervisor());
        }
        return follow(supervisor.get());
    }

    private ProcessHandle startSupervisor() throws IOException {
        Files.createDirectories(options.run());
        Files.createDirectories(options.state().resolve("logs"));
        Files.deleteIfExists(Supervisor.progressFile(options));
        List<String> command = new ArrayList<>();
        // A process group of its own where there is a terminal: Ctrl-C there must not end the system.
        command.addAll(List.of(
                "/bin/sh", "-c", "set -m 2>/dev/null; nohup \"$0\" \"$@\" </dev/null >>\"$LOG\" 2>&1 & echo $!"));
        command.add(Processes.java());
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        command.add("-Dmanabi.project=" + options.project());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Supervisor.MARKER.split(" ")));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.DISCARD);
        builder.environment().put("LOG", supervisorLog().toString());
        Process shell = builder.start();
        String pid;
        try (var reader = shell.inputReader()) {
            pid = String.valueOf(reader.readLine());
        }
        return ProcessHandle.of(Long.parseLong(pid.strip()))
                .orElseThrow(() -> new StartFailed(
                        "The supervisor ended at once; see " + options.state() + "/logs/supervisor.log"));
    }

    /** Shows the progress as it is written, until the system is ready or has failed. */
    private int follow(ProcessHandle started) throws IOException {
        ProcessHandle supervisor = started;
        Instant limit = Instant.now().plus(START_LIMIT);
        int shown = 0;
        while (true) {
            boolean alive = supervisor.isAlive();
            boolean ready = Supervisor.isReady(options, supervisor);
            if (alive) {
                shown = showProgress(shown);
            }
            if (ready) {
                printUrls(options);
                return 0;
            }
            Optional<ProcessHandle> other = Supervisor.running(options);
            if (!alive && other.isPresent()) {
                // Somebody else typed the same a moment earlier: theirs is the one.
                supervisor = other.get();
                continue;
            }
            if (!alive) {
                showProgress(shown);
                Path failed = Supervisor.failedFile(options);
                throw new StartFailed(
                        Files.exists(failed)
                                ? Files.readString(failed)
                                : "The supervisor ended; see " + supervisorLog());
            }
            if (Instant.now().isAfter(limit)) {
                throw new StartFailed(
                        "Not ready after " + START_LIMIT.toMinutes() + " minutes; see " + options.state() + "/logs");
            }
            Pause.of(Duration.ofMillis(100));
        }
    }

    private Path supervisorLog() {
        return options.log(Part.GATEWAY);
    }

    private int showProgress(int shown) throws IOException {
        Path file = Supervisor.progressFile(options);
        if (!Files.exists(file)) {
            return shown;
        }
        List<String> lines = Files.readAllLines(file);
        lines.stream().skip(shown).forEach(out::println);
        return lines.size();
    }

    private void printUrls(SystemOptions running) {
        out.println();
        out.println("  Manabi        " + running.publicUrl());
        out.println("  Inbox         " + running.url(Part.INBOX));
        out.println("  Identity      " + running.issuerUrl());
        out.println("  Logs          " + running.state().resolve("logs"));
        out.println();
        out.println("  ./manabi demo plays the main story, ./manabi status shows the parts, ./manabi down stops them.");
    }

    private int down() throws IOException {
        boolean any = stopAll();
        out.println(any ? "Stopped." : "Nothing was running.");
        return 0;
    }

    /** Whether there was anything to stop. */
    private boolean stopAll() throws IOException {
        Optional<ProcessHandle> supervisor = Supervisor.running(options);
        boolean any = supervisor.isPresent()
                || Status.of(options).stream().anyMatch(row -> row.pid().isPresent());
        supervisor.ifPresent(process -> Processes.stop(process, STOP_LIMIT));
        LocalSystem.stopLeftovers(options);
        Files.deleteIfExists(Supervisor.readyFile(options));
        Files.deleteIfExists(Supervisor.pidFile(options));
        Files.deleteIfExists(Supervisor.portsFile(options));
        for (Part part : Part.values()) {
            Files.deleteIfExists(options.pidFile(part));
        }
        return any;
    }

    private int status() {
        List<Status.Row> rows = Status.of(options);
        out.print(Status.table(rows));
        return rows.stream().allMatch(Status.Row::ready) ? 0 : 1;
    }

    private int token(List<String> arguments) {
        if (arguments.size() != 1) {
            throw new IllegalArgumentException("Whose? For instance: ./manabi token mei");
        }
        if (Supervisor.running(options).isEmpty()) {
            throw new StartFailed("Manabi is not running. Start it with ./manabi up");
        }
        out.println(Rest.tokenFor(options.issuerUrl(), arguments.getFirst()));
        return 0;
    }

    private int demo(List<String> arguments) {
        return new Demo(options, out).play(AlertPayloads.from(arguments, options.project()));
    }
}
