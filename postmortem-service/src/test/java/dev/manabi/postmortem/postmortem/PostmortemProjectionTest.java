package dev.manabi.postmortem.postmortem;

import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manabi.contracts.IncidentMessage.Incident;
import dev.manabi.contracts.IncidentMessage.IncidentTimelineAmended;
import dev.manabi.contracts.IncidentMessage.TimelineEntry;
import dev.manabi.kit.Operations;
import dev.manabi.postmortem.Story;
import dev.manabi.postmortem.decision.DecisionEventTypes;
import dev.manabi.postmortem.live.Editor;
import dev.manabi.testkit.TableRows;
import dev.manabi.testkit.TestTopics;
import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PostmortemProjectionTest {

    private static final List<String> TABLES =
            List.of("decision_view", "request_view", "postmortem_view", "action_item_view");

    @Inject
    AgroalDataSource database;

    @Inject
    Operations operations;

    @Test
    void rebuilt_read_models_equal_the_live_ones() {
        everythingThatCanHappen();
        Set<String> present = new TreeSet<>(PostmortemEventTypes.ALL.storedNames());
        present.addAll(DecisionEventTypes.ALL.storedNames());
        present.removeAll(Set.of("postmortem-submitted.v1", "postmortem-submitted.v2")); // of the past
        present.removeAll(Set.of(
                "action-item-status-changed.v1", "section-edited.v1", "incident-text-taken.v1", "comment-added.v1"));
        assertThat(storedTypes()).containsAll(present);
        await().untilAsserted(() -> {
            awaitWhatIsTyped();
            Map<String, List<String>> live = TableRows.of(database, TABLES);
            assertThat(live)
                    .allSatisfy((table, rows) -> assertThat(rows).as(table).isNotEmpty());
            assertThat(operations.rebuildProjections()).isPositive();
            awaitWhatIsTyped();
            assertThat(TableRows.of(database, TABLES)).isEqualTo(live);
        });
    }

    private static void awaitWhatIsTyped() {
        await().until(() ->
                QuarkusTransaction.requiringNew().call(() -> PostmortemView.count("typedSince is not null") == 0));
    }

    /** Every kind of event of a postmortem, and of a decision, stands in the store after this. */
    private static void everythingThatCanHappen() {
        Story.knowEverybody();
        everythingThatCanBecomeOfADecision();
        String forgotten = draftOf(Story.incident(Story.MONEY), Duration.ofDays(60));
        await().until(() -> history(forgotten).contains("postmortem-escalated.v1"));
        Incident incident = Story.incident(Story.MONEY);
        String path = draftOf(incident, Duration.ofDays(8));
        // First, so that it does not come between the reading of a version and the change of it.
        await().until(() -> history(path).contains("postmortem-became-overdue.v1"));
        TestTopics.publish(Story.reopening(incident));
        Story.close(incident);
        Incident harmless = Story.quick(Story.incident(Story.HARMLESS), null);
        Story.close(harmless);
        as("sam")
                .body(Map.of("incidentId", harmless.number(), "reason", "we learned a lot"))
                .post("/api/v1/postmortem-requests")
                .then()
                .statusCode(201);

        TestTopics.publish(MinutesApiTest.minutes(UUID.randomUUID(), "We add a case.", List.of(), path));
        MinutesApiTest.awaitMinutes(path, 1);
        Story.complete(path);
        as("mei")
                .header("If-Match", Story.etag(path))
                .delete(path + "/dismissals/nothing-prevents")
                .then()
                .statusCode(200);
        as("mei")
                .body(Map.of("finding", "nothing-prevents", "reason", "It is replaced."))
                .post(path + "/dismissals")
                .then()
                .statusCode(200);
        takeAndDeclineWhatComesLater(incident, path);
        typeAndTakeSuggestion(path);
        put(path + "/title", Map.of("title", "Cards were declined"), path);
        await().until(() -> as("mei")
                        .header("If-Match", Story.etag(path))
                        .body(Map.of("owner", "alex"))
                        .put(path + "/owner")
                        .statusCode()
                == 200);
        String item = item(path, Duration.ofHours(-1));
        item(path, Duration.ofDays(-8));
        String mistaken = item(path, Duration.ofDays(1));
        await().until(() -> history(path)
                .containsAll(List.of(
                        "action-item-reminded.v1", "action-item-became-overdue.v1", "action-item-escalated.v1")));
        as("mei")
                .header("If-Match", Story.etag(path))
                .delete(path + "/action-items/" + mistaken)
                .then()
                .statusCode(200);
        put(
                path + "/action-items/" + item,
                Map.of("title", "Alert", "kind", "DETECT", "priority", "P2", "owner", "alex"),
                path);
        put("/api/v1/action-items/" + item + "/status", Map.of("status", "DECLINED", "reason", "gone"), path);
        put("/api/v1/action-items/" + item + "/status", Map.of("status", "OPEN"), path);
        submit(path);
        TestTopics.publish(Story.changes(Story.read(path), UUID.randomUUID()));
        Story.awaitStatus(path, "CHANGES_REQUESTED");
        submit(path);
        JsonPath submitted = Story.read(path);
        Story.edit("mei", path, "lucky", "Nobody was shopping.").statusCode(200);
        Story.accept(submitted, "ken");
        await().until(() -> history(path).contains("review-outcome-ignored.v1"));
        submit(path);
        Story.accept(Story.read(path), "ken");
        Story.awaitStatus(path, "APPROVED");
        as("alex").post(path + "/publish").then().statusCode(200);
        put(
                "/api/v1/action-items/" + item + "/plan",
                Map.of("owner", "sam", "dueAt", "2099-01-01T00:00:00Z", "reason", "The gateway comes later"),
                path);
        as("mei").delete(path + "/dismissals/nothing-prevents").then().statusCode(428);
        String comment = as("ken")
                .body(Map.of("section", "summary", "text", "What had set its size?"))
                .post(path + "/comments")
                .path("id");
        for (String step : List.of("resolve", "reopen", "resolve")) {
            as("mei")
                    .body(Map.of("resolution", "in the text"))
                    .post(path + "/comments/" + comment + "/" + step)
                    .then()
                    .statusCode(200);
        }
        as("ken")
                .body(Map.of(
                        "source",
                        "rebuild",
                        "severity",
                        "SEV4",
                        "documents",
                        List.of(Map.of("name", "old.md", "text", "# Old\n\n## Summary\n\nLong ago."))))
                .post("/api/v1/postmortem-imports")
                .then()
                .statusCode(200);
        put(path + "/audience", Map.of("private", true, "readers", List.of("ken")), path);
    }

    private static void typeAndTakeSuggestion(String path) {
        try (Editor mei = Editor.enter(path, "mei")) {
            JsonPath opened = mei.open("lessons").await("opened");
            int length = opened.getString("text").length();
            mei.push("lessons", opened.getInt("version"), "m", "[" + length + ", [0, \" Retries are load.\"]]")
                    .await("updates");
        }
        String suggestion = as("ken")
                .body(Map.of(
                        "section", "lessons", "range", Map.of("from", 0, "to", 1), "suggestion", "A", "text", "Larger"))
                .post(path + "/comments")
                .path("id");
        as("mei").post(path + "/comments/" + suggestion + "/accept").then().statusCode(200);
    }

    private static void takeAndDeclineWhatComesLater(Incident incident, String path) {
        for (String answer : List.of("take", "decline")) {
            Instant at = Instant.parse("2026-03-02T10:15:00Z");
            TestTopics.publish(new IncidentTimelineAmended(
                    incident.id(),
                    incident.number(),
                    new TimelineEntry(UUID.randomUUID(), at, at, "NOTE", answer, "person", "mei", List.of()),
                    at,
                    "mei"));
            String offer = await().until(
                            () -> Story.read(path + "/offers").getString("offers[0].id"), java.util.Objects::nonNull);
            as("mei").post(path + "/offers/" + offer + "/" + answer).then().statusCode(200);
        }
    }

    /** The path of a draft whose incident was closed so long ago. */
    private static String draftOf(Incident incident, Duration ago) {
        UUID closing = TestTopics.publish(Story.closing(incident, Instant.now().minus(ago)));
        return "/api/v1/postmortems/" + Story.decisionOn(incident, closing).getString("items[0].postmortemId");
    }

    private static String item(String path, Duration dueIn) {
        return as("mei")
                .body(Map.of(
                        "title", "Alert",
                        "kind", "DETECT",
                        "owner", "alex",
                        "priority", "P1",
                        "dueAt", Instant.now().plus(dueIn).toString()))
                .post(path + "/action-items")
                .path("id");
    }

    private static void everythingThatCanBecomeOfADecision() {
        JsonPath due = Story.close(Story.incident(Story.MONEY));
        String waived = as("hana")
                .body(Map.of(
                        "reason", "it goes away", "expiresAt", Instant.now().plus(Duration.ofDays(9))))
                .post("/api/v1/decisions/" + due.getString("items[0].id") + "/waive")
                .path("id");
        as("ken")
                .body(Map.of("reason", "again"))
                .post("/api/v1/decisions/" + waived + "/lift-waiver")
                .then()
                .statusCode(201);
        Incident merged = Story.quick(Story.incident(Story.HARMLESS), null);
        Incident other = Story.quick(Story.incident(Story.HARMLESS), null);
        TestTopics.publish(Story.declaration(merged));
        String request = await().until(
                        () -> as("sam")
                                .body(Map.of("incidentId", merged.number(), "reason", "we learned a lot"))
                                .post("/api/v1/postmortem-requests"),
                        answer -> answer.statusCode() == 202)
                .path("id");
        Story.close(other);
        TestTopics.publish(Story.merge(merged, other));
        await().until(() -> "MOVED"
                .equals(Story.read("/api/v1/postmortem-requests/" + request).getString("state")));
        String there = Story.read("/api/v1/postmortem-requests?incidentId=" + other.number())
                .getString("items[0].id");
        as("ken")
                .body(Map.of("reason", "known"))
                .post("/api/v1/postmortem-requests/" + there + "/decline")
                .then()
                .statusCode(200);
    }

    private static void put(String address, Map<String, ?> body, String postmortem) {
        as("mei")
                .header("If-Match", Story.etag(postmortem))
                .body(body)
                .put(address)
                .then()
                .statusCode(200);
    }

    private static void submit(String path) {
        as("mei").post(path + "/submit").then().statusCode(200);
    }

    private static List<String> history(String path) {
        return Story.read(path + "/history").getList("items.type");
    }

    private Set<String> storedTypes() {
        Set<String> types = new TreeSet<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select distinct type from event")) {
            while (rows.next()) {
                types.add(rows.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return types;
    }
}
