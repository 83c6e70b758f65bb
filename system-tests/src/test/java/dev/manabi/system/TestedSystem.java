package dev.manabi.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manabi.launcher.LocalSystem;
import dev.manabi.launcher.Service;
import dev.manabi.launcher.SystemOptions;
import dev.manabi.system.Evidence.Store;
import dev.manabi.system.Evidence.Told;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The whole system as it is delivered: the services' jars as processes, PostgreSQL that writes through to the disk,
 * Kafka, identity, mail and webhooks, on free ports and in a folder of their own. One for all tests, so each test finds
 * what those before it have left, and the checker looks at all of it.
 */
final class TestedSystem implements AutoCloseable {

    static final Path PROJECT = project();

    private static final Duration QUIET_LIMIT = Duration.ofMinutes(4);
    private static final Duration REBUILD_LIMIT = Duration.ofSeconds(120);
    /** What a killed process held is free again sooner than in production: its partitions and what it was sending. */
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "KAFKA_SESSION_TIMEOUT_MS", "6000",
            "KAFKA_HEARTBEAT_INTERVAL_MS", "1000",
            "MANABI_NOTIFICATION_LEASE", "15s",
            "MANABI_NOTIFICATION_MAIL_TIMEOUT", "6s",
            "MANABI_NOTIFICATION_CHAT_TIMEOUT", "6s");

    private static final String CLOCK = "clock-ahead";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final LocalSystem parts;
    private final Path folder;
    private final Journal journal;
    private final Client client;
    private final Thread hook = new Thread(this::stop, "stop-tested-system");

    private TestedSystem(LocalSystem parts, Path folder) {
        this.parts = parts;
        this.folder = folder;
        this.journal = new Journal(folder.resolve("journal.jsonl"));
        Map<String, String> tokens = new ConcurrentHashMap<>();
        this.client = new Client(parts.url(), person -> tokens.computeIfAbsent(person, parts::token), journal);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private static TestedSystem start() {
        return start(newFolder(), Map.of());
    }

    /** One of its own, whose services live as far ahead as that file in its folder says, and look often whether it is time. */
    static TestedSystem startRehearsal(String ahead) {
        Path folder = newFolder();
        setAhead(folder, ahead);
        return start(
                folder,
                Map.of(
                        "MANABI_REHEARSAL_CLOCK", folder.resolve(CLOCK).toString(),
                        "MANABI_DEADLINES_EVERY", "1s",
                        "MANABI_ANSWERS_EVERY", "1s"));
    }

    private static TestedSystem start(Path folder, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(ENVIRONMENT);
        environment.putAll(more);
        SystemOptions options =
                SystemOptions.forTests(PROJECT, folder).withDurable(true).withServiceEnvironment(environment);
        System.out.println("The tested system writes to " + folder);
        return new TestedSystem(LocalSystem.start(options, System.out::println), folder);
    }

    /** @param ahead how far, as an ISO 8601 duration */
    void setAhead(String ahead) {
        setAhead(folder, ahead);
    }

    private static void setAhead(Path folder, String ahead) {
        try {
            Path next = Files.writeString(folder.resolve(CLOCK + ".next"), ahead);
            Files.move(next, folder.resolve(CLOCK), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same API for people whom the demo does not know. */
    Client clientFor(Function<String, String> tokens) {
        Map<String, String> kept = new ConcurrentHashMap<>();
        return new Client(parts.url(), person -> kept.computeIfAbsent(person, tokens), journal);
    }

    /** Logs and journal stay; what the databases and Kafka hold goes. */
    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(hook);
        stop();
        delete(folder.resolve("data"));
    }

    private void stop() {
        parts.close();
        try {
            journal.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    LocalSystem parts() {
        return parts;
    }

    Journal journal() {
        return journal;
    }

    Client client() {
        return client;
    }

    /** A story of an incident that nobody has heard of yet. */
    MainStory newStory() {
        return new MainStory(client, Alerts.example().asNew(UUID.randomUUID()));
    }

    /** One new story for each of these gaps between two steps, played until it stands there. */
    List<MainStory> storiesIn(List<Integer> gaps) {
        List<MainStory> stories = gaps.stream().map(gap -> newStory()).toList();
        Map<MainStory, Integer> places = new IdentityHashMap<>();
        for (int i = 0; i < gaps.size(); i++) {
            places.put(stories.get(i), gaps.get(i));
        }
        try (Stories running = Stories.begin(stories, story -> story.playTo(places.get(story)))) {
            running.awaitEnd();
        }
        return stories;
    }

    /** Fails with one line for each thing that must never be. */
    void assertNothingIsViolated() {
        assertThat(Checker.check(evidence())).as("violations").isEmpty();
    }

    /** The connection of a role that may do anything in that service's database. */
    Connection superuser(Service service) throws SQLException {
        return DriverManager.getConnection(parts.postgres().jdbcUrl(service.id()), "postgres", "postgres");
    }

    /**
     * Reads everything that can be seen from outside, once all is quiet. Before, each service publishes all its events
     * a second time, so that whoever acts twice upon a message is caught; at the end each makes its read models anew.
     */
    Evidence evidence() {
        try (Topics topics = new Topics(parts.kafka().bootstrapServers())) {
            awaitQuiet(topics);
            List<Told> told = topics.told();
            Service.all().forEach(service -> operate(service, "republish"));
            awaitQuiet(topics);
            Map<TopicPartition, Long> known = ends(told);
            List<Told> toldAgain = topics.told().stream()
                    .filter(record -> record.offset()
                            >= known.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L))
                    .toList();
            Map<Service, Store> stores = new EnumMap<>(Service.class);
            Map<Service, Map<String, List<String>>> rebuilt = new EnumMap<>(Service.class);
            for (Service service : Service.values()) {
                try (Connection connection = superuser(service)) {
                    stores.put(service, Databases.read(connection));
                    operate(service, "rebuild-projections");
                    await("what a rebuild leaves to be done")
                            .until(() -> Databases.unfinished(connection).isEmpty());
                    rebuilt.put(service, Databases.tables(connection));
                }
            }
            return new Evidence(
                    Journal.read(journal.file()),
                    stores,
                    told,
                    toldAgain,
                    topics.deadLetters(),
                    topics.subscriptions(),
                    parts.inbox().mails(),
                    parts.inbox().hooks(),
                    rebuilt);
        } catch (SQLException e) {
            throw new IllegalStateException("the evidence cannot be read", e);
        }
    }

    private static Map<TopicPartition, Long> ends(List<Told> told) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        told.forEach(record ->
                ends.merge(new TopicPartition(record.topic(), record.partition()), record.offset() + 1, Long::max));
        return ends;
    }

    /**
     * Nothing waits in an outbox, everybody has read everything, and reading it led to nothing new: a consumer confirms
     * a message only after its effects are in its own outbox, so the order of the questions matters.
     */
    void awaitQuiet(Topics topics) {
        AtomicReference<List<String>> last = new AtomicReference<>(List.of());
        try {
            await("quiet")
                    .atMost(QUIET_LIMIT)
                    .pollInterval(Duration.ofMillis(250))
                    .until(() -> {
                        List<String> unrest = new ArrayList<>();
                        Map<TopicPartition, Long> ends = topics.ends();
                        unrest.addAll(topics.unread(ends));
                        for (Service service : Service.values()) {
                            try (Connection connection = superuser(service)) {
                                Databases.unfinished(connection)
                                        .forEach(line -> unrest.add(service.id() + ": " + line));
                            }
                        }
                        if (!topics.ends().equals(ends)) {
                            unrest.add("topics grow");
                        }
                        last.set(unrest);
                        return unrest.isEmpty();
                    });
        } catch (org.awaitility.core.ConditionTimeoutException e) {
            throw new AssertionError("It does not become quiet: " + last.get(), e);
        }
    }

    private void operate(Service service, String operation) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(parts.service(service).url() + "/operations/" + operation))
                .timeout(REBUILD_LIMIT)
                .header("Authorization", "Bearer " + parts.token("hana"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode())
                    .as("%s of %s: %s", operation, service, answer.body())
                    .isEqualTo(200);
        } catch (IOException e) {
            throw new UncheckedIOException(operation + " of " + service + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static Path newFolder() {
        try {
            Path target = Files.createDirectories(PROJECT.resolve("system-tests/target"));
            return Files.createTempDirectory(target, "system-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path tree) {
        try (var paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path project() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    /** Hands the one system to every test that asks for it, started for the first and stopped after the last. */
    static final class Given implements ParameterResolver {

        private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(Given.class);

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == TestedSystem.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(NAMESPACE)
                    .computeIfAbsent(TestedSystem.class, key -> start(), TestedSystem.class);
        }
    }
}
