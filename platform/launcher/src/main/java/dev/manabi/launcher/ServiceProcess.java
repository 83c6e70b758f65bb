package dev.manabi.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One of the four services as a process of its own. */
public final class ServiceProcess {

    private static final Duration READY_LIMIT = Duration.ofMinutes(5);
    private static final Duration STOP_GRACE = Duration.ofSeconds(15);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private final Service service;
    private final SystemOptions options;
    private final Map<String, String> environment;
    private volatile @Nullable Process process;
    private volatile long logBegin;

    ServiceProcess(Service service, SystemOptions options, Map<String, String> environment) {
        this.service = service;
        this.options = options;
        this.environment = Map.copyOf(environment);
    }

    /** One service of a system laid out like this, not started; for those who need fewer than all four. */
    public static ServiceProcess of(Service service, SystemOptions options) {
        return new ServiceProcess(service, options, LocalSystem.environmentOf(service, options));
    }

    public Service service() {
        return service;
    }

    public int port() {
        return options.port(service.part());
    }

    /** Address of the service itself, past the gateway. */
    public String url() {
        return options.url(service.part());
    }

    public Path log() {
        return options.log(service.part());
    }

    /** Process id. @throws IllegalStateException when it is not running */
    public long pid() {
        Process running = process;
        if (running == null || !running.isAlive()) {
            throw new IllegalStateException(service.part().title() + " is not running");
        }
        return running.pid();
    }

    public boolean isAlive() {
        Process running = process;
        return running != null && running.isAlive();
    }

    /** Starts the process and returns when the service is ready. */
    public void start() {
        launch();
        awaitReady();
    }

    /** Starts the process and returns at once. A process an earlier, killed run left behind is stopped first. */
    public void launch() {
        if (isAlive()) {
            return;
        }
        checkBuilt();
        leftover(service, options).ifPresent(Processes::kill);
        List<String> command = new ArrayList<>();
        command.add(Processes.java());
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC"));
        command.add("-Djava.net.preferIPv4Stack=true");
        command.add(marker(service));
        command.addAll(List.of("-jar", service.jar(options.project()).toString()));
        try {
            Files.createDirectories(Folders.parentOf(log()));
            logBegin = Files.exists(log()) ? Files.size(log()) : 0;
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(options.state().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(log().toFile()));
            builder.environment().putAll(environment);
            Process started = builder.start();
            process = started;
            Processes.writePid(options.pidFile(service.part()), started.pid());
        } catch (IOException e) {
            throw new UncheckedIOException(service.part().title() + " could not be started", e);
        }
    }

    void checkBuilt() {
        Path jar = service.jar(options.project());
        if (!Files.exists(jar)) {
            throw new StartFailed(service.part().title() + " is not built: " + jar + " is missing");
        }
    }

    /**
     * Returns when {@code /q/health/ready} answers 200.
     *
     * @throws StartFailed when the process ended or was not ready in time; the message holds the end of its log
     */
    public void awaitReady() {
        Instant limit = Instant.now().plus(READY_LIMIT);
        while (!isReady()) {
            Process running = process;
            if (running == null || !running.isAlive()) {
                String code = running == null ? "" : " (exit code " + running.exitValue() + ")";
                throw new StartFailed(service.part().title() + " ended while it was starting" + code + endOfLog());
            }
            if (Instant.now().isAfter(limit)) {
                throw new StartFailed(service.part().title() + " was not ready after " + READY_LIMIT.toMinutes()
                        + " minutes" + endOfLog());
            }
            Pause.of(Duration.ofMillis(100));
        }
    }

    /** Whether {@code /q/health/ready} answers 200 now. */
    public boolean isReady() {
        return answersReady(options, service);
    }

    static boolean answersReady(SystemOptions options, Service service) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(options.url(service.part()) + "/q/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailed(
                    "interrupted while waiting for " + service.part().title(), e);
        }
    }

    /** Kills the process with SIGKILL, as a crash would; returns when it is gone. */
    public void kill() {
        Process running = process;
        if (running != null) {
            Processes.kill(running.toHandle());
        }
    }

    /** Asks the process to end, and kills it when it does not. */
    public void stop() {
        Process running = process;
        if (running != null) {
            Processes.stop(running.toHandle(), STOP_GRACE);
        }
        try {
            Files.deleteIfExists(options.pidFile(service.part()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it anew, from a running process or after {@link #kill()}; returns when it is ready. */
    public void restart() {
        stop();
        start();
    }

    /** Runs the action once when the process that runs now has ended. */
    void onEnd(Runnable action) {
        Process running = process;
        if (running != null) {
            Thread.ofVirtual().start(() -> {
                running.onExit().join();
                action.run();
            });
        }
    }

    /** The running process that the pid file names, whoever started it. */
    static Optional<ProcessHandle> leftover(Service service, SystemOptions options) {
        return Processes.fromPidFile(options.pidFile(service.part()), marker(service));
    }

    private static String marker(Service service) {
        return "-Dmanabi.service=" + service.id();
    }

    private String endOfLog() {
        return ". The end of " + log() + ":\n" + String.join("\n", Folders.tail(log(), logBegin, 25));
    }
}
