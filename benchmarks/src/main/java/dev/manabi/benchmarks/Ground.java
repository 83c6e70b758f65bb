package dev.manabi.benchmarks;

import dev.manabi.launcher.DemoPeople;
import dev.manabi.launcher.LocalIdentity;
import dev.manabi.launcher.LocalInbox;
import dev.manabi.launcher.LocalKafka;
import dev.manabi.launcher.LocalPostgres;
import dev.manabi.launcher.Part;
import dev.manabi.launcher.Service;
import dev.manabi.launcher.ServiceProcess;
import dev.manabi.launcher.SystemOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * PostgreSQL with durable commits, Kafka, the identity provider and the inbox in a folder of their own on free ports, and
 * the services that a benchmark asks for. Nothing of it is left when it is closed.
 */
final class Ground implements AutoCloseable {

    private static final String[] TOPICS = {
        "incidents", "catalog", "postmortems", "reviews", "meetings", "notifications"
    };

    private final SystemOptions options;
    private final List<ServiceProcess> services = new ArrayList<>();
    private final Thread hook = new Thread(this::killServices, "kill-services");
    private final LocalPostgres postgres;
    private final LocalKafka kafka;
    private final LocalIdentity identity;
    private final LocalInbox inbox;

    private Ground(
            SystemOptions options, LocalPostgres postgres, LocalKafka kafka, LocalIdentity identity, LocalInbox inbox) {
        this.options = options;
        this.postgres = postgres;
        this.kafka = kafka;
        this.identity = identity;
        this.inbox = inbox;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    static Ground start(Path project, Map<String, String> serviceEnvironment) {
        try {
            SystemOptions options = SystemOptions.forTests(project, Files.createTempDirectory("manabi-benchmark-"))
                    .withDurable(true)
                    .withServiceEnvironment(serviceEnvironment);
            Files.createDirectories(options.state().resolve("logs"));
            Files.createDirectories(options.run());
            LocalPostgres postgres = LocalPostgres.start(LocalPostgres.Options.forTests()
                    .withPort(options.port(Part.POSTGRES))
                    .withDataDirectory(options.data(Part.POSTGRES))
                    .withDurable(options.durable())
                    .withLog(options.log(Part.POSTGRES)));
            LocalKafka kafka = LocalKafka.start(LocalKafka.Options.forTests()
                    .withPort(options.port(Part.KAFKA))
                    .withDirectory(options.data(Part.KAFKA))
                    .withLog(options.log(Part.KAFKA)));
            kafka.createTopics(6, TOPICS);
            Ground ground = new Ground(
                    options,
                    postgres,
                    kafka,
                    LocalIdentity.start(options.port(Part.IDENTITY)),
                    LocalInbox.start(options.port(Part.SMTP), options.port(Part.INBOX)));
            ground.assertDurable();
            return ground;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Figures without durable commits would be worth nothing. */
    private void assertDurable() {
        for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
            String value = ask("show " + setting);
            if (!value.equals("on")) {
                throw new Failed(setting + " is " + value);
            }
        }
    }

    /** From now on PostgreSQL remembers when each transaction committed; only before the services start. */
    void rememberCommitTimes() {
        tell("alter system set track_commit_timestamp = on");
        postgres.restart();
        assertDurable();
    }

    SystemOptions options() {
        return options;
    }

    LocalPostgres postgres() {
        return postgres;
    }

    LocalKafka kafka() {
        return kafka;
    }

    /** Starts the service on a database of its own; returns when it is ready. */
    ServiceProcess start(Service service) {
        postgres.createDatabase(service.id());
        ServiceProcess process = ServiceProcess.of(service, options);
        services.add(process);
        process.start();
        return process;
    }

    /** A service that is not started yet; it is stopped with the rest. */
    ServiceProcess prepare(Service service) {
        postgres.createDatabase(service.id());
        ServiceProcess process = ServiceProcess.of(service, options);
        services.add(process);
        return process;
    }

    boolean isBuilt(Service service) {
        return Files.exists(service.jar(options.project()));
    }

    String token(String person) {
        DemoPeople.Person known = DemoPeople.find(person).orElseThrow();
        return identity.token(person, known.roles().toArray(String[]::new));
    }

    /** The service's API for that person. */
    Rest rest(Service service, String person) {
        return new Rest(options.url(service.part()), token(person));
    }

    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(database), database, database);
    }

    /** What PostgreSQL calls itself, and that it is durable. */
    String postgresFacts() {
        return ask("show server_version") + ", fsync " + ask("show fsync") + ", synchronous_commit "
                + ask("show synchronous_commit") + ", full_page_writes " + ask("show full_page_writes")
                + ", shared_buffers " + ask("show shared_buffers");
    }

    /** Both sides of a round begin behind a checkpoint, so that none meets the other's. */
    void checkpoint() {
        tell("checkpoint");
    }

    /** Whether PostgreSQL writes every statement into its log; those who are connected follow with their next one. */
    void logStatements(boolean all) {
        tell("alter system set log_statement = '" + (all ? "all" : "none") + "'");
        tell("select pg_reload_conf()");
    }

    private void tell(String sql) {
        try (Connection connection = postgres.superuser();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new Failed(sql + " failed: " + e.getMessage(), e);
        }
    }

    private String ask(String sql) {
        try (Connection connection = postgres.superuser();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return Objects.requireNonNull(row.getString(1));
        } catch (SQLException e) {
            throw new Failed(sql + " failed: " + e.getMessage(), e);
        }
    }

    /** One figure out of a service's database. */
    long count(String database, String sql) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new Failed(sql + " failed: " + e.getMessage(), e);
        }
    }

    private void killServices() {
        services.forEach(ServiceProcess::kill);
    }

    @Override
    public void close() {
        services.forEach(ServiceProcess::stop);
        Runtime.getRuntime().removeShutdownHook(hook);
        kafka.close();
        postgres.close();
        identity.close();
        inbox.close();
        delete(options.state());
    }

    private static void delete(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
