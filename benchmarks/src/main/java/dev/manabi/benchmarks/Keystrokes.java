package dev.manabi.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A long history of keystrokes, written quickly: as rows with what commands would have stored, and every so often a real
 * change through the live connection, so that the service itself keeps a snapshot.
 */
final class Keystrokes {

    private static final Instant FIRST = Instant.parse("2025-01-06T09:00:00Z");
    private static final Duration BETWEEN = Duration.ofMillis(300);

    /** As often as the service keeps a snapshot. */
    private static final int BETWEEN_SNAPSHOTS = 500;

    private static final String HASH = "0".repeat(64);

    private static final String EVENTS = """
            insert into event (stream_id, version, id, kind, type, data, at, actor, correlation_id)
            select ?::uuid, e.version, gen_random_uuid(), 'postmortem', 'text-changed.v1', e.data::jsonb,
                   (e.data::jsonb ->> 'at')::timestamptz, e.data::jsonb ->> 'by', gen_random_uuid()
              from unnest(?::bigint[], ?::text[]) as e (version, data)
            """;

    private static final String HEAD = "update stream set version = ?, tx = pg_current_xact_id() where id = ?::uuid";

    private static final String VIEW = """
            update postmortem_view
               set version = ?, revision = ?, content_hash = ?,
                   sections = (select jsonb_agg(case when section ->> 'key' = ?
                                                     then jsonb_set(section, '{text}', to_jsonb(?::text))
                                                     else section end order by n)
                                 from jsonb_array_elements(sections) with ordinality as one (section, n))
             where id = ?::uuid
            """;

    private final Ground ground;
    private final Connection connection;
    private final String id;
    private final List<Long> versions = new ArrayList<>();
    private final List<String> data = new ArrayList<>();

    private Keystrokes(Ground ground, Connection connection, String id) {
        this.ground = ground;
        this.connection = connection;
        this.id = id;
    }

    /**
     * @param id of a postmortem that nobody has written in
     * @param events how many it is to have then
     * @return the text that they come to
     */
    static String write(Ground ground, String id, int events) {
        try (Connection connection = ground.connect("postmortem")) {
            connection.setAutoCommit(false);
            String text = new Keystrokes(ground, connection, id).write(events);
            connection.setAutoCommit(true);
            try (Statement statement = connection.createStatement()) {
                statement.execute("vacuum analyze");
            }
            requireSnapshots(ground, id, events);
            return text;
        } catch (SQLException e) {
            throw new Failed("The history could not be written: " + e.getMessage(), e);
        }
    }

    private String write(int events) throws SQLException {
        Typist typist = new Typist("");
        for (long version = 2; version <= events; version++) {
            if (version % BETWEEN_SNAPSHOTS == 0) {
                flush(typist.text());
                push(version, typist);
            } else {
                String changes = typist.next();
                versions.add(version);
                data.add(event(version, typist.person(), changes));
            }
        }
        flush(typist.text());
        return typist.text();
    }

    /** Everything after the first event is an update of the text. */
    private static String event(long version, String person, String changes) {
        return """
                {"key": "%s", "version": %d, "updates": [{"clientID": "%s-1", "changes": %s}], "by": "%s", "revision": %d,
                 "contentHash": "%s", "at": "%s"}""".formatted(
                        Editors.SECTION,
                        version - 2,
                        person,
                        changes,
                        person,
                        version,
                        HASH,
                        FIRST.plus(BETWEEN.multipliedBy(version)));
    }

    private void flush(String text) throws SQLException {
        if (versions.isEmpty()) {
            return;
        }
        long last = versions.getLast();
        try (PreparedStatement statement = connection.prepareStatement(EVENTS)) {
            statement.setString(1, id);
            statement.setArray(2, connection.createArrayOf("bigint", versions.toArray()));
            statement.setArray(3, connection.createArrayOf("text", data.toArray()));
            statement.executeUpdate();
        }
        try (PreparedStatement statement = connection.prepareStatement(HEAD)) {
            statement.setLong(1, last);
            statement.setString(2, id);
            statement.executeUpdate();
        }
        try (PreparedStatement statement = connection.prepareStatement(VIEW)) {
            statement.setLong(1, last);
            statement.setLong(2, last);
            statement.setString(3, HASH);
            statement.setString(4, Editors.SECTION);
            statement.setString(5, text);
            statement.setString(6, id);
            statement.executeUpdate();
        }
        connection.commit();
        versions.clear();
        data.clear();
    }

    private void push(long version, Typist typist) {
        try (LiveConnection live = LiveConnection.to(ground, id, ground.token("mei"))) {
            JsonNode opened = live.open();
            if (!opened.path("text").asText().equals(typist.text())) {
                throw new Failed("The service reads another text in version " + (version - 1));
            }
            JsonNode pushed = live.push(opened.path("version").asInt(), "mei-1", typist.next());
            if (pushed.path("document").asLong() != version) {
                throw new Failed("Version " + version + " was expected, and it became " + pushed.path("document"));
            }
        }
    }

    private static void requireSnapshots(Ground ground, String id, int events) {
        long kept = ground.count("postmortem", "select count(*) from snapshot where stream_id = '" + id + "'");
        long stored = ground.count("postmortem", "select count(*) from event where stream_id = '" + id + "'");
        if (kept != events / BETWEEN_SNAPSHOTS || stored != events) {
            throw new Failed(kept + " snapshots of " + stored + " events");
        }
    }

    /** A short history of the same text: it was pasted, then some characters were typed and deleted again. */
    static void writeShort(Ground ground, String id, int events, String text) {
        try (LiveConnection live = LiveConnection.to(ground, id, ground.token("mei"))) {
            int version = live.open().path("version").asInt();
            String lines = Editors.json(List.of(text.split("\n", -1)));
            live.push(version++, "mei-1", "[[0, " + lines.substring(1) + "]");
            for (int n = 2; n < events; n++) {
                live.push(version++, "mei-1", change(text.length(), n % 2 == 0));
            }
        }
    }

    /**
     * Types a character in the middle of a text, or takes it away again.
     *
     * @param length of the text without that character
     */
    static String change(int length, boolean type) {
        int before = length / 2;
        return "[%d, %s, %d]".formatted(before, type ? "[0, \"x\"]" : "[1]", length - before);
    }
}
