package dev.manabi.postmortem.transfer;

import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.manabi.contracts.IncidentMessage.Incident;
import dev.manabi.contracts.Topic;
import dev.manabi.postmortem.Story;
import dev.manabi.testkit.TableRows;
import dev.manabi.testkit.TestTopics;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ArchiveTest.Alone.class)
class ArchiveTest {

    private static final List<String> TABLES = List.of(
            "policy",
            "template",
            "cause_code",
            "incident_view",
            "reviewer",
            "decision_view",
            "postmortem_view",
            "action_item_view",
            "comment_view",
            "request_view",
            "recurrence_view",
            "tracker_issue");

    private static final String KILL = """
            select count(*) from (
                select pg_terminate_backend(pid) from pg_stat_activity
                 where wait_event_type = 'Lock' and query like '%insert into event%') as killed
            """;

    /** A service of its own, which it may empty. */
    public static final class Alone implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("manabi.deadlines.every", "1h");
        }
    }

    @Inject
    AgroalDataSource database;

    @Test
    void what_is_taken_elsewhere_is_there_as_it_was_here() {
        String path = everythingThatIsKept();
        String archive = export("hana");
        Map<String, List<String>> rows = TableRows.of(database, TABLES);
        String document = as("sam").get(path).asString();
        String history = as("sam").get(path + "/history").asString();
        String markdown = as("sam").accept("*/*").get(path + "/export").asString();
        int told = TestTopics.all(Topic.POSTMORTEMS).size();

        take(archive).statusCode(409).body("code", equalTo("service-not-empty"));
        emptyTheService();
        assertThat(as("sam").get(path).statusCode()).isEqualTo(404);
        List<String> parts = cut(archive, 7);
        take(parts.get(1)).statusCode(409).body("code", equalTo("archive-not-begun"));
        take(parts.getFirst()).statusCode(200).body("finishedAt", nullValue());
        take(parts.getLast()).statusCode(409);

        // A kill in the middle of a part, and everything is sent again.
        killWhileItTakes(archive);
        take(parts.getFirst()).statusCode(200);
        parts.forEach(part -> take(part).statusCode(200));
        take(parts.getLast()).statusCode(200).body("finishedAt", notNullValue());
        take(archive).statusCode(200).body("finishedAt", notNullValue());

        assertThat(export("hana")).isEqualTo(archive);
        assertThat(TableRows.of(database, TABLES)).isEqualTo(rows);
        assertThat(as("sam").get(path).asString()).isEqualTo(document);
        assertThat(as("sam").get(path + "/history").asString()).isEqualTo(history);
        assertThat(as("sam").accept("*/*").get(path + "/export").asString()).isEqualTo(markdown);
        assertThat(count("select count(*) from outbox")).isZero();
        assertThat(TestTopics.all(Topic.POSTMORTEMS)).hasSize(told);

        // Life goes on: with numbers after those of the archive, and the document can be changed.
        String next = Story.read(Story.draft()).getString("number");
        assertThat(Integer.parseInt(next.substring(3)))
                .isGreaterThan(Integer.parseInt(
                        JsonPath.from(document).getString("number").substring(3)));
        Story.edit("mei", path, "lucky", "Nobody was shopping.").statusCode(200);
        take(archive).statusCode(200);
    }

    @Test
    void what_is_no_archive_is_refused_and_changes_nothing() {
        long before = count("select count(*) from event");
        for (String body : List.of(
                "nonsense",
                "{}",
                "[]",
                "1",
                "{\"archive\": {}}",
                "{\"archive\": {\"format\": \"other\", \"id\": \"x\", \"events\": 1, \"lastNumber\": 1}}",
                "{\"archive\": " + "[".repeat(2_000))) {
            assertThat(take(body).extract().statusCode()).as(body).isIn(400, 409);
        }
        as("hana")
                .body(new byte[] {(byte) 0xff, (byte) 0xfe})
                .contentType("application/octet-stream")
                .post("/api/v1/archive")
                .then()
                .statusCode(400);
        as("ken").body("{}").post("/api/v1/archive").then().statusCode(403);
        as("ken").accept("*/*").get("/api/v1/archive").then().statusCode(403);
        assertThat(count("select count(*) from event")).isEqualTo(before);
    }

    @Test
    void a_private_postmortem_is_in_no_archive_of_somebody_who_may_not_read_it() {
        Story.knowEverybody();
        String path = Story.draft();
        String id = Story.read(path).getString("id");
        Story.edit("mei", path, "lucky", "a-secret-word").statusCode(200);
        assertThat(export("hana")).contains("a-secret-word");
        as("hana")
                .header("If-Match", Story.etag(path))
                .body("{\"private\": true, \"readers\": [\"sam\"]}")
                .put(path + "/audience")
                .then()
                .statusCode(200);
        assertThat(export("hana").lines().filter(line -> line.contains(id)))
                .allMatch(line -> line.contains("\"kind\" : \"decision\""))
                .noneMatch(line -> line.contains("a-secret-word"));
        as("hana")
                .header("If-Match", as("sam").get(path).header("ETag"))
                .body("{\"private\": true, \"readers\": [\"hana\"]}")
                .put(path + "/audience")
                .then()
                .statusCode(200);
        assertThat(export("hana")).contains("a-secret-word");
    }

    private static String everythingThatIsKept() {
        Story.knowEverybody();
        Incident incident = Story.incident(Story.MONEY);
        String path = Story.draft(incident);
        Story.complete(path);
        as("mei")
                .body("{\"title\": \"Alert\", \"kind\": \"DETECT\", \"priority\": \"P1\", \"owner\": \"alex\"}")
                .post(path + "/action-items")
                .then()
                .statusCode(201);
        as("ken")
                .body("{\"section\": \"summary\", \"text\": \"決済とは？\"}")
                .post(path + "/comments")
                .then()
                .statusCode(201);
        as("hana")
                .body(Map.of(
                        "source",
                        "wiki",
                        "severity",
                        "SEV4",
                        "documents",
                        List.of(Map.of(
                                "name", "old", "text", "# 古い障害\n\n## 概要\n\n1.50 hours, \u2028 \"quoted\" \\ 🎌\n"))))
                .post("/api/v1/postmortem-imports")
                .then()
                .statusCode(200);
        return path;
    }

    private static String export(String person) {
        return new String(
                as(person)
                        .accept("application/x-ndjson")
                        .get("/api/v1/archive")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asByteArray(),
                StandardCharsets.UTF_8);
    }

    private static ValidatableResponse take(String part) {
        return as("hana")
                .contentType("application/octet-stream")
                .body(part.getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/archive")
                .then();
    }

    /** Between lines, as {@code split} does; the last part is the end alone. */
    private static List<String> cut(String archive, int parts) {
        List<String> lines = archive.lines().toList();
        int each = (lines.size() - 1) / parts + 1;
        List<String> cut = new ArrayList<>();
        for (int at = 0; at < lines.size() - 1; at += each) {
            cut.add(String.join("\n", lines.subList(at, Math.min(at + each, lines.size() - 1))) + "\n");
        }
        cut.add(lines.getLast() + "\n");
        return cut;
    }

    /** Holds the service up in the middle of its work and takes its connection away. */
    private void killWhileItTakes(String part) {
        long before = count("select count(*) from event");
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table event in access exclusive mode");
            CompletableFuture<Integer> answer =
                    CompletableFuture.supplyAsync(() -> take(part).extract().statusCode());
            await().until(() -> count(KILL) > 0);
            connection.rollback();
            assertThat(answer.join()).isGreaterThanOrEqualTo(500);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        assertThat(count("select count(*) from event")).isEqualTo(before);
    }

    private void emptyTheService() {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("alter table event disable trigger all");
            for (String table : TABLES) {
                statement.execute("delete from " + table);
            }
            statement.execute("truncate event, stream, outbox, idempotency_key");
            statement.execute("alter table event enable trigger all");
            statement.execute("alter sequence postmortem_number restart");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private long count(String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
