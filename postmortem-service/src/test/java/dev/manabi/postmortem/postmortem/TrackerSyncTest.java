package dev.manabi.postmortem.postmortem;

import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import dev.manabi.postmortem.Story;
import dev.manabi.postmortem.tracker.FakeGitHub;
import dev.manabi.postmortem.tracker.FakeJira;
import dev.manabi.postmortem.tracker.FakeServer.Asked;
import dev.manabi.postmortem.tracker.FakeServer.Trouble;
import dev.manabi.postmortem.tracker.TrackerSettings;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TrackerSyncTest {

    private static final String ITEMS = "/api/v1/action-items/";

    @Inject
    EntityManager entities;

    @Inject
    TrackerSync sync;

    /** Each test has trackers that know of nothing yet. */
    @BeforeEach
    void nothingIsFollowed() {
        QuarkusTransaction.requiringNew().run(() -> {
            entities.createNativeQuery("delete from tracker_issue").executeUpdate();
            entities.createNativeQuery("delete from tracker_turn").executeUpdate();
        });
    }

    @Test
    void an_issue_is_made_and_either_side_follows_the_other_without_going_round_in_circles() {
        try (FakeGitHub hub = TrackerSettings.gitHub()) {
            String path = Story.draft();
            String item = add(path, "Alert on errors @mei");
            send(item, "hub", null).statusCode(200).body("tracker.state", equalTo("WAITING"));
            awaitState(item, "OPEN");
            JsonPath sent = Story.read(ITEMS + item);
            assertThat(sent.getString("tracker.key")).isEqualTo("1");
            assertThat(sent.getString("tracker.url")).isEqualTo(hub.url() + "/acme/ops/issues/1");
            FakeGitHub.Issue issue = hub.issues().getFirst();
            assertThat(issue.title).isEqualTo("Alert on errors @mei");
            assertThat(issue.body)
                    .contains("Done when: It fired in a drill")
                    .contains("/postmortems/" + Story.read(path).getString("number"))
                    .contains(item);

            hub.set(1, "closed", "completed");
            awaitStatus(item, "DONE");
            JsonPath done = Story.read(ITEMS + item);
            assertThat(done.getString("statusBy")).isEqualTo("system:postmortem-service");
            assertThat(done.getString("statusReason")).contains("/acme/ops/issues/1");
            assertThat(done.getString("evidence")).isEqualTo(done.getString("tracker.url"));

            hub.set(1, "open", null);
            awaitStatus(item, "OPEN");

            say(path, item, Map.of("status", "DONE", "reason", "It fired"));
            await().until(() -> issue.state, "closed"::equals);
            await().until(() -> issue.comments.size(), Integer.valueOf(1)::equals);
            assertThat(issue.reason).isEqualTo("completed");
            assertThat(issue.comments.getFirst()).contains("is done").contains("It fired");
            awaitState(item, "CLOSED");

            say(path, item, Map.of("status", "OPEN", "reason", "It fires no more"));
            await().until(() -> issue.state, "open"::equals);
            say(path, item, Map.of("status", "DECLINED", "reason", "The service goes away"));
            await().until(() -> issue.state, "closed"::equals);
            assertThat(issue.reason).isEqualTo("not_planned");
            awaitState(item, "CLOSED");
            untilItHasBeenLookedAtAgain(hub);
            assertThat(Story.read(ITEMS + item).getString("status")).isEqualTo("DECLINED");
            assertThat(hub.asked("PATCH", ".*")).isEqualTo(3);
            assertThat(hub.asked("POST", ".*/issues")).isEqualTo(1);
            assertThat(changes(path)).isEqualTo(5);
        }
    }

    @Test
    void while_a_tracker_is_down_the_item_waits_and_says_why_and_then_one_issue_is_made() {
        String item = add(Story.draft(), "Alert on errors");
        send(item, "hub", null).statusCode(200);
        await().until(() -> Story.read(ITEMS + item).getString("tracker.lastError"), error -> error != null);
        as("mei")
                .get(ITEMS + item)
                .then()
                .body("tracker.state", equalTo("WAITING"))
                .body("tracker.lastError", equalTo("It cannot be reached (ConnectException)."))
                .body("tracker.key", nullValue());
        try (FakeGitHub hub = TrackerSettings.gitHub()) {
            awaitState(item, "OPEN");
            assertThat(hub.issues()).hasSize(1);
            assertThat(Story.read(ITEMS + item).getString("tracker.lastError")).isNull();
        }
    }

    @Test
    void an_issue_that_was_made_and_not_remembered_is_found_and_not_made_again() {
        try (FakeGitHub hub = TrackerSettings.gitHub()) {
            hub.trouble(request -> isCreation(request) ? new Trouble.BrokenOff() : null);
            String item = add(Story.draft(), "Alert on errors");
            send(item, "hub", null);
            await().until(() -> hub.issues().size(), Integer.valueOf(1)::equals);
            awaitState(item, "OPEN");
            assertThat(hub.asked("POST", ".*/issues")).isEqualTo(1);
            assertThat(Story.read(ITEMS + item).getString("tracker.key")).isEqualTo("1");
        }
    }

    @Test
    void many_who_look_at_the_same_moment_make_one_issue() {
        try (FakeGitHub hub = TrackerSettings.gitHub()) {
            hub.trouble(TrackerSyncTest::slowly);
            String item = add(Story.draft(), "Alert on errors");
            send(item, "hub", null);
            IntStream.range(0, 8).parallel().forEach(_ -> sync.look());
            awaitState(item, "OPEN");
            untilItHasBeenLookedAtAgain(hub);
            assertThat(hub.asked("POST", ".*/issues")).isEqualTo(1);
            assertThat(hub.issues()).hasSize(1);
        }
    }

    @Test
    void an_issue_that_was_never_remembered_because_the_process_died_is_found() {
        try (FakeGitHub hub = TrackerSettings.gitHub()) {
            String item = add(Story.draft(), "Alert on errors");
            send(item, "hub", null);
            awaitState(item, "OPEN");
            // As it stood just after the call and before its answer was stored.
            QuarkusTransaction.requiringNew()
                    .run(() -> entities.createNativeQuery("""
                            update tracker_issue
                               set key = null, url = null, seen = null, attempts = 1, next_attempt_at = now()
                            """).executeUpdate());
            awaitState(item, "OPEN");
            assertThat(Story.read(ITEMS + item).getString("tracker.key")).isEqualTo("1");
            assertThat(hub.issues()).hasSize(1);
        }
    }

    @Test
    void a_tracker_that_wants_to_be_left_alone_is_left_alone() {
        try (FakeGitHub hub = TrackerSettings.gitHub()) {
            hub.trouble(_ -> new Trouble.Instead(403, Map.of("Retry-After", "4"), "{\"message\": \"slow down\"}"));
            String item = add(Story.draft(), "Alert on errors");
            send(item, "hub", null);
            await().until(() -> hub.asked().size() >= 2);
            List<Asked> asked = hub.asked();
            assertThat(java.time.Duration.between(
                            asked.get(0).at(), asked.get(1).at()))
                    .isGreaterThanOrEqualTo(java.time.Duration.ofMillis(3900));
            hub.trouble(_ -> null);
            awaitState(item, "OPEN");
        }
    }

    @Test
    void what_is_refused_fails_with_the_reason_until_somebody_asks_again() {
        try (FakeGitHub hub = TrackerSettings.gitHub()) {
            hub.trouble(request -> isCreation(request)
                    ? new Trouble.Instead(422, Map.of(), "{\"message\": \"Validation Failed\"}")
                    : null);
            String refused = add(Story.draft(), "Alert on errors");
            send(refused, "hub", null);
            awaitState(refused, "FAILED");
            assertThat(Story.read(ITEMS + refused).getString("tracker.lastError"))
                    .isEqualTo("It answered 422: Validation Failed.");
            hub.trouble(_ -> null);
            String other = add(Story.draft(), "Cut the link");
            send(other, "hub", null);
            awaitState(other, "OPEN"); // nothing waits behind what failed
            send(refused, "hub", null).body("tracker.state", equalTo("WAITING"));
            awaitState(refused, "OPEN");
        }
    }

    @Test
    void what_was_dropped_there_waits_for_a_decision_here() {
        try (FakeGitHub hub = TrackerSettings.gitHub()) {
            String path = Story.draft();
            String item = add(path, "Alert on errors");
            send(item, "hub", null);
            awaitState(item, "OPEN");
            hub.set(1, "closed", "not_planned");
            awaitState(item, "NOT_PLANNED");
            untilItHasBeenLookedAtAgain(hub);
            assertThat(Story.read(ITEMS + item).getString("status")).isEqualTo("OPEN");
            assertThat(hub.issues().getFirst().state).isEqualTo("closed");
            say(path, item, Map.of("status", "DECLINED", "reason", "The service goes away"));
            awaitState(item, "CLOSED");
            assertThat(hub.asked("PATCH", ".*")).isZero();
        }
    }

    @Test
    void a_list_that_is_older_than_what_was_written_since_changes_nothing() {
        try (FakeGitHub hub = TrackerSettings.gitHub()) {
            String path = Story.draft();
            String item = add(path, "Alert on errors");
            send(item, "hub", null);
            awaitState(item, "OPEN");
            String closed = "[{\"number\": 1, \"state\": \"closed\", \"updated_at\": \"2026-01-01T00:00:00Z\"}]";
            hub.trouble(request -> isList(request) ? new Trouble.Instead(200, Map.of(), closed) : null);
            await().until(() -> hub.asked("GET", ".*/issues/1") >= 2);
            assertThat(Story.read(ITEMS + item).getString("status")).isEqualTo("OPEN");
            assertThat(hub.asked("PATCH", ".*")).isZero();
        }
    }

    @Test
    void an_issue_that_there_is_already_is_followed_by_one_item_alone() {
        try (FakeGitHub hub = TrackerSettings.gitHub()) {
            hub.add("Written by hand");
            hub.set(1, "closed", "completed");
            String address = hub.url() + "/acme/ops/issues/1";
            String path = Story.draft();
            String item = add(path, "Alert on errors");
            send(item, "hub", "https://github.com/other/repo/issues/1")
                    .statusCode(400)
                    .body("errors[0].field", equalTo("url"));
            send(item, "nowhere", null).statusCode(400).body("errors[0].field", equalTo("tracker"));
            send(item, "hub", address).statusCode(200).body("tracker.url", equalTo(address));
            awaitStatus(item, "DONE");
            send(item, "board", null).statusCode(409).body("code", equalTo("action-item-in-tracker"));
            String other = add(path, "Cut the link");
            send(other, "hub", address).statusCode(409).body("code", equalTo("issue-taken"));
            assertThat(hub.asked("POST", ".*/issues")).isZero();

            as("mei").delete(ITEMS + item + "/tracker").then().statusCode(428);
            as("mei")
                    .header("If-Match", Story.etag(path))
                    .delete(ITEMS + item + "/tracker")
                    .then()
                    .statusCode(200)
                    .body("tracker", nullValue());
            send(other, "hub", address).statusCode(200);
        }
    }

    @Test
    void nothing_of_a_private_postmortem_is_written_elsewhere_and_only_who_has_a_say_sends() {
        String path = Story.draft();
        String item = add(path, "Alert on errors");
        as("kim", "member")
                .body(Map.of("tracker", "hub"))
                .post(ITEMS + item + "/tracker")
                .then()
                .statusCode(403);
        as("mei")
                .header("If-Match", Story.etag(path))
                .body(Map.of("private", true, "readers", List.of()))
                .put(path + "/audience")
                .then()
                .statusCode(200);
        send(item, "hub", null).statusCode(409).body("code", equalTo("postmortem-private"));
        as("kim", "member")
                .body(Map.of("tracker", "hub"))
                .post(ITEMS + item + "/tracker")
                .then()
                .statusCode(404);
    }

    @Test
    void the_issue_of_what_was_removed_is_closed() {
        try (FakeGitHub hub = TrackerSettings.gitHub()) {
            String path = Story.draft();
            String item = add(path, "Alert on errors");
            send(item, "hub", null);
            awaitState(item, "OPEN");
            as("mei")
                    .header("If-Match", Story.etag(path))
                    .delete(path + "/action-items/" + item)
                    .then()
                    .statusCode(200);
            await().until(() -> hub.issues().getFirst().state, "closed"::equals);
            assertThat(hub.issues().getFirst().reason).isEqualTo("not_planned");
            await().until(() -> QuarkusTransaction.requiringNew().call(() -> TrackerIssue.count() == 0));
        }
    }

    @Test
    void jira_is_followed_likewise() {
        try (FakeJira board = TrackerSettings.jira()) {
            String path = Story.draft();
            String item = add(path, "Alert on errors");
            send(item, "board", null);
            awaitState(item, "OPEN");
            assertThat(Story.read(ITEMS + item).getString("tracker.url")).isEqualTo(board.url() + "/browse/OPS-1");
            board.set("OPS-1", "Released");
            awaitStatus(item, "DONE");
            board.set("OPS-1", "Doing");
            awaitStatus(item, "OPEN");
            say(path, item, Map.of("status", "DONE"));
            await().until(() -> board.issues().getFirst().status, "Released"::equals);
            awaitState(item, "CLOSED");
        }
    }

    @Test
    void the_trackers_are_listed_without_their_secrets() {
        String answer = as("sam")
                .get("/api/v1/trackers")
                .then()
                .statusCode(200)
                .body("items.name", equalTo(List.of("board", "hub")))
                .body("items.example", hasItem(org.hamcrest.Matchers.endsWith("/acme/ops/issues/12")))
                .extract()
                .asString();
        assertThat(answer).doesNotContain(FakeGitHub.TOKEN, FakeJira.TOKEN);
    }

    /** So that those who do not wait for their turn come in between. */
    private static @Nullable Trouble slowly(Asked request) {
        long until = System.nanoTime() + 300_000_000L;
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        return null;
    }

    private static boolean isCreation(Asked request) {
        return request.method().equals("POST") && request.path().endsWith("/issues");
    }

    private static boolean isList(Asked request) {
        return request.method().equals("GET") && request.path().endsWith("/issues");
    }

    /** Two more rounds have begun. */
    private static void untilItHasBeenLookedAtAgain(FakeGitHub hub) {
        long rounds = hub.asked("GET", ".*/issues");
        await().until(() -> hub.asked("GET", ".*/issues") >= rounds + 2);
    }

    private static long changes(String path) {
        return Story.read(path + "/history").<String>getList("items.type").stream()
                .filter("action-item-status-changed.v2"::equals)
                .count();
    }

    private static void awaitState(String item, String state) {
        awaitField(item, "tracker.state", state::equals);
    }

    private static void awaitStatus(String item, String status) {
        awaitField(item, "status", status::equals);
    }

    private static void awaitField(String item, String field, Predicate<String> wanted) {
        await().until(() -> Story.read(ITEMS + item).getString(field), wanted::test);
    }

    private static ValidatableResponse send(String item, String tracker, @Nullable String url) {
        Map<String, String> body = new HashMap<>(Map.of("tracker", tracker));
        if (url != null) {
            body.put("url", url);
        }
        return as("mei").body(body).post(ITEMS + item + "/tracker").then();
    }

    private static void say(String path, String item, Map<String, String> status) {
        as("mei")
                .header("If-Match", Story.etag(path))
                .body(status)
                .put(ITEMS + item + "/status")
                .then()
                .statusCode(200);
    }

    private static String add(String path, String title) {
        return as("mei")
                .body(Map.of(
                        "title", title,
                        "kind", "DETECT",
                        "dueAt", "2099-01-01T00:00:00Z",
                        "endState", "It fired in a drill"))
                .post(path + "/action-items")
                .path("id");
    }
}
