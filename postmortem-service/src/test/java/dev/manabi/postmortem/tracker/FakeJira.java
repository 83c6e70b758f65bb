package dev.manabi.postmortem.tracker;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A project {@code OPS} whose issues go from Backlog over Doing to Released, and from there back to the Backlog. */
public final class FakeJira extends FakeServer {

    public static final String TOKEN = "jira-secret-of-the-test";
    private static final Pattern UPDATED = Pattern.compile("updated >= \"-(\\d+)m\"");
    private static final Pattern LABEL = Pattern.compile("labels = \"([^\"]+)\"");

    private final boolean cloud;
    private final String authorization;
    private final List<Issue> issues = new ArrayList<>();

    /** One issue, as it stands. */
    public static final class Issue {
        public final String key;
        public final JsonNode fields;
        public final TreeSet<String> labels = new TreeSet<>();
        public final List<String> comments = new ArrayList<>();
        public String status = "Backlog";
        Instant updatedAt = Instant.now();

        private Issue(String key, JsonNode fields) {
            this.key = key;
            this.fields = fields;
            fields.path("labels").forEach(label -> labels.add(label.asText()));
        }
    }

    public FakeJira(int port, boolean cloud, String authorization) {
        super(port);
        this.cloud = cloud;
        this.authorization = authorization;
    }

    public synchronized List<Issue> issues() {
        return List.copyOf(issues);
    }

    public synchronized Issue add(String summary) {
        Issue issue =
                new Issue("OPS-" + (issues.size() + 1), JSON.createObjectNode().put("summary", summary));
        issues.add(issue);
        return issue;
    }

    /** Somebody moves an issue. */
    public synchronized void set(String key, String status) {
        Issue issue = find(key);
        issue.status = status;
        issue.updatedAt = Instant.now();
    }

    private Issue find(String key) {
        return issues.stream().filter(one -> one.key.equals(key)).findFirst().orElseThrow();
    }

    @Override
    synchronized Answer answer(Asked request) {
        if (!request.authorization().equals(authorization)) {
            return new Answer(401, Map.of("errorMessages", List.of("Not logged in")));
        }
        String path = request.path().replaceFirst("^/rest/api/2", "");
        if (path.equals("/issue") && request.method().equals("POST")) {
            Issue issue = new Issue("OPS-" + (issues.size() + 1), request.body().path("fields"));
            issues.add(issue);
            return new Answer(201, Map.of("id", "1", "key", issue.key, "self", "https://elsewhere.example/1"));
        }
        if (path.equals(cloud ? "/search/jql" : "/search")) {
            return search(request.body());
        }
        Matcher one =
                Pattern.compile("/issue/(OPS-\\d+)(/transitions|/comment)?").matcher(path);
        if (!one.matches() || issues.stream().noneMatch(issue -> issue.key.equals(one.group(1)))) {
            return new Answer(404, Map.of("errorMessages", List.of("Issue does not exist")));
        }
        return answer(request, find(one.group(1)), String.valueOf(one.group(2)));
    }

    private static Answer answer(Asked request, Issue issue, String what) {
        boolean writes = !request.method().equals("GET");
        issue.updatedAt = writes ? Instant.now() : issue.updatedAt;
        if (what.equals("/comment")) {
            issue.comments.add(request.body().path("body").asText());
            return new Answer(201, Map.of("id", "1"));
        }
        if (what.equals("/transitions") && writes) {
            issue.status = request.body().at("/transition/id").asText().replaceFirst("to ", "");
            return new Answer(204, Map.of());
        }
        if (what.equals("/transitions")) {
            return new Answer(
                    200,
                    Map.of(
                            "transitions",
                            next(issue.status).stream()
                                    .map(to -> Map.of("id", "to " + to, "name", to, "to", status(to)))
                                    .toList()));
        }
        if (writes) {
            request.body()
                    .at("/update/labels")
                    .forEach(label -> issue.labels.add(label.path("add").asText()));
            return new Answer(204, Map.of());
        }
        return new Answer(200, json(issue));
    }

    private static List<String> next(String status) {
        return switch (status) {
            case "Backlog" -> List.of("Doing", "Released");
            case "Doing" -> List.of("Backlog", "Released");
            case "Stuck" -> List.of("Doing");
            default -> List.of("Backlog");
        };
    }

    private Answer search(JsonNode body) {
        String jql = body.path("jql").asText();
        Matcher label = LABEL.matcher(jql);
        Matcher updated = UPDATED.matcher(jql);
        if (!jql.startsWith("project = \"OPS\" AND ") || !jql.endsWith(" ORDER BY key ASC") || !label.find()) {
            return new Answer(400, Map.of("errorMessages", List.of("Error in the JQL Query")));
        }
        Instant since =
                updated.find() ? Instant.now().minusSeconds(60 * Long.parseLong(updated.group(1))) : Instant.EPOCH;
        List<Issue> found = issues.stream()
                .filter(issue -> issue.labels.contains(label.group(1)) && !issue.updatedAt.isBefore(since))
                .toList();
        int start = cloud
                ? body.path("nextPageToken").asInt()
                : body.path("startAt").asInt();
        int size = body.path("maxResults").asInt();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(
                "issues",
                found.stream().skip(start).limit(size).map(FakeJira::json).toList());
        if (!cloud) {
            answer.put("total", found.size());
        }
        if (cloud && start + size < found.size()) {
            answer.put("nextPageToken", Integer.toString(start + size));
        }
        return new Answer(200, answer);
    }

    private static Map<String, Object> json(Issue issue) {
        return Map.of("key", issue.key, "fields", Map.of("status", status(issue.status)));
    }

    private static Map<String, Object> status(String name) {
        String category =
                switch (name) {
                    case "Backlog" -> "new";
                    case "Released" -> "done";
                    default -> "indeterminate";
                };
        return Map.of("name", name, "statusCategory", Map.of("key", category));
    }
}
