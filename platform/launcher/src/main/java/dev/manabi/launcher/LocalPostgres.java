package dev.manabi.launcher;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server in processes of its own, without Docker; it runs as root too.
 *
 * <pre>{@code
 * try (LocalPostgres postgres = LocalPostgres.start(LocalPostgres.Options.forTests())) {
 *     postgres.createDatabase("incident");
 *     DriverManager.getConnection(postgres.jdbcUrl("incident"), "incident", "incident");
 * }
 * }</pre>
 */
public final class LocalPostgres implements AutoCloseable {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    private final Options options;
    private final Path dataDirectory;
    private final int port;
    private @Nullable EmbeddedPostgres server;

    /**
     * @param port the port on 127.0.0.1, 0 for a free one
     * @param dataDirectory kept across restarts; null for a temporary one, removed by {@link #close()}
     * @param durable whether a commit survives a crash of the machine (fsync, synchronous_commit and full_page_writes
     *     on); tests leave it off and are quicker for it
     * @param log the server's log; null to discard it
     * @param endsWithJvm whether the server is stopped when this JVM ends in an orderly way
     */
    public record Options(
            int port,
            @Nullable Path dataDirectory,
            boolean durable,
            @Nullable Path log,
            boolean endsWithJvm) {

        /** A free port, a temporary folder, not durable. */
        public static Options forTests() {
            return new Options(0, null, false, null, true);
        }

        public Options withPort(int newPort) {
            return new Options(newPort, dataDirectory, durable, log, endsWithJvm);
        }

        public Options withDataDirectory(Path newDataDirectory) {
            return new Options(port, newDataDirectory, durable, log, endsWithJvm);
        }

        public Options withDurable(boolean newDurable) {
            return new Options(port, dataDirectory, newDurable, log, endsWithJvm);
        }

        public Options withLog(Path newLog) {
            return new Options(port, dataDirectory, durable, newLog, endsWithJvm);
        }

        /** For an owner that stops its parts in an order of its own. */
        Options stoppedByOwner() {
            return new Options(port, dataDirectory, durable, log, false);
        }
    }

    private LocalPostgres(Options options, Path dataDirectory, int port) {
        this.options = options;
        this.dataDirectory = dataDirectory;
        this.port = port;
    }

    /**
     * Starts the server and returns when it accepts connections. A server that an earlier, killed run left behind on
     * the same data folder is stopped first.
     *
     * @throws UncheckedIOException when the server does not come up
     */
    public static LocalPostgres start(Options options) {
        try {
            Path given = options.dataDirectory();
            Path directory = given == null
                    ? Files.createTempDirectory("manabi-postgres-").resolve("data")
                    : given.toAbsolutePath();
            int port = options.port() == 0 ? Ports.free() : options.port();
            LocalPostgres postgres = new LocalPostgres(options, directory, port);
            postgres.launch();
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not start: " + e.getMessage(), e);
        }
    }

    public int port() {
        return port;
    }

    /** URL of the database of that name; its user and its password are the name itself. */
    public String jdbcUrl(String name) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + name;
    }

    /** A superuser's connection to the database {@code postgres}. */
    public Connection superuser() throws SQLException {
        EmbeddedPostgres running = server;
        if (running == null) {
            throw new IllegalStateException("PostgreSQL was stopped");
        }
        return running.getPostgresDatabase().getConnection();
    }

    /** Creates a login role and a database of that name, owned by it, where they are missing. */
    public void createDatabase(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a database name: " + name);
        }
        try (Connection connection = superuser();
                Statement statement = connection.createStatement()) {
            if (!exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", name)) {
                statement.execute("CREATE ROLE " + name + " LOGIN PASSWORD '" + name + "'");
            }
            if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", name)) {
                statement.execute("CREATE DATABASE " + name + " OWNER " + name);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("database " + name + " could not be created: " + e.getMessage(), e);
        }
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            return statement.executeQuery().next();
        }
    }

    /** Process id of the postmaster. */
    public long pid() {
        return postmaster()
                .orElseThrow(() -> new IllegalStateException("PostgreSQL is not running"))
                .pid();
    }

    /** Kills the postmaster with SIGKILL, as a crash would; returns when all its processes are gone. */
    public void kill() {
        postmaster().ifPresent(LocalPostgres::killTree);
        forgetServer();
    }

    /** Starts again on the same port and data folder, after {@link #kill()} or from a running server. */
    public void restart() {
        try {
            forgetServer();
            launch();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not start again: " + e.getMessage(), e);
        }
    }

    /** Stops the server; a temporary data folder is removed. */
    @Override
    public void close() {
        forgetServer();
        if (options.dataDirectory() == null) {
            Folders.delete(Folders.parentOf(dataDirectory));
        }
    }

    private void forgetServer() {
        EmbeddedPostgres running = server;
        server = null;
        if (running != null) {
            try {
                running.close();
            } catch (IOException | RuntimeException e) {
                // It may be dead already; whatever is left of it is stopped before the next start.
                postmaster().ifPresent(LocalPostgres::killTree);
            }
        }
    }

    private void launch() throws IOException {
        stopLeftover(dataDirectory);
        Files.createDirectories(Folders.parentOf(dataDirectory));
        // Without this mark a folder that was being initialised when the power went would never start again.
        Path initialising = dataDirectory.resolveSibling(dataDirectory.getFileName() + ".initialising");
        if (Files.exists(initialising)) {
            Folders.delete(dataDirectory);
        }
        boolean fresh = !Files.exists(dataDirectory.resolve("PG_VERSION"));
        if (fresh) {
            Files.writeString(initialising, "");
        }
        Files.createDirectories(dataDirectory);
        server = configured().start();
        if (fresh) {
            Files.delete(initialising);
        }
    }

    private EmbeddedPostgres.Builder configured() {
        String durable = options.durable() ? "on" : "off";
        Path log = options.log();
        Redirect output = log == null ? Redirect.DISCARD : Redirect.appendTo(log.toFile());
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(dataDirectory)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(options.endsWithJvm())
                .setPGStartupWait(Duration.ofMinutes(2))
                .setOutputRedirector(output)
                .setErrorRedirector(output)
                .setServerConfig("listen_addresses", "127.0.0.1")
                // No socket file: after a crash its lock could name a process id that means somebody else by then.
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("fsync", durable)
                .setServerConfig("synchronous_commit", durable)
                .setServerConfig("full_page_writes", durable)
                .setServerConfig("max_connections", "200")
                .setServerConfig("shared_buffers", "128MB")
                // An open transaction anywhere holds back every relay, so none may stay open for long.
                .setServerConfig("idle_in_transaction_session_timeout", "60s");
    }

    /** Stops the server that works in that data folder, whoever started it; safe where there is none. */
    static void stopLeftover(Path dataDirectory) {
        postmasterOf(dataDirectory).ifPresent(LocalPostgres::killTree);
        try {
            // The id in a file left by a crash may be an innocent process's by now; PostgreSQL would refuse to start.
            Files.deleteIfExists(dataDirectory.resolve("postmaster.pid"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<ProcessHandle> postmaster() {
        return postmasterOf(dataDirectory);
    }

    /** The running postmaster of that data folder, if there is one. */
    static Optional<ProcessHandle> postmasterOf(Path dataDirectory) {
        try {
            Path file = dataDirectory.resolve("postmaster.pid");
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            return Files.readAllLines(file).stream()
                    .findFirst()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .flatMap(line -> ProcessHandle.of(Long.parseLong(line)))
                    .filter(ProcessHandle::isAlive)
                    .filter(LocalPostgres::isPostgres);
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean isPostgres(ProcessHandle process) {
        ProcessHandle.Info info = process.info();
        return info.command().or(info::commandLine).orElse("").contains("postgres");
    }

    private static void killTree(ProcessHandle postmaster) {
        var processes = postmaster.descendants().toList();
        Processes.kill(postmaster);
        // They notice by themselves; until the last one is gone the shared memory is in use and no start succeeds.
        processes.forEach(Processes::kill);
    }
}
