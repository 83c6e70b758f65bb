package dev.manabi.launcher;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka broker (KRaft, one node) in a process of its own, without Docker.
 *
 * <pre>{@code
 * try (LocalKafka kafka = LocalKafka.start(LocalKafka.Options.forTests())) {
 *     kafka.createTopics(6, "incidents", "catalog");
 *     producerConfig.put("bootstrap.servers", kafka.bootstrapServers());
 * }
 * }</pre>
 */
public final class LocalKafka implements AutoCloseable {

    private static final String CLUSTER_ID = "bWFuYWJpLWxvY2FsLWthZg";
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final Options options;
    private final Path directory;
    private final int port;
    private final int controllerPort;
    private final Thread shutdownHook;
    private @Nullable Process process;

    /**
     * @param port the port on 127.0.0.1, 0 for a free one
     * @param directory holds the log folder {@code data}, {@code server.properties} and {@code broker.pid}, and is
     *     kept across restarts; null for a temporary one, removed by {@link #close()}
     * @param advertisedPort the port clients are told to connect to, for a proxy in between; 0 for the port itself
     * @param log what the broker says; null for {@code broker.log} in the directory
     * @param endsWithJvm whether the broker is stopped when this JVM ends in an orderly way; it never outlives it
     */
    public record Options(
            int port,
            @Nullable Path directory,
            int advertisedPort,
            @Nullable Path log,
            boolean endsWithJvm) {

        /** A free port and a temporary folder. */
        public static Options forTests() {
            return new Options(0, null, 0, null, true);
        }

        public Options withPort(int newPort) {
            return new Options(newPort, directory, advertisedPort, log, endsWithJvm);
        }

        public Options withDirectory(Path newDirectory) {
            return new Options(port, newDirectory, advertisedPort, log, endsWithJvm);
        }

        public Options withAdvertisedPort(int newAdvertisedPort) {
            return new Options(port, directory, newAdvertisedPort, log, endsWithJvm);
        }

        public Options withLog(Path newLog) {
            return new Options(port, directory, advertisedPort, newLog, endsWithJvm);
        }

        /** For an owner that stops its parts in an order of its own. */
        Options stoppedByOwner() {
            return new Options(port, directory, advertisedPort, log, false);
        }
    }

    private LocalKafka(Options options, Path directory, int port, int controllerPort) {
        this.options = options;
        this.directory = directory;
        this.port = port;
        this.controllerPort = controllerPort;
        this.shutdownHook = new Thread(this::kill, "stop-kafka");
    }

    /**
     * Starts the broker and returns when it serves clients. One that an earlier, killed run left behind in the same
     * folder is stopped first.
     *
     * @throws IllegalStateException when the broker does not come up; the message holds the end of its log
     */
    public static LocalKafka start(Options options) {
        try {
            Path given = options.directory();
            Path directory =
                    given == null ? Files.createTempDirectory("manabi-kafka-") : Files.createDirectories(given);
            int port = options.port() == 0 ? Ports.free() : options.port();
            LocalKafka kafka = new LocalKafka(options, directory.toAbsolutePath(), port, Ports.free());
            if (options.endsWithJvm()) {
                Runtime.getRuntime().addShutdownHook(kafka.shutdownHook);
            }
            leftoverIn(kafka.directory).ifPresent(Processes::kill);
            kafka.launch();
            return kafka;
        } catch (IOException e) {
            throw new UncheckedIOException("Kafka did not start: " + e.getMessage(), e);
        }
    }

    public int port() {
        return port;
    }

    /** For {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Process id of the broker. */
    public long pid() {
        Process running = process;
        if (running == null || !running.isAlive()) {
            throw new IllegalStateException("Kafka is not running");
        }
        return running.pid();
    }

    public boolean isAlive() {
        Process running = process;
        return running != null && running.isAlive();
    }

    /** Kills the broker with SIGKILL, as a crash would; its log folder stays. */
    public void kill() {
        Process running = process;
        if (running != null) {
            Processes.kill(running.toHandle());
        }
    }

    /** Starts again on the same port and log folder, after {@link #kill()} or from a running broker. */
    public void restart() {
        try {
            stop();
            launch();
        } catch (IOException e) {
            throw new UncheckedIOException("Kafka did not start again: " + e.getMessage(), e);
        }
    }

    /** Removes everything in the stopped broker's log, as a lost disk would; {@link #restart()} formats it anew. */
    public void wipe() {
        kill();
        Folders.delete(data());
    }

    /** Creates the topics that are missing, each with that many partitions and one replica. */
    public void createTopics(int partitions, String... names) {
        List<NewTopic> topics = Stream.of(names)
                .map(name -> new NewTopic(name, partitions, (short) 1))
                .toList();
        try (Admin admin = admin()) {
            for (var created : admin.createTopics(topics).values().entrySet()) {
                try {
                    created.getValue().get(30, TimeUnit.SECONDS);
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw new IllegalStateException("topic " + created.getKey() + " could not be created", e);
                    }
                }
            }
        } catch (TimeoutException e) {
            throw new IllegalStateException("topics could not be created in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while creating topics", e);
        }
    }

    /** Stops the broker; a temporary folder is removed. */
    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException e) {
            // The JVM is going down already, and the hook is running.
        }
        if (options.directory() == null) {
            Folders.delete(directory);
        }
    }

    private void stop() {
        Process running = process;
        if (running != null) {
            // A temporary broker has nothing to keep: no need to wait for an orderly end.
            Duration grace = options.directory() == null ? Duration.ZERO : Duration.ofSeconds(20);
            Processes.stop(running.toHandle(), grace);
        }
    }

    private void launch() throws IOException {
        Path given = options.log();
        Path log = given == null ? directory.resolve("broker.log") : given;
        long logBegin = Files.exists(log) ? Files.size(log) : 0;
        Process started = new ProcessBuilder(
                        Processes.java(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        classPath(),
                        KafkaBroker.class.getName(),
                        writeProperties().toString(),
                        CLUSTER_ID)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()))
                .start();
        process = started;
        Processes.writePid(pidFile(directory), started.pid());
        awaitReady(started, log, logBegin);
    }

    private void awaitReady(Process started, Path log, long logBegin) {
        Instant limit = Instant.now().plus(START_LIMIT);
        while (!serves()) {
            if (!started.isAlive() || Instant.now().isAfter(limit)) {
                String state = started.isAlive() ? "was not ready in time" : "ended with " + started.exitValue();
                String end = String.join("\n", Folders.tail(log, logBegin, 30));
                Processes.kill(started.toHandle());
                throw new IllegalStateException("Kafka on port " + port + " " + state + "; its log ends with\n" + end);
            }
            Pause.of(Duration.ofMillis(25));
        }
    }

    private boolean serves() {
        if (!Ports.isListening(port)) {
            // Cheaper to look again than to make a client that logs its failed attempts.
            return false;
        }
        try (Admin admin = admin()) {
            return !admin.describeCluster().nodes().get(10, TimeUnit.SECONDS).isEmpty();
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for Kafka", e);
        }
    }

    private Admin admin() {
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers(),
                AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG, "20",
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "200",
                AdminClientConfig.RETRY_BACKOFF_MS_CONFIG, "20",
                AdminClientConfig.RETRY_BACKOFF_MAX_MS_CONFIG, "200",
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "30000",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000"));
    }

    private Path writeProperties() throws IOException {
        int advertised = options.advertisedPort() == 0 ? port : options.advertisedPort();
        Properties properties = new Properties();
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("node.id", "1");
        properties.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        properties.setProperty("controller.listener.names", "CONTROLLER");
        properties.setProperty(
                "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        properties.setProperty("advertised.listeners", "PLAINTEXT://127.0.0.1:" + advertised);
        properties.setProperty("log.dirs", data().toString());
        properties.setProperty("num.partitions", "6");
        properties.setProperty("auto.create.topics.enable", "false");
        properties.setProperty("group.initial.rebalance.delay.ms", "0");
        properties.setProperty("offsets.topic.replication.factor", "1");
        properties.setProperty("offsets.topic.num.partitions", "5");
        properties.setProperty("transaction.state.log.replication.factor", "1");
        properties.setProperty("transaction.state.log.min.isr", "1");
        properties.setProperty("transaction.state.log.num.partitions", "3");
        properties.setProperty("share.coordinator.state.topic.replication.factor", "1");
        properties.setProperty("share.coordinator.state.topic.min.isr", "1");
        // A group must not stay without its work for long because one of its members was killed.
        properties.setProperty("group.min.session.timeout.ms", "1000");
        // A single node need not wait for anybody else when it is elected.
        properties.setProperty("controller.quorum.election.timeout.ms", "200");
        properties.setProperty("controller.quorum.election.backoff.max.ms", "100");
        // After a crash the controller takes the broker back only when the session of its former life is over.
        properties.setProperty("broker.session.timeout.ms", "2000");
        properties.setProperty("broker.heartbeat.interval.ms", "400");
        properties.setProperty("log.retention.ms", "-1");
        Path file = directory.resolve("server.properties");
        try (var writer = Files.newBufferedWriter(file)) {
            properties.store(writer, "Written at every start.");
        }
        return file;
    }

    private Path data() {
        return directory.resolve("data");
    }

    private static Path pidFile(Path directory) {
        return directory.resolve("broker.pid");
    }

    /** The running broker that works in that folder, if there is one. */
    static Optional<ProcessHandle> leftoverIn(Path directory) {
        return Processes.fromPidFile(pidFile(directory), KafkaBroker.class.getName());
    }

    /**
     * The class path of this JVM, absolute because the broker runs in its own folder. Under Surefire {@code
     * java.class.path} may be a single jar that only names others.
     */
    private static String classPath() {
        String path = Stream.of("java.class.path", "surefire.test.class.path", "surefire.real.class.path")
                .map(System::getProperty)
                .filter(candidate -> candidate != null && candidate.contains("kafka_2.13"))
                .findFirst()
                .orElseGet(() -> System.getProperty("java.class.path"));
        return Stream.of(path.split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
