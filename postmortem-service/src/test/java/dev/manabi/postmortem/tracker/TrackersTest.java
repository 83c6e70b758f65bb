package dev.manabi.postmortem.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.manabi.postmortem.tracker.FakeServer.Trouble;
import dev.manabi.postmortem.tracker.Tracker.Issue;
import dev.manabi.postmortem.tracker.Tracker.NewIssue;
import dev.manabi.postmortem.tracker.Tracker.State;
import dev.manabi.postmortem.tracker.TrackerFailure.Away;
import dev.manabi.postmortem.tracker.TrackerFailure.Refused;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrackersTest {

    private static final UUID ITEM = UUID.fromString("0195a1c2-0000-7000-8000-0000000000e5");
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");
    private static final String SECRET = "secret-of-ours";

    // -- GitHub

    @Test
    void an_issue_is_made_on_github_found_again_by_its_marker_and_told_of_when_it_changes() {
        try (FakeGitHub server = new FakeGitHub(0)) {
            Tracker github = github(server, FakeGitHub.TOKEN);
            server.add("another");
            Instant before = Instant.now().minusSeconds(60);
            assertThat(github.find(ITEM, before)).isEmpty();
            Issue made = github.create(new NewIssue(ITEM, "Alert on errors", "Done when: it fired"));
            assertThat(made).isEqualTo(new Issue("2", State.OPEN));
            assertThat(server.issues().getLast().title).isEqualTo("Alert on errors");
            assertThat(server.issues().getLast().body)
                    .startsWith("Done when: it fired\n\n<!--")
                    .contains(ITEM.toString());
            assertThat(github.find(ITEM, before)).contains(made);
            assertThat(github.find(UUID.randomUUID(), before)).isEmpty();

            github.move("2", State.DONE, "because");
            assertThat(server.issues().getLast().state).isEqualTo("closed");
            assertThat(server.issues().getLast().comments).containsExactly("because");
            assertThat(github.read("2").state()).isEqualTo(State.DONE);
            github.move("2", State.DROPPED, "not any more");
            assertThat(github.read("2").state()).isEqualTo(State.DROPPED);
            github.move("2", State.OPEN, "again");
            assertThat(github.adopt("2")).isEqualTo(made);
            assertThat(github.changedSince(before).issues()).contains(made);
        }
    }

    @Test
    void all_of_many_changes_are_told_and_pull_requests_are_none() {
        try (FakeGitHub server = new FakeGitHub(0)) {
            for (int i = 1; i <= 120; i++) {
                FakeGitHub.Issue issue = server.add("issue " + i);
                issue.isPullRequest = i % 40 == 0;
                issue.updatedAt = LONG_AGO.plusSeconds(i / 3);
            }
            Tracker.Changes changes = github(server, FakeGitHub.TOKEN).changedSince(LONG_AGO);
            assertThat(changes.issues().stream().map(Issue::key).distinct()).hasSize(117);
            assertThat(changes.until()).isEqualTo(LONG_AGO.plusSeconds(40));
            Tracker.Changes none = github(server, FakeGitHub.TOKEN).changedSince(changes.until());
            assertThat(none.issues()).extracting(Issue::key).doesNotContain("117");
        }
    }

    @Test
    void what_changed_in_one_and_the_same_second_is_told_too() {
        try (FakeGitHub server = new FakeGitHub(0)) {
            for (int i = 1; i <= 120; i++) {
                server.add("issue " + i).updatedAt = LONG_AGO.plusSeconds(5);
            }
            assertThat(github(server, FakeGitHub.TOKEN).changedSince(LONG_AGO).issues().stream()
                            .map(Issue::key)
                            .distinct())
                    .hasSize(120);
        }
    }

    @Test
    void only_addresses_of_its_own_issues_are_known() {
        Tracker github = trackers("hub", Map.of("kind", "github", "repository", "acme/ops", "token", SECRET))
                .get("hub");
        assertThat(github.address("12")).isEqualTo("https://github.com/acme/ops/issues/12");
        assertThat(github.keyOf("https://github.com/acme/ops/issues/12")).contains("12");
        for (String other : List.of(
                "https://github.com/acme/other/issues/12",
                "https://github.com/acme/ops/pull/12",
                "https://github.com.evil.example/acme/ops/issues/12",
                "https://github.com/acme/ops/issues/12/../13",
                "https://github.com/acme/ops/issues/0",
                "http://github.com/acme/ops/issues/12")) {
            assertThat(github.keyOf(other)).as(other).isEmpty();
        }
        Tracker jira = trackers(
                        "board",
                        Map.of("kind", "jira", "base-url", "https://jira.example/", "project", "OPS", "token", SECRET))
                .get("board");
        assertThat(jira.address("OPS-1")).isEqualTo("https://jira.example/browse/OPS-1");
        assertThat(jira.keyOf("https://jira.example/browse/OPS-1")).contains("OPS-1");
        assertThat(jira.keyOf("https://jira.example/browse/HR-1")).isEmpty();
    }

    // -- Jira

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void an_issue_is_made_in_jira_and_moved_by_whatever_its_workflow_offers(boolean cloud) {
        try (FakeJira server = new FakeJira(0, cloud, authorization(cloud))) {
            Tracker jira = jira(server, cloud);
            Instant before = Instant.now().minusSeconds(60);
            assertThat(jira.find(ITEM, before)).isEmpty();
            Issue made = jira.create(new NewIssue(ITEM, "Alert on errors", "Done when: it fired"));
            assertThat(made).isEqualTo(new Issue("OPS-1", State.OPEN));
            FakeJira.Issue issue = server.issues().getFirst();
            assertThat(issue.fields.at("/project/key").asText()).isEqualTo("OPS");
            assertThat(issue.fields.at("/issuetype/name").asText()).isEqualTo("Task");
            assertThat(issue.fields.path("summary").asText()).isEqualTo("Alert on errors");
            assertThat(jira.find(ITEM, before)).contains(made);

            jira.move("OPS-1", State.DONE, "because");
            assertThat(issue.status).isEqualTo("Released");
            assertThat(issue.comments).containsExactly("because");
            jira.move("OPS-1", State.DONE, "once more"); // it is already
            assertThat(issue.comments).hasSize(1);
            assertThat(jira.changedSince(before).issues()).containsExactly(new Issue("OPS-1", State.DONE));
            jira.move("OPS-1", State.OPEN, "again");
            assertThat(issue.status).isEqualTo("Backlog");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void all_of_many_changes_in_jira_are_told_and_an_adopted_issue_is_among_them(boolean cloud) {
        try (FakeJira server = new FakeJira(0, cloud, authorization(cloud))) {
            for (int i = 1; i <= 120; i++) {
                server.add("issue " + i).labels.add("manabi");
            }
            server.add("of somebody else");
            Tracker jira = jira(server, cloud);
            Instant before = Instant.now().minusSeconds(60);
            assertThat(jira.changedSince(before).issues()).hasSize(120);
            assertThat(jira.adopt("OPS-121")).isEqualTo(new Issue("OPS-121", State.OPEN));
            assertThat(jira.changedSince(before).issues()).hasSize(121);
        }
    }

    @Test
    void a_workflow_without_such_a_step_is_said() {
        try (FakeJira server = new FakeJira(0, false, authorization(false))) {
            server.add("stuck").status = "Stuck";
            assertThatThrownBy(() -> jira(server, false).move("OPS-1", State.DONE, "because"))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("OPS-1")
                    .hasMessageContaining("closes");
        }
    }

    // -- what can go wrong

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {\"errorMessages\": [\"no\"], \"errors\": {\"labels\": \"cannot be set\"}} | Refused | labels",
                "401 | {\"message\": \"Bad credentials\"} | Away | Bad credentials",
                "404 | {\"message\": \"Not Found\"} | Away | answered 404",
                "410 | {\"message\": \"This issue was deleted\"} | Refused | deleted",
                "422 | {\"message\": \"Validation Failed\"} | Refused | Validation Failed",
                "500 | oops | Away | answered 500",
                "302 | - | Away | answered 302",
                "200 | <html>log in</html> | Away | did not answer like it",
                "200 | {} | Away | did not answer like it"
            })
    void every_answer_that_is_none_is_said_in_words(int status, String body, String kind, String words) {
        try (FakeGitHub server = new FakeGitHub(0);
                FakeGitHub elsewhere = new FakeGitHub(0)) {
            server.trouble(_ -> new Trouble.Instead(status, Map.of("Location", elsewhere.url() + "/"), body));
            TrackerFailure failure = catchThrowableOfType(
                    TrackerFailure.class,
                    () -> github(server, FakeGitHub.TOKEN).create(new NewIssue(ITEM, "Alert", "text")));
            assertThat(failure.getClass().getSimpleName()).isEqualTo(kind);
            assertThat(failure.reason()).contains(words).doesNotContain(FakeGitHub.TOKEN);
            assertThat(elsewhere.asked()).isEmpty();
        }
    }

    @Test
    void a_limit_is_kept_for_as_long_as_the_tracker_says() {
        long reset = Instant.now().plusSeconds(120).getEpochSecond();
        assertThat(waitAfter(403, Map.of("Retry-After", "77"))).isEqualTo(Duration.ofSeconds(77));
        assertThat(waitAfter(429, Map.of("Retry-After", "77"))).isEqualTo(Duration.ofSeconds(77));
        assertThat(waitAfter(503, Map.of("Retry-After", "5"))).isEqualTo(Duration.ofSeconds(5));
        assertThat(waitAfter(403, Map.of("X-RateLimit-Remaining", "0", "X-RateLimit-Reset", Long.toString(reset))))
                .isBetween(Duration.ofSeconds(60), Duration.ofSeconds(120));
        assertThat(waitAfter(429, Map.of())).isEqualTo(Duration.ofMinutes(1));
        assertThat(waitAfter(403, Map.of("Retry-After", "999999999"))).isEqualTo(Duration.ofHours(1));
        assertThat(waitAfter(403, Map.of("Retry-After", "soon"))).isEqualTo(Duration.ofMinutes(1));
        assertThat(waitAfter(500, Map.of())).isNull();
    }

    @Test
    void silence_and_answers_that_break_off_do_not_hold_us_up() {
        try (FakeGitHub server = new FakeGitHub(0)) {
            Tracker github = github(server, FakeGitHub.TOKEN);
            server.trouble(_ -> new Trouble.Hanging());
            Instant begun = Instant.now();
            assertThatThrownBy(() -> github.read("1"))
                    .isInstanceOf(Away.class)
                    .hasMessageContaining("did not answer within");
            assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(10));
            server.trouble(_ -> new Trouble.BrokenOff());
            assertThatThrownBy(() -> github.create(new NewIssue(ITEM, "Alert", "text")))
                    .isInstanceOf(Away.class)
                    .hasMessageContaining("cannot be reached");
            server.trouble(_ -> new Trouble.Instead(200, Map.of(), "[\"" + "x".repeat(11_000_000) + "\"]"));
            assertThatThrownBy(() -> github.read("1")).isInstanceOf(Away.class);
        }
    }

    @Test
    void nobody_listening_is_said_too() {
        FakeGitHub server = new FakeGitHub(0);
        Tracker github = github(server, FakeGitHub.TOKEN);
        server.close();
        assertThatThrownBy(() -> github.read("1")).isInstanceOf(Away.class).hasMessageContaining("ConnectException");
    }

    // -- settings

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hub.base-url | github.com",
                "hub.base-url | ftp://github.com",
                "hub.base-url | https://user:secret-of-ours@github.com",
                "hub.base-url | https://github.com/?token=secret-of-ours",
                "hub.repository | acme",
                "hub.repository | acme/ops/../../user",
                "hub.token | 'secret-of-ours X'",
                "board.base-url | ''",
                "board.project | ops",
                "cloud.user | ''",
                "timeout | 0s",
                "lease | 100s",
                "first-pause | 0s",
                "longest-pause | 1s"
            })
    void what_cannot_work_is_refused_and_named_without_being_told(String setting, String value) {
        assertThatThrownBy(() -> Trackers.check(config(setting, value)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("manabi.trackers." + setting)
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void what_is_usual_is_taken_and_a_name_is_plain() {
        Trackers.check(config("every", "30s"));
        assertThat(config("every", "45s").every()).isEqualTo(Duration.ofSeconds(45));
        assertThat(config("every", "45s").all()).containsOnlyKeys("hub", "board", "cloud");
        assertThatThrownBy(() -> trackers("Hub 1", Map.of("kind", "github", "repository", "a/b", "token", SECRET)))
                .hasMessageStartingWith("manabi.trackers.Hub 1");
    }

    private static Duration waitAfter(int status, Map<String, String> headers) {
        try (FakeGitHub server = new FakeGitHub(0)) {
            server.trouble(_ -> new Trouble.Instead(status, headers, "{}"));
            return catchThrowableOfType(
                            Away.class, () -> github(server, FakeGitHub.TOKEN).read("1"))
                    .retryAfter();
        }
    }

    private static Tracker github(FakeServer server, String token) {
        return trackers(
                        "hub",
                        Map.of(
                                "kind",
                                "github",
                                "base-url",
                                server.url() + "/api/v3/",
                                "repository",
                                "acme/ops",
                                "token",
                                token))
                .get("hub");
    }

    private static Tracker jira(FakeServer server, boolean cloud) {
        Map<String, String> settings = new HashMap<>(
                Map.of("base-url", server.url(), "project", "OPS", "token", FakeJira.TOKEN, "kind", "jira"));
        if (cloud) {
            settings.putAll(Map.of("kind", "jira-cloud", "user", "bot@example.org"));
        }
        return trackers("board", settings).get("board");
    }

    private static String authorization(boolean cloud) {
        return cloud
                ? "Basic " + Base64.getEncoder().encodeToString(("bot@example.org:" + FakeJira.TOKEN).getBytes())
                : "Bearer " + FakeJira.TOKEN;
    }

    private static Map<String, Tracker> trackers(String name, Map<String, String> settings) {
        Map<String, String> properties = new HashMap<>(Map.of("manabi.trackers.timeout", "1s"));
        settings.forEach((key, value) -> properties.put("manabi.trackers.\"" + name + "\"." + key, value));
        return new Trackers(read(properties), Clock.systemUTC()).all();
    }

    /** One of each kind, with one setting that is different. */
    private static TrackerConfig config(String setting, String value) {
        Map<String, String> properties = new HashMap<>();
        properties.put("manabi.trackers.hub.kind", "github");
        properties.put("manabi.trackers.hub.repository", "acme/ops");
        properties.put("manabi.trackers.hub.token", SECRET);
        properties.put("manabi.trackers.board.kind", "jira");
        properties.put("manabi.trackers.board.base-url", "https://jira.example");
        properties.put("manabi.trackers.board.project", "OPS");
        properties.put("manabi.trackers.board.token", SECRET);
        properties.put("manabi.trackers.cloud.kind", "jira-cloud");
        properties.put("manabi.trackers.cloud.base-url", "https://example.atlassian.net");
        properties.put("manabi.trackers.cloud.user", "bot@example.org");
        properties.put("manabi.trackers.cloud.project", "OPS");
        properties.put("manabi.trackers.cloud.token", SECRET);
        properties.put("manabi.trackers." + setting, value);
        return read(properties);
    }

    private static TrackerConfig read(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withMapping(TrackerConfig.class)
                .withConverter(java.time.Duration.class, 200, new io.quarkus.runtime.configuration.DurationConverter())
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(TrackerConfig.class);
    }
}
