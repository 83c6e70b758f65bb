package dev.manabi.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.manabi.launcher.Part;
import dev.manabi.launcher.Ports;
import dev.manabi.launcher.Service;
import dev.manabi.launcher.ServiceProcess;
import dev.manabi.launcher.SystemOptions;
import dev.manabi.testkit.NodePackages;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Editors with CodeMirror's own packages write in one section through two replicas, lose their connections, and the
 * replicas are killed under them. In the end all have one text, it is the one that is stored, and nothing that was kept
 * is lost or there twice. For more of it: {@code -Dmanabi.live.editors=20 -Dmanabi.live.seconds=60 -Dmanabi.live.kills=6}.
 */
@ExtendWith(TestedSystem.Given.class)
class LiveEditingTest {

    private static final int EDITORS = Integer.getInteger("manabi.live.editors", 6);
    private static final int SECONDS = Integer.getInteger("manabi.live.seconds", 15);
    private static final int KILLS = Integer.getInteger("manabi.live.kills", 2);
    private static final long SEED = Long.getLong("manabi.live.seed", new Random().nextInt(1_000_000));
    private static final String SECTION = "lessons";

    /** The editors settle for up to two minutes after they have written. */
    private static final Duration LIMIT = Duration.ofSeconds(SECONDS + 150);

    @Test
    void all_who_write_through_two_replicas_that_are_killed_have_one_text(TestedSystem system) throws Exception {
        MainStory story = system.newStory();
        story.playTo(story.gapBefore("the revision is submitted"));
        String path = "/api/v1/postmortems/" + story.number();
        String before = text(system, path);
        NodePackages node = NodePackages.install(Path.of("src/test/node"));
        ServiceProcess first = system.parts().service(Service.POSTMORTEM);
        ServiceProcess second = ServiceProcess.of(Service.POSTMORTEM, optionsOfReplica(system));
        second.start();
        JsonNode ended;
        try {
            CompletableFuture<List<String>> editors = CompletableFuture.supplyAsync(
                    () -> node.run(LIMIT, "editors.mjs", plan(system, path, first, second)));
            for (int kill = 0; kill < KILLS && !editors.isDone(); kill++) {
                waitFor(editors, Duration.ofMillis(SECONDS * 1_000L / (KILLS + 1)));
                ServiceProcess victim = kill % 2 == 0 ? first : second;
                victim.kill();
                victim.launch(); // the editors come again when it answers
            }
            ended = Client.JSON.readTree(editors.get().getLast());
        } finally {
            second.stop();
            first.awaitReady();
        }
        System.out.printf(
                "Seed %d, %d editors, %d kills: %s%n", SEED, EDITORS, KILLS, figures((ObjectNode) ended.deepCopy()));

        assertThat(ended.get("settled").asBoolean())
                .as("settled, seed %d", SEED)
                .isTrue();
        assertThat(ended.get("equal").asBoolean())
                .as("all texts equal, seed %d", SEED)
                .isTrue();
        String text = text(system, path);
        assertThat(text)
                .as("the stored text, seed %d", SEED)
                .isEqualTo(ended.get("text").asText());
        assertThat(ended.get("resets").asInt())
                .as("texts that had to be given up")
                .isZero();
        List<JsonNode> events = events(system, story.number());
        assertNothingIsLostOrDoubled(ended, events);
        assertThat(replayed(before, events)).as("replayed, seed %d", SEED).isEqualTo(text);
        system.assertNothingIsViolated();
    }

    /** Each editor marks a quarter of what it inserts. In the text a mark may look like another once a digit is deleted. */
    private static void assertNothingIsLostOrDoubled(JsonNode ended, List<JsonNode> events) {
        StringBuilder inserted = new StringBuilder();
        int version = events.getFirst().get("version").asInt();
        for (JsonNode event : events) {
            assertThat(event.get("version").asInt())
                    .as("versions without a gap")
                    .isEqualTo(version);
            version += event.get("updates").size();
            inserted.append(event.get("updates"));
        }
        assertThat(version).isEqualTo(ended.get("version").asInt());
        for (JsonNode token : ended.get("tokens")) {
            assertThat(occurrences(inserted.toString(), token.asText()))
                    .as("kept once: %s", token)
                    .isEqualTo(1);
        }
    }

    private static int occurrences(String text, String token) {
        return (text.length() - text.replace(token, "").length()) / token.length();
    }

    /** Made anew from the change sets alone, in another way than the service does. */
    private static String replayed(String before, List<JsonNode> events) {
        String text = before;
        for (JsonNode event : events) {
            for (JsonNode update : event.get("updates")) {
                StringBuilder after = new StringBuilder();
                int at = 0;
                for (JsonNode part : update.get("changes")) {
                    if (part.isInt()) {
                        after.append(text, at, at + part.asInt());
                        at += part.asInt();
                    } else {
                        at += part.get(0).asInt();
                        List<String> lines = new ArrayList<>();
                        part.forEach(line -> lines.add(line.asText()));
                        after.append(String.join("\n", lines.subList(1, lines.size())));
                    }
                }
                assertThat(at).isEqualTo(text.length());
                text = after.toString();
            }
        }
        return text;
    }

    private static String plan(TestedSystem system, String path, ServiceProcess... replicas) {
        ObjectNode plan = Client.object().put("section", SECTION).put("editors", EDITORS);
        plan.put("seconds", SECONDS).put("seed", SEED);
        ArrayNode urls = plan.putArray("urls");
        for (ServiceProcess replica : replicas) {
            urls.add(replica.url().replaceFirst("^http", "ws") + path + "/live");
        }
        ObjectNode tokens = plan.putObject("tokens");
        List.of("mei", "alex")
                .forEach(person -> tokens.put(person, system.parts().token(person)));
        return plan.toString();
    }

    /** Like the first one, but for its port and where it writes. */
    private static SystemOptions optionsOfReplica(TestedSystem system) {
        SystemOptions options = system.parts().options();
        Map<Part, Integer> ports = new EnumMap<>(options.ports());
        ports.put(Part.POSTMORTEM, Ports.free());
        return new SystemOptions(
                options.project(),
                options.state().resolve("replica"),
                ports,
                options.publicUrl(),
                options.durable(),
                options.serviceEnvironment());
    }

    private static void waitFor(CompletableFuture<?> editors, Duration time)
            throws InterruptedException, ExecutionException {
        try {
            editors.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // they go on writing
        }
    }

    private static String text(TestedSystem system, String path) {
        for (JsonNode section : system.client().get("mei", path).json().get("sections")) {
            if (section.get("key").asText().equals(SECTION)) {
                return section.get("text").asText();
            }
        }
        throw new AssertionError(path + " has no section " + SECTION);
    }

    private static List<JsonNode> events(TestedSystem system, String number) throws SQLException {
        String sql = """
                select e.data::text from event e join postmortem_view p on p.id = e.stream_id
                 where p.number = ? and e.type = 'text-changed.v1' order by e.version
                """;
        try (Connection connection = system.superuser(Service.POSTMORTEM);
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, number);
            List<JsonNode> events = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    events.add(json(rows.getString(1)));
                }
            }
            return events;
        }
    }

    private static JsonNode json(String text) {
        try {
            return Client.JSON.readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode figures(ObjectNode ended) {
        return ended.without(List.of("text", "tokens"));
    }
}
