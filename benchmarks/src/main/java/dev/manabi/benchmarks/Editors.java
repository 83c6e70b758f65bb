package dev.manabi.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.manabi.launcher.DemoPeople;
import dev.manabi.launcher.Ports;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** People who write together, all in one process, and the servers that they can do it through. */
final class Editors implements AutoCloseable {

    /** The section that they write in. */
    static final String SECTION = "lessons";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration OPENING = Duration.ofMinutes(2);
    private static final Duration ARRIVAL = Duration.ofMinutes(2);

    private static final int LETTERS = 5_000;

    private final NodeProgram program;

    private Editors(NodeProgram program) {
        this.program = program;
    }

    /** What they write through. */
    sealed interface Server extends AutoCloseable {
        String kind();

        /** So many documents that nobody has opened yet, as the editors are told of them. */
        List<ObjectNode> documents(int count);

        @Override
        void close();
    }

    /** The postmortem service: each document is a postmortem. */
    record Ours(Ground ground) implements Server {
        @Override
        public String kind() {
            return "codemirror";
        }

        @Override
        public List<ObjectNode> documents(int count) {
            List<ObjectNode> documents = new ArrayList<>();
            for (String id : Drafts.imported(ground, count, text())) {
                documents.add(JSON.createObjectNode()
                        .put("url", LiveConnection.address(ground, id))
                        .put("section", SECTION)
                        .put("token", ground.token(writer(documents.size()))));
            }
            return documents;
        }

        private static String writer(int n) {
            List<String> people = DemoPeople.all().map(DemoPeople.Person::id).toList();
            return people.get(n % people.size());
        }

        @Override
        public void close() {
            // It ends with the ground.
        }
    }

    /** The server of y-websocket, which holds texts in memory. */
    record Peer(NodeProgram program, int port) implements Server {

        static Peer start(Ground ground) {
            int port = Ports.free();
            return new Peer(
                    NodeProgram.serve(
                            ground,
                            Map.of("HOST", "127.0.0.1", "PORT", String.valueOf(port)),
                            "--expose-gc",
                            "peer.mjs"),
                    port);
        }

        @Override
        public String kind() {
            return "yjs";
        }

        @Override
        public List<ObjectNode> documents(int count) {
            return rooms(port, count);
        }

        /** Collects its garbage; what is on its heap then, in mebibytes. */
        double collect() {
            JsonNode memory = program.ask(JSON.createObjectNode(), ARRIVAL);
            return (memory.path("heapUsed").asDouble() + memory.path("external").asDouble()) / 1024 / 1024;
        }

        @Override
        public void close() {
            program.close();
        }
    }

    /** A server that forwards what it gets. */
    record Floor(NodeProgram program, int port) implements Server {

        static Floor start(Ground ground) {
            int port = Ports.free();
            return new Floor(NodeProgram.serve(ground, Map.of(), "echo.mjs", String.valueOf(port)), port);
        }

        @Override
        public String kind() {
            return "forwarding";
        }

        @Override
        public List<ObjectNode> documents(int count) {
            return rooms(port, count);
        }

        @Override
        public void close() {
            program.close();
        }
    }

    private static List<ObjectNode> rooms(int port, int count) {
        List<ObjectNode> rooms = new ArrayList<>();
        String text = text();
        for (int n = 0; n < count; n++) {
            String room = UUID.randomUUID().toString();
            rooms.add(JSON.createObjectNode()
                    .put("url", "ws://127.0.0.1:" + port + "/" + room)
                    .put("room", "text")
                    .put("section", SECTION)
                    .put("text", text));
        }
        return rooms;
    }

    /** What stands in the section before anybody writes: one paragraph, always the same one. */
    static String text() {
        Random random = new Random(20_261_123);
        StringBuilder text = new StringBuilder();
        while (text.length() < LETTERS) {
            text.append(Documents.english(random.nextInt(2_000))).append(' ');
        }
        return text.toString().strip();
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts can be written", e);
        }
    }

    /**
     * Connects all editors; returns when everybody has the text.
     *
     * @param each how many editors each document has
     */
    static Editors enter(Ground ground, Server server, List<ObjectNode> documents, int each, int seed) {
        Editors editors = new Editors(NodeProgram.start(ground, Map.of(), "editors.mjs"));
        try {
            ObjectNode order = JSON.createObjectNode()
                    .put("open", server.kind())
                    .put("editors", each)
                    .put("seed", seed);
            order.putArray("documents").addAll(documents);
            editors.program.ask(order, OPENING);
            return editors;
        } catch (RuntimeException e) {
            editors.close();
            throw e;
        }
    }

    /**
     * @param latencies milliseconds from a keystroke to another editor's screen; each keystroke has as many as there are
     *     other editors
     * @param late by how many milliseconds one of a hundred keystrokes came later than planned
     */
    record Typed(int keystrokes, Samples latencies, double late) {
        double p50() {
            return latencies.quantile(0.5);
        }

        double p99() {
            return latencies.quantile(0.99);
        }
    }

    /**
     * Each editor types at its own times; returns when everybody has seen everything.
     *
     * @throws Failed where anything was refused or lost, or where two of them see another text than each other
     */
    Typed type(int seconds, double perSecond) {
        JsonNode said = program.ask(
                JSON.createObjectNode().put("type", seconds).put("perSecond", perSecond), ARRIVAL.plusSeconds(seconds));
        List<Double> latencies = new ArrayList<>();
        said.path("latencies").forEach(one -> latencies.add(one.asDouble()));
        for (String wrong : List.of("missing", "differing", "failures")) {
            if (said.path(wrong).asInt(1) != 0) {
                throw new Failed(
                        "The editors do not agree: missing " + said.path("missing") + ", documents that differ "
                                + said.path("differing") + ", failures " + said.path("failures") + " such as "
                                + said.path("failure"));
            }
        }
        return new Typed(
                said.path("typed").asInt(),
                new Samples(latencies),
                said.path("late").asDouble());
    }

    @Override
    public void close() {
        program.close();
    }
}
