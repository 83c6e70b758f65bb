package dev.manabi.postmortem.tracker;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A repository {@code acme/ops} whose issues behave as GitHub documents them. */
public final class FakeGitHub extends FakeServer {

    public static final String TOKEN = "ghp_a-secret-of-the-test";
    private static final String ISSUES = "/api/v3/repos/acme/ops/issues";

    private final List<Issue> issues = new ArrayList<>();

    /** One issue, as it stands. */
    public static final class Issue {
        public final int number;
        public final String title;
        public final String body;
        public final List<String> comments = new ArrayList<>();
        public String state = "open";
        public @Nullable String reason;
        boolean isPullRequest;
        final Instant createdAt = now();
        Instant updatedAt = createdAt;

        private Issue(int number, String title, String body) {
            this.number = number;
            this.title = title;
            this.body = body;
        }
    }

    public FakeGitHub(int port) {
        super(port);
    }

    public synchronized List<Issue> issues() {
        return List.copyOf(issues);
    }

    /** Somebody writes an issue by hand. */
    public synchronized Issue add(String title) {
        Issue issue = new Issue(issues.size() + 1, title, "");
        issues.add(issue);
        return issue;
    }

    /** Somebody closes or opens an issue. */
    public synchronized void set(int number, String state, @Nullable String reason) {
        Issue issue = issues.get(number - 1);
        issue.state = state;
        issue.reason = reason;
        issue.updatedAt = now();
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    @Override
    synchronized Answer answer(Asked request) {
        if (!request.authorization().equals("Bearer " + TOKEN)) {
            return new Answer(401, Map.of("message", "Bad credentials"));
        }
        String path = request.path();
        if (path.equals(ISSUES)) {
            return request.method().equals("POST") ? create(request) : list(request);
        }
        if (!path.matches(ISSUES + "/\\d+(/comments)?")) {
            return new Answer(404, Map.of("message", "Not Found"));
        }
        int number = Integer.parseInt(path.replaceAll("^.*/issues/(\\d+).*$", "$1"));
        if (number > issues.size()) {
            return new Answer(404, Map.of("message", "Not Found"));
        }
        Issue issue = issues.get(number - 1);
        issue.updatedAt = request.method().equals("GET") ? issue.updatedAt : now();
        if (path.endsWith("/comments")) {
            issue.comments.add(request.body().path("body").asText());
            return new Answer(201, Map.of("id", 1));
        }
        if (request.method().equals("PATCH")) {
            issue.state = request.body().path("state").asText();
            issue.reason = request.body().path("state_reason").asText(null);
        }
        return new Answer(200, json(issue));
    }

    private Answer create(Asked request) {
        String title = request.body().path("title").asText();
        if (title.isBlank()) {
            return new Answer(422, Map.of("message", "Validation Failed"));
        }
        Issue issue =
                new Issue(issues.size() + 1, title, request.body().path("body").asText());
        issues.add(issue);
        return new Answer(201, json(issue));
    }

    private Answer list(Asked request) {
        Map<String, String> query = request.query();
        Comparator<Issue> order = query.get("sort").equals("updated")
                ? Comparator.comparing((Issue one) -> one.updatedAt)
                : Comparator.comparing((Issue one) -> one.createdAt);
        int page = Integer.parseInt(query.get("page"));
        int size = Integer.parseInt(query.get("per_page"));
        return new Answer(
                200,
                issues.stream()
                        .filter(one -> !one.updatedAt.isBefore(Instant.parse(query.get("since"))))
                        .sorted(query.get("direction").equals("asc") ? order : order.reversed())
                        .skip((page - 1L) * size)
                        .limit(size)
                        .map(FakeGitHub::json)
                        .toList());
    }

    private static Map<String, Object> json(Issue issue) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("number", issue.number);
        json.put("title", issue.title);
        json.put("body", issue.body);
        json.put("state", issue.state);
        json.put("state_reason", issue.reason);
        json.put("updated_at", issue.updatedAt.toString());
        json.put("html_url", "https://elsewhere.example/" + issue.number);
        if (issue.isPullRequest) {
            json.put("pull_request", Map.of());
        }
        return json;
    }
}
