package dev.manabi.postmortem.live;

import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manabi.postmortem.Story;
import dev.manabi.testkit.Tokens;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

@QuarkusTest
class LiveApiTest {

    private static final String KEY = "lessons";
    private static final int MOST_CONNECTIONS = 30;

    @Inject
    AgroalDataSource database;

    @Test
    void what_one_types_the_other_sees_and_everybody_reads() {
        String path = draft();
        try (Editor mei = Editor.enter(path, "mei");
                Editor alex = Editor.enterAsBrowser(path, Tokens.of("alex"))) {
            JsonPath hello = alex.await("hello");
            assertThat(hello.getBoolean("write")).isTrue();
            assertThat(hello.getString("status")).isEqualTo("DRAFT");
            assertThat(hello.getList("sections.key", String.class)).contains(KEY);
            mei.open(KEY);
            alex.open(KEY);
            assertThat(mei.await("opened").getString("text")).isEmpty();
            assertThat(alex.await("opened").getInt("version")).isZero();

            mei.push(KEY, 0, "m", "[[0, \"Retries are\", \"zapfenstreich\"]]");
            JsonPath seen = alex.await("updates");
            assertThat(seen.getInt("version")).isZero();
            assertThat(seen.getString("updates[0].clientID")).isEqualTo("m");
            assertThat(seen.getString("updates[0].by")).isEqualTo("mei");
            assertThat(mei.await("updates").getInt("version")).isZero(); // how mei knows that it is kept

            alex.push(KEY, 1, "a", "[25, [0, \" 😀\"]]");
            assertThat(mei.await("updates").getInt("version")).isEqualTo(1);
            assertThat(text(path)).isEqualTo("Retries are\nzapfenstreich 😀");
            assertThat(Story.read(path).getInt("revision")).isEqualTo(3);
            await().untilAsserted(() -> assertThat(as("sam")
                            .queryParam("q", "zapfenstreich")
                            .get("/api/v1/search")
                            .jsonPath()
                            .getList("items.id", String.class))
                    .contains(Story.read(path).getString("id")));
            assertThat(Story.read(path + "/sections/" + KEY + "/authorship").getList("stretches.by"))
                    .containsExactly("mei", "alex");
        }
    }

    @Test
    void whoever_changes_something_else_is_answered_with_what_others_have_just_typed() {
        String path = draft();
        try (Editor mei = Editor.enter(path, "mei")) {
            mei.open(KEY);
            for (int nth = 0; nth < 30; nth++) {
                String typed = "a".repeat(nth);
                mei.push(KEY, nth, "m", nth == 0 ? "[[0, \"a\"]]" : "[" + nth + ", [0, \"a\"]]");
                mei.await("updates");
                JsonPath answer = Story.edit("alex", path, "summary", "Said " + nth)
                        .statusCode(200)
                        .extract()
                        .jsonPath();
                assertThat(answer.getString("sections.find { it.key == '" + KEY + "' }.text"))
                        .isEqualTo(typed + "a");
                assertThat(text(path)).isEqualTo(typed + "a");
            }
        }
    }

    @Test
    void what_is_written_is_announced_to_the_other_replicas_at_once() throws SQLException {
        String path = draft();
        String id = Story.read(path).getString("id");
        try (Connection replica = database.getConnection();
                Statement statement = replica.createStatement();
                Editor mei = Editor.enter(path, "mei")) {
            statement.execute("listen manabi_live");
            mei.open(KEY).push(KEY, 0, "m", "[[0, \"a\"]]");
            long document = mei.await("updates").getLong("document");
            PGConnection heard = replica.unwrap(PGConnection.class);
            await().until(() -> Stream.of(heard.getNotifications(100))
                    .map(one -> JsonPath.from(one.getParameter()))
                    .anyMatch(said -> id.equals(said.getString("postmortem"))
                            && said.get("version") != null
                            && said.getLong("version") == document));
            statement.execute("unlisten *");
        }
    }

    @Test
    void what_another_replica_announces_is_shown_here() throws SQLException {
        String path = draft();
        String id = Story.read(path).getString("id");
        String said = """
                {"replica": "%s", "postmortem": "%s", "version": null,
                 "presence": {"type": "%s", "id": "elsewhere-1"%s}}
                """;
        String somebody = ", \"person\": \"hana\", \"section\": null, \"anchor\": null, \"head\": null";
        try (Editor mei = Editor.enter(path, "mei")) {
            mei.await("hello");
            announce(said.formatted(UUID.randomUUID(), id, "presence", somebody));
            assertThat(mei.await("presence").getString("person")).isEqualTo("hana");
            announce(said.formatted(UUID.randomUUID(), id, "left", ""));
            assertThat(mei.await("left").getString("id")).isEqualTo("elsewhere-1");
            announce("rubbish");
            announce(said.formatted(UUID.randomUUID(), id, "presence", somebody));
            assertThat(mei.await("presence").getString("id")).isEqualTo("elsewhere-1");
            try (Editor alex = Editor.enter(path, "alex")) {
                assertThat(alex.await("hello").getList("present.person")).containsExactlyInAnyOrder("mei", "hana");
            }
        }
    }

    @Test
    void the_first_message_is_heard_however_early_it_comes() {
        String path = draft();
        for (int nth = 0; nth < 100; nth++) {
            try (Editor mei = Editor.enter(path, "mei")) {
                assertThat(mei.open(KEY).await("opened").getInt("version")).isZero();
            }
        }
    }

    @Test
    void whoever_follows_a_section_is_not_told_twice() {
        String path = draft();
        try (Editor mei = Editor.enter(path, "mei")) {
            mei.open(KEY).push(KEY, 0, "m", "[[0, \"a\"]]");
            mei.await("updates");
            mei.send("{\"type\": \"open\", \"section\": \"" + KEY + "\", \"version\": 0}");
            JsonPath again = mei.await("updates");
            assertThat(again.getInt("version")).isEqualTo(1);
            assertThat(again.getList("updates")).isEmpty();
        }
    }

    @Test
    void the_connection_ends_with_the_token() {
        String path = draft();
        try (Editor mei = Editor.enter(path, Tokens.of(Duration.ofSeconds(4), "mei"), null)) {
            mei.await("hello");
            assertThat(mei.awaitClose()).isEqualTo(1008);
        }
    }

    @Test
    void no_more_come_in_than_a_replica_takes() {
        String path = draft();
        List<Editor> editors = new ArrayList<>();
        try {
            // Those of other tests may still be on their way out.
            await().until(() -> {
                int answer = Editor.refusal(path, Tokens.of("mei"), null);
                if (answer == 101) {
                    editors.add(Editor.enter(path, "mei"));
                }
                return answer == 503;
            });
            assertThat(editors.size()).isBetween(1, MOST_CONNECTIONS);
            editors.removeLast().close();
            await().untilAsserted(() ->
                    assertThat(Editor.refusal(path, Tokens.of("mei"), null)).isEqualTo(101));
        } finally {
            editors.forEach(Editor::close);
        }
    }

    @Test
    void who_writes_at_the_same_moment_is_put_beside_the_other() {
        String path = draft();
        try (Editor mei = Editor.enter(path, "mei");
                Editor alex = Editor.enter(path, "alex")) {
            mei.open(KEY).push(KEY, 0, "m", "[[0, \"one two\"]]");
            mei.await("updates");
            alex.open(KEY);
            assertThat(alex.await("opened").getString("text")).isEqualTo("one two");
            mei.push(KEY, 1, "m", "[[0, \"zero \"], 7]");
            alex.push(KEY, 1, "a", "[7, [0, \" three\"]]");
            alex.await("updates");
            alex.await("updates");
            assertThat(text(path)).isEqualTo("zero one two three");
        }
    }

    @Test
    void whoever_was_away_gets_what_was_missed_and_nothing_is_written_twice() {
        String path = draft();
        long document;
        try (Editor mei = Editor.enter(path, "mei")) {
            mei.open(KEY).push(KEY, 0, "m", "[[0, \"a\"]]");
            document = mei.await("updates").getLong("document");
        }
        Story.edit("alex", path, KEY, "ab").statusCode(200);
        Story.edit("alex", path, "summary", "Another section").statusCode(200);
        for (long known : new long[] {document, 0}) {
            try (Editor mei = Editor.enter(path, "mei")) {
                mei.send("""
                        {"type": "open", "section": "%s", "version": 1, "document": %d}
                        """.formatted(KEY, known));
                if (known == 0) {
                    assertThat(mei.await("opened").getString("text")).isEqualTo("ab"); // it did not say which version
                    continue;
                }
                JsonPath missed = mei.await("updates");
                assertThat(missed.getInt("version")).isEqualTo(1);
                assertThat(missed.getList("updates.by")).containsExactly("alex");
                assertThat(missed.getList("updates[0].changes")).isEqualTo(List.of(1, List.of(0, "b")));
                // The answer was lost with the connection, so the same is sent again.
                mei.push(KEY, 2, "m", "[2, [0, \"c\"]]");
                mei.await("updates");
                mei.push(KEY, 2, "m", "[2, [0, \"c\"]]");
                mei.expectNone("refused");
                assertThat(text(path)).isEqualTo("abc");
                Story.edit("alex", path, KEY, "ab").statusCode(200);
            }
        }
    }

    @Test
    void an_edit_over_rest_and_an_accepted_suggestion_reach_the_editors() {
        String path = draft();
        try (Editor mei = Editor.enter(path, "mei")) {
            mei.open(KEY).await("opened");
            Story.edit("alex", path, KEY, "The pool was too small").statusCode(200);
            assertThat(mei.await("updates").getString("updates[0].by")).isEqualTo("alex");
            String comment = as("ken")
                    .body(Map.of(
                            "section",
                            KEY,
                            "range",
                            Map.of("from", 4, "to", 8),
                            "suggestion",
                            "connection pool",
                            "text",
                            "Which?"))
                    .post(path + "/comments")
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("id");
            assertThat(mei.await("changed").getString("event")).isEqualTo("comment-added");
            as("mei").post(path + "/comments/" + comment + "/accept").then().statusCode(200);
            JsonPath accepted = mei.await("updates");
            assertThat(accepted.getList("updates[0].changes")).isEqualTo(List.of(4, List.of(4, "connection pool"), 14));
            assertThat(text(path)).isEqualTo("The connection pool was too small");
        }
    }

    @Test
    void a_private_postmortem_is_written_by_few_read_by_those_named_and_for_others_not_there() {
        String path = draft();
        makePrivate(path, "hana");
        assertThat(Editor.refusal(path, Tokens.of("ken"), null)).isEqualTo(404);
        try (Editor hana = Editor.enter(path, "hana");
                Editor mei = Editor.enter(path, "mei")) {
            assertThat(hana.await("hello").getBoolean("write")).isFalse();
            hana.open(KEY);
            mei.open(KEY);
            mei.await("opened");
            hana.push(KEY, 0, "h", "[[0, \"I was here\"]]");
            assertThat(hana.await("refused").getString("code")).isEqualTo("not-allowed");
            mei.expectNone("updates");
            assertThat(text(path, "mei")).isEmpty();
            as("hana")
                    .header("If-Match", etag(path, "mei"))
                    .body(Map.of("text", "I was here"))
                    .put(path + "/sections/" + KEY)
                    .then()
                    .statusCode(403);

            makePrivate(path);
            assertThat(hana.awaitClose()).isEqualTo(1008);
            assertThat(mei.await("left")).isNotNull();
        }
    }

    @Test
    void nobody_comes_in_without_a_token_a_role_or_from_a_foreign_page() {
        String path = draft();
        assertThat(Editor.refusal(path, null, null)).isEqualTo(401);
        assertThat(Editor.refusal(path, "rubbish", null)).isEqualTo(401);
        assertThat(Editor.refusal(path, Tokens.of("mei", "nobody"), null)).isEqualTo(403);
        assertThat(Editor.refusal(path, Tokens.of("mei"), "https://evil.example"))
                .isEqualTo(403);
        assertThat(Editor.refusal(path, Tokens.of("mei"), "http://localhost:8080"))
                .isEqualTo(101);
        assertThat(Editor.refusal("/api/v1/postmortems/PM-999999", Tokens.of("mei"), null))
                .isEqualTo(404);
    }

    @Test
    void what_makes_no_sense_is_refused_and_hurts_nobody() {
        String path = draft();
        try (Editor alex = Editor.enter(path, "alex");
                Editor mei = Editor.enter(path, "mei")) {
            alex.open(KEY).await("opened");
            mei.open(KEY).push(KEY, 0, "m", "[[0, \"😀\"]]");
            mei.await("updates");
            for (String rubbish : List.of(
                    "",
                    "{",
                    "[]",
                    "null",
                    "7",
                    "{\"type\": \"nothing\"}",
                    "{\"type\": \"open\"}",
                    "{\"type\": \"push\", \"section\": \"" + KEY + "\", \"version\": 1, \"updates\": [null]}",
                    "{\"type\": \"push\", \"section\": \"" + KEY + "\", \"version\": 1}",
                    "{\"type\": \"presence\", \"section\": \"no-such\"}")) {
                mei.send(rubbish);
                assertThat(mei.await("refused").getBoolean("retry")).as(rubbish).isFalse();
            }
            for (String changes : List.of(
                    "[7, [0, \"of another length\"]]",
                    "[1, [0, \"within a character\"], 1]",
                    "[[1], 1]",
                    "[2, [0, \"\\u0000\"]]",
                    "[2, [0, \"\\ud83d\"]]",
                    "[-1]",
                    "[2, [0, 7]]",
                    "\"x\"",
                    "[2147483647, 2147483647]",
                    "[2, [0, \"" + "x".repeat(1_000_000) + "\"]]")) {
                mei.push(KEY, 1, "m", changes);
                assertThat(mei.await("refused").getBoolean("retry")).isFalse();
            }
            mei.push(KEY, 2, "m", "[2]");
            assertThat(mei.await("refused").getString("code")).isEqualTo("invalid-value");
            mei.push("no-such", 0, "m", "[]");
            assertThat(mei.await("refused").getString("code")).isEqualTo("not-found");
            alex.await("updates");
            alex.expectNone("updates");
            assertThat(text(path)).isEqualTo("😀");
            mei.push(KEY, 1, "m", "[2, [0, \"!\"]]");
            assertThat(alex.await("updates").getInt("version")).isEqualTo(1);
        }
    }

    @Test
    void whoever_sends_without_end_is_sent_away_and_others_write_on() {
        String path = draft();
        try (Editor alex = Editor.enter(path, "alex");
                Editor mei = Editor.enter(path, "mei")) {
            try {
                IntStream.range(0, 500).forEach(_ -> alex.send("{\"type\": \"ping\"}"));
            } catch (java.util.concurrent.CompletionException e) {
                // it was sent away in the middle of it
            }
            assertThat(alex.awaitClose()).isIn(1008, 1006);
            mei.await("left");
            mei.open(KEY).push(KEY, 0, "m", "[[0, \"on\"]]");
            mei.await("updates");
        }
    }

    @Test
    void whoever_never_reads_is_sent_away_and_others_write_on() {
        String path = draft();
        Story.edit("mei", path, KEY, "x".repeat(190_000)).statusCode(200);
        try (Editor mei = Editor.enter(path, "mei");
                DeafEditor deaf = new DeafEditor(path, "alex")) {
            mei.await("hello");
            // Each is answered with the whole text.
            IntStream.range(0, 120).forEach(_ -> deaf.send("{\"type\": \"open\", \"section\": \"" + KEY + "\"}"));
            mei.await("left");
            mei.open("summary");
            int length = mei.await("opened").getString("text").length();
            mei.push("summary", 0, "m", "[" + length + ", [0, \"!\"]]");
            mei.await("updates");
        }
    }

    @Test
    void people_see_who_is_there_and_where() {
        String path = draft();
        try (Editor mei = Editor.enter(path, "mei")) {
            mei.await("hello");
            try (Editor alex = Editor.enter(path, "alex")) {
                assertThat(mei.await("presence").getString("person")).isEqualTo("alex");
                assertThat(alex.await("hello").getList("present.person")).containsExactly("mei");
                alex.send("{\"type\": \"presence\", \"section\": \"" + KEY + "\", \"anchor\": 0, \"head\": 0}");
                JsonPath where = mei.await("presence");
                assertThat(where.getString("section")).isEqualTo(KEY);
                assertThat(where.getInt("head")).isZero();
            }
            assertThat(mei.await("left").getString("id")).isNotBlank();
        }
    }

    @Test
    void what_is_typed_after_the_submission_is_shown_as_that() {
        String path = draft();
        Story.complete(path);
        as("mei").post(path + "/submit").then().statusCode(200);
        JsonPath submitted = Story.read(path);
        try (Editor mei = Editor.enter(path, "mei")) {
            mei.open(KEY);
            JsonPath opened = mei.await("opened");
            int length = opened.getString("text").length();
            mei.push(KEY, opened.getInt("version"), "m", "[" + length + ", [0, \" Truly.\"]]");
            assertThat(mei.await("updates")).isNotNull();
            assertThat(mei.await("changed").getString("event")).isEqualTo("review-lapsed");
        }
        assertThat(Story.read(path).getString("status")).isEqualTo("DRAFT");
        JsonPath changes = Story.read(path + "/changes?from=submitted");
        assertThat(changes.getList("sections.key")).containsExactly(KEY);
        assertThat(changes.getList("sections[0].parts.kind")).containsExactly("SAME", "ADDED");
        JsonPath then = Story.read(path + "/text?version=" + changes.getLong("from"));
        assertThat(then.getString("contentHash")).isEqualTo(submitted.getString("contentHash"));
        assertThat(then.getList("sections.text")).isEqualTo(submitted.getList("sections.text"));
    }

    private void announce(String text) throws SQLException {
        try (Connection replica = database.getConnection();
                PreparedStatement statement = replica.prepareStatement("select pg_notify('manabi_live', ?)")) {
            statement.setString(1, text);
            statement.execute();
        }
    }

    private static String draft() {
        Story.knowEverybody();
        return Story.draft();
    }

    private static String text(String path) {
        return text(path, "sam");
    }

    private static String text(String path, String reader) {
        return as(reader).get(path).jsonPath().getString("sections.find { it.key == '" + KEY + "' }.text");
    }

    private static String etag(String path, String reader) {
        return as(reader).get(path).header("ETag");
    }

    private static void makePrivate(String path, String... readers) {
        as("mei")
                .header("If-Match", etag(path, "mei"))
                .body(Map.of("private", true, "readers", List.of(readers)))
                .put(path + "/audience")
                .then()
                .statusCode(200);
    }
}
