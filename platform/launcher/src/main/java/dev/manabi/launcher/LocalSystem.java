package dev.manabi.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The whole of Manabi on this machine: PostgreSQL, Kafka, the identity provider, the inbox, the four services as
 * processes of their own, and the gateway.
 *
 * <pre>{@code
 * SystemOptions options = SystemOptions.forTests(projectFolder, stateFolder);
 * try (LocalSystem system = LocalSystem.start(options, System.out::println)) {
 *     system.service("incident").kill();
 *     system.service("incident").start();
 *     URI.create(system.url() + "/api/v1/incidents");
 * }
 * }</pre>
 */
public final class LocalSystem implements AutoCloseable {

    private static final String[] TOPICS = {
        "incidents", "catalog", "postmortems", "reviews", "meetings", "notifications"
    };
    private static final int PARTITIONS = 6;
    private static final long LARGEST_LOG = 10_000_000;

    private final SystemOptions options;
    private final Consumer<String> progress;
    private final Map<Service, ServiceProcess> services = new EnumMap<>(Service.class);
    private volatile @Nullable LocalPostgres postgres;
    private volatile @Nullable LocalKafka kafka;
    private volatile @Nullable LocalIdentity identity;
    private volatile @Nullable LocalInbox inbox;
    private volatile @Nullable Gateway gateway;

    private LocalSystem(SystemOptions options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
        Service.all()
                .forEach(service ->
                        services.put(service, new ServiceProcess(service, options, environmentOf(service, options))));
    }

    /**
     * Starts everything and returns when everything is ready; what an earlier, killed run left behind in the same state
     * folder is stopped first.
     *
     * @param progress receives one line for each step
     * @throws StartFailed when a port is taken or a part does not come up; nothing is left running then
     */
    public static LocalSystem start(SystemOptions options, Consumer<String> progress) {
        LocalSystem system = new LocalSystem(options, progress);
        try {
            system.prepare();
            system.startFoundations();
            system.startServices();
            system.seed();
            return system;
        } catch (RuntimeException e) {
            system.close();
            throw e;
        }
    }

    public SystemOptions options() {
        return options;
    }

    /** URL of the gateway. */
    public String url() {
        return options.url(Part.GATEWAY);
    }

    /** @param name short, such as {@code incident}, or the folder's, such as {@code incident-service} */
    public ServiceProcess service(String name) {
        return Service.named(name)
                .map(this::service)
                .orElseThrow(() -> new IllegalArgumentException("there is no service " + name));
    }

    public ServiceProcess service(Service service) {
        return started(services.get(service), service.part());
    }

    public Stream<ServiceProcess> services() {
        return services.values().stream();
    }

    public LocalPostgres postgres() {
        return started(postgres, Part.POSTGRES);
    }

    public LocalKafka kafka() {
        return started(kafka, Part.KAFKA);
    }

    public LocalIdentity identity() {
        return started(identity, Part.IDENTITY);
    }

    public LocalInbox inbox() {
        return started(inbox, Part.INBOX);
    }

    /** A token with the roles of that demo person. */
    public String token(String person) {
        List<String> roles = DemoPeople.find(person)
                .map(DemoPeople.Person::roles)
                .orElseThrow(() -> new IllegalArgumentException("nobody in the demo is called " + person));
        return identity().token(person, roles.toArray(String[]::new));
    }

    /** Stops everything, in the order that lets each part finish what it holds. */
    @Override
    public void close() {
        quietly(gateway);
        inParallel(services.values().stream()
                .<Runnable>map(service -> service::stop)
                .toList());
        quietly(kafka);
        quietly(postgres);
        quietly(identity);
        quietly(inbox);
    }

    /** What an earlier run left behind although its launcher was killed. */
    static void stopLeftovers(SystemOptions options) {
        Service.all()
                .flatMap(service -> ServiceProcess.leftover(service, options).stream())
                .forEach(process -> Processes.stop(process, Duration.ofSeconds(15)));
        LocalKafka.leftoverIn(options.data(Part.KAFKA)).ifPresent(Processes::kill);
        LocalPostgres.stopLeftover(options.data(Part.POSTGRES));
    }

    private void prepare() {
        stopLeftovers(options);
        List<String> taken = Stream.of(Part.values())
                .filter(part -> !Ports.isFree(options.port(part)))
                .map(this::takenPort)
                .toList();
        if (!taken.isEmpty()) {
            throw new StartFailed(String.join("\n", taken));
        }
        services.values().forEach(ServiceProcess::checkBuilt);
        try {
            Files.createDirectories(options.run());
            for (Part part : Part.values()) {
                Files.createDirectories(Folders.parentOf(options.log(part)));
                turn(options.log(part));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the state folder " + options.state() + " cannot be written", e);
        }
    }

    private String takenPort(Part part) {
        int port = options.port(part);
        return "Port " + port + " (" + part.title() + ") is taken by " + PortOwner.describe(port)
                + ". Stop that process, or choose another port: " + part.portVariable() + "=<port> ./manabi up";
    }

    /** A log that has grown large is set aside, so that it cannot fill the disk. */
    private static void turn(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LARGEST_LOG) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void startFoundations() {
        inParallel(List.of(
                step(Part.POSTGRES, this::startPostgres),
                step(Part.KAFKA, this::startKafka),
                step(Part.IDENTITY, () -> identity = LocalIdentity.start(options.port(Part.IDENTITY))),
                step(Part.INBOX, () -> inbox = LocalInbox.start(options.port(Part.SMTP), options.port(Part.INBOX))),
                step(Part.GATEWAY, this::startGateway)));
    }

    private LocalPostgres startPostgres() {
        LocalPostgres started = LocalPostgres.start(LocalPostgres.Options.forTests()
                .withPort(options.port(Part.POSTGRES))
                .withDataDirectory(options.data(Part.POSTGRES))
                .withDurable(options.durable())
                .withLog(options.log(Part.POSTGRES))
                .stoppedByOwner());
        postgres = started;
        Service.all().map(Service::id).forEach(started::createDatabase);
        return started;
    }

    private LocalKafka startKafka() {
        LocalKafka started = LocalKafka.start(LocalKafka.Options.forTests()
                .withPort(options.port(Part.KAFKA))
                .withDirectory(options.data(Part.KAFKA))
                .withLog(options.log(Part.KAFKA))
                .stoppedByOwner());
        kafka = started;
        started.createTopics(PARTITIONS, TOPICS);
        return started;
    }

    private Gateway startGateway() {
        Map<Service, Integer> ports =
                Service.all().collect(Collectors.toMap(service -> service, service -> options.port(service.part())));
        Gateway started = Gateway.start(
                new Gateway.Options(options.port(Part.GATEWAY), ports, LandingPage.of(options), console()));
        gateway = started;
        return started;
    }

    private ConsoleFiles console() {
        return ConsoleFiles.load(
                options.project().resolve("console/target/dist"), options.issuerUrl(), LocalIdentity.CONSOLE);
    }

    private void startServices() {
        services.values().forEach(ServiceProcess::launch);
        inParallel(services.values().stream()
                .map(service -> step(service.service().part(), () -> {
                    service.awaitReady();
                    return service;
                }))
                .toList());
    }

    private void seed() {
        Instant begun = Instant.now();
        DemoCatalog.seed(new Rest(url(), token("hana")));
        progress.accept(line("demo people", "known", begun));
    }

    private Runnable step(Part part, Callable<?> action) {
        return () -> {
            Instant begun = Instant.now();
            try {
                action.call();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new StartFailed(part.title() + " did not start: " + e.getMessage(), e);
            }
            progress.accept(line(part.title(), "ready on port " + options.port(part), begun));
        };
    }

    private static String line(String what, String state, Instant begun) {
        Duration took = Duration.between(begun, Instant.now());
        return String.format(Locale.ROOT, "  %-22s %-20s %5.1f s", what, state, took.toMillis() / 1000.0);
    }

    /** Runs all of them and waits for all; then fails as the first of them failed. */
    private static void inParallel(List<Runnable> actions) {
        List<CompletableFuture<Void>> running = actions.stream()
                .map(action -> CompletableFuture.runAsync(
                        action, command -> Thread.ofPlatform().start(command)))
                .toList();
        Optional<RuntimeException> failure = Optional.empty();
        for (CompletableFuture<Void> one : running) {
            try {
                one.join();
            } catch (CompletionException e) {
                RuntimeException cause = e.getCause() instanceof RuntimeException known ? known : e;
                failure = failure.or(() -> Optional.of(cause));
            }
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    static Map<String, String> environmentOf(Service service, SystemOptions options) {
        Map<String, String> environment = new HashMap<>();
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(options.port(service.part())));
        environment.put(
                "QUARKUS_DATASOURCE_JDBC_URL",
                "jdbc:postgresql://127.0.0.1:" + options.port(Part.POSTGRES) + "/" + service.id());
        environment.put("QUARKUS_DATASOURCE_USERNAME", service.id());
        environment.put("QUARKUS_DATASOURCE_PASSWORD", service.id());
        environment.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + options.port(Part.KAFKA));
        environment.put("QUARKUS_OIDC_AUTH_SERVER_URL", options.issuerUrl());
        environment.put("MANABI_PUBLIC_URL", options.publicUrl());
        if (service == Service.NOTIFICATION) {
            environment.put("QUARKUS_MAILER_HOST", "127.0.0.1");
            environment.put("QUARKUS_MAILER_PORT", String.valueOf(options.port(Part.SMTP)));
            environment.put("MANABI_NOTIFICATION_FROM", "manabi@manabi.example");
            environment.put("MANABI_NOTIFICATION_AUDIENCE_MAIL", "everyone@manabi.example");
            environment.put("MANABI_NOTIFICATION_CHAT_WEBHOOK_URL", options.url(Part.INBOX) + "/hooks/chat");
            environment.put(
                    "MANABI_NOTIFICATION_SECRET_KEYS", "local:" + LocalSecret.of(options.state(), "secret-key"));
            // The local inbox takes whatever channels are set up with: hooks of any name.
            environment.put("MANABI_NOTIFICATION_ALLOWED_NETWORKS", "127.0.0.0/8");
        }
        environment.putAll(options.serviceEnvironment());
        return environment;
    }

    private static void quietly(@Nullable AutoCloseable part) {
        if (part == null) {
            return;
        }
        try {
            part.close();
        } catch (Exception e) {
            System.err.println("A part did not stop in order: " + e);
        }
    }

    private static <T> T started(@Nullable T part, Part which) {
        if (part == null) {
            throw new IllegalStateException(which.title() + " was not started");
        }
        return part;
    }
}
