package dev.manabi.postmortem.tracker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.manabi.postmortem.tracker.TrackerFailure.Away;
import dev.manabi.postmortem.tracker.TrackerFailure.Refused;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Issues of one project in Jira, by version 2 of its REST API, which takes plain text in the cloud as well as on
 * servers. They only differ in how one searches. Ours carry a label, so that one question finds all that have changed.
 */
final class Jira implements Tracker {

    private static final Logger LOG = Logger.getLogger(Jira.class);
    private static final String LABEL = "manabi";
    private static final String DONE = "done";
    private static final int PAGE = 50;
    private static final int PAGES = 40;

    /** What Jira has stored shows up in its searches a little later. */
    private static final Duration LAG = Duration.ofMinutes(5);

    private final TrackerHttp http;
    private final boolean cloud;
    private final String project;
    private final String issueType;
    private final String web;
    private final Pattern address;
    private final Clock clock;

    /**
     * @param base without a slash at its end
     * @param authorization the header as it is sent
     */
    Jira(
            HttpClient client,
            String base,
            boolean cloud,
            String project,
            String issueType,
            String authorization,
            Duration timeout,
            Clock clock) {
        this.http = new TrackerHttp(
                client,
                base + "/rest/api/2",
                timeout,
                Map.of("Accept", "application/json", "Authorization", authorization),
                clock);
        this.cloud = cloud;
        this.project = project;
        this.issueType = issueType;
        this.web = base + "/browse/";
        this.address = Pattern.compile(Pattern.quote(web) + "(" + Pattern.quote(project) + "-[1-9][0-9]{0,17})/?");
        this.clock = clock;
    }

    @Override
    public Issue create(NewIssue issue) {
        JsonNode made = http.send(
                "POST",
                "/issue",
                Map.of(
                        "fields",
                        Map.of(
                                "project", Map.of("key", project),
                                "issuetype", Map.of("name", issueType),
                                "summary", issue.title(),
                                "description", issue.text(),
                                "labels", List.of(LABEL, label(issue.marker())))));
        return new Issue(key(made), State.OPEN);
    }

    @Override
    public Optional<Issue> find(UUID marker, Instant since) {
        return search("labels = \"" + label(marker) + "\"", 0, null).issues().stream()
                .findFirst();
    }

    private static String label(UUID marker) {
        return LABEL + "-" + marker;
    }

    @Override
    public Issue adopt(String key) {
        http.send("PUT", "/issue/" + key, Map.of("update", Map.of("labels", List.of(Map.of("add", LABEL)))));
        return read(key);
    }

    @Override
    public Issue read(String key) {
        return issue(http.get("/issue/" + key + "?fields=status"));
    }

    /** Whatever the workflow calls it: the category of where a transition leads to is what counts. */
    @Override
    public void move(String key, State to, String comment) {
        boolean close = to != State.OPEN;
        if ((read(key).state() != State.OPEN) == close) {
            return;
        }
        String path = "/issue/" + key + "/transitions";
        String transition = StreamSupport.stream(
                        http.get(path).path("transitions").spliterator(), false)
                .filter(one -> isDone(one.path("to")) == close)
                .map(one -> one.path("id").asText())
                .findFirst()
                .orElseThrow(() -> new Refused("From where " + key + " stands, its workflow has no step that "
                        + (close ? "closes" : "reopens") + " it."));
        http.send("POST", path, Map.of("transition", Map.of("id", transition)));
        try {
            http.send("POST", "/issue/" + key + "/comment", Map.of("body", comment));
        } catch (TrackerFailure e) {
            LOG.warnf("%s has moved without a comment. %s", address(key), e.reason());
        }
    }

    /** Relative to now, since Jira takes times for those of the account's time zone. */
    @Override
    public Changes changedSince(Instant since) {
        Instant now = clock.instant();
        long minutes = Math.max(1, Duration.between(since, now).plus(LAG).toMinutes());
        String jql = "labels = \"" + LABEL + "\" AND updated >= \"-" + minutes + "m\"";
        List<Issue> changed = new ArrayList<>();
        Page page = search(jql, 0, null);
        changed.addAll(page.issues());
        for (int pages = 1; !page.isLast(); pages++) {
            if (pages == PAGES) {
                throw new Away("More of its issues have changed since " + since + " than can be asked for.", null);
            }
            page = search(jql, changed.size(), page.next());
            changed.addAll(page.issues());
        }
        return new Changes(changed, now);
    }

    private record Page(List<Issue> issues, @Nullable String next, boolean isLast) {}

    /**
     * In an order that stays while issues change.
     *
     * @param startAt where a server is to go on
     * @param next where the cloud is to go on, null for the beginning
     */
    private Page search(String condition, int startAt, @Nullable String next) {
        Map<String, Object> question = new LinkedHashMap<>();
        question.put("jql", "project = \"" + project + "\" AND " + condition + " ORDER BY key ASC");
        question.put("fields", List.of("status"));
        question.put("maxResults", PAGE);
        if (!cloud) {
            question.put("startAt", startAt);
            JsonNode answer = http.send("POST", "/search", question);
            List<Issue> found = issues(answer);
            return new Page(
                    found,
                    null,
                    found.isEmpty()
                            || startAt + found.size() >= answer.path("total").asInt());
        }
        if (next != null) {
            question.put("nextPageToken", next);
        }
        JsonNode answer = http.send("POST", "/search/jql", question);
        String token = answer.path("nextPageToken").asText("");
        return new Page(issues(answer), token, token.isEmpty());
    }

    private static List<Issue> issues(JsonNode answer) {
        if (!answer.path("issues").isArray()) {
            throw new Away("What answered for it did not answer like it.", null);
        }
        return StreamSupport.stream(answer.path("issues").spliterator(), false)
                .map(Jira::issue)
                .toList();
    }

    private static Issue issue(JsonNode json) {
        return new Issue(key(json), isDone(json.path("fields").path("status")) ? State.DONE : State.OPEN);
    }

    private static String key(JsonNode json) {
        String key = json.path("key").asText();
        if (!key.matches("[A-Z][A-Z0-9_]{0,30}-[1-9][0-9]{0,17}")) {
            throw new Away("What answered for it did not answer like it.", null);
        }
        return key;
    }

    private static boolean isDone(JsonNode status) {
        return status.path("statusCategory").path("key").asText().equals(DONE);
    }

    @Override
    public Optional<String> keyOf(String url) {
        Matcher matcher = address.matcher(url);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    @Override
    public String example() {
        return project + "-12";
    }

    @Override
    public String address(String key) {
        return web + key;
    }
}
