package dev.manabi.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Every command that the client sends and what became of it, one line of JSON each, written before the client goes on.
 * What is known afterwards of a run is known from here: a command may have been carried out although nobody heard of it.
 */
final class Journal implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final BufferedWriter writer;
    private long size;

    enum Outcome {
        /** Sent. */
        INVOKE,
        /** Acknowledged with 2xx. */
        OK,
        /** Refused with 4xx: nothing was done by this attempt. */
        FAIL,
        /** The connection was cut, nobody answered in time, or the answer was 5xx: it was done once or not at all. */
        INFO
    }

    /** Whether an acknowledged command has changed anything. */
    enum Effect {
        SOME,
        /** An alert told again, for instance. */
        NONE,
        /** Where others do the same at the same time. */
        PERHAPS
    }

    /**
     * What somebody wants done, once, however often it is sent.
     *
     * @param id the Idempotency-Key of a POST, and the correlation id of the events that it leads to
     */
    record Command(UUID id, String person, String method, String path, Effect effect) {

        boolean hasKey() {
            return method.equals("POST");
        }

        @Override
        public String toString() {
            return method + " " + path + " by " + person + " (" + id + ")";
        }
    }

    /**
     * @param attempt 1 for the first time that the command is sent
     * @param status 0 where there was no answer
     * @param detail the answer's body; the reason where there was no answer
     */
    record Entry(Instant at, Outcome outcome, Command command, int attempt, int status, String etag, String detail) {}

    Journal(Path file) {
        this.file = file;
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            writer = Files.newBufferedWriter(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path file() {
        return file;
    }

    /** How many lines it has. */
    synchronized long size() {
        return size;
    }

    synchronized void add(Entry entry) {
        try {
            writer.write(write(entry));
            writer.newLine();
            writer.flush();
            size++;
        } catch (IOException e) {
            throw new UncheckedIOException("the journal cannot be written", e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        writer.close();
    }

    static List<Entry> read(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.map(Journal::entry).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the journal cannot be read", e);
        }
    }

    private static String write(Entry entry) {
        Command command = entry.command();
        ObjectNode line = JSON.createObjectNode();
        line.put("at", entry.at().toString());
        line.put("outcome", entry.outcome().name());
        line.put("id", command.id().toString());
        line.put("person", command.person());
        line.put("method", command.method());
        line.put("path", command.path());
        line.put("effect", command.effect().name());
        line.put("attempt", entry.attempt());
        line.put("status", entry.status());
        line.put("etag", entry.etag());
        line.put("detail", entry.detail());
        return line.toString();
    }

    private static Entry entry(String text) {
        try {
            JsonNode line = JSON.readTree(text);
            Command command = new Command(
                    UUID.fromString(line.get("id").asText()),
                    line.get("person").asText(),
                    line.get("method").asText(),
                    line.get("path").asText(),
                    Effect.valueOf(line.get("effect").asText()));
            return new Entry(
                    Instant.parse(line.get("at").asText()),
                    Outcome.valueOf(line.get("outcome").asText()),
                    command,
                    line.get("attempt").asInt(),
                    line.get("status").asInt(),
                    line.get("etag").asText(),
                    line.get("detail").asText());
        } catch (IOException e) {
            throw new UncheckedIOException("no line of a journal: " + text, e);
        }
    }
}
