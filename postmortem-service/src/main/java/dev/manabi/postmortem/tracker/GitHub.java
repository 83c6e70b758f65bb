package dev.manabi.postmortem.tracker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.manabi.postmortem.tracker.TrackerFailure.Away;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.DateTimeException;
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
import org.jboss.logging.Logger;

/** Issues of one repository on GitHub, by its REST API of version 2022-11-28. */
final class GitHub implements Tracker {

    private static final Logger LOG = Logger.getLogger(GitHub.class);
    private static final int PAGE = 50;
    private static final int PAGES = 10;

    private final TrackerHttp http;
    private final String issues;
    private final String web;
    private final Pattern address;

    /**
     * @param api without a slash at its end
     * @param repository {@code owner/name}
     */
    GitHub(HttpClient client, String api, String repository, String token, Duration timeout, Clock clock) {
        this.http = new TrackerHttp(
                client,
                api,
                timeout,
                Map.of(
                        "Accept", "application/vnd.github+json",
                        "X-GitHub-Api-Version", "2022-11-28",
                        "Authorization", "Bearer " + token),
                clock);
        this.issues = "/repos/" + repository + "/issues";
        this.web = site(api) + "/" + repository + "/issues/";
        this.address = Pattern.compile(Pattern.quote(web) + "([1-9][0-9]{0,17})/?", Pattern.CASE_INSENSITIVE);
    }

    /** Where people go: GitHub's own API has a host of its own, that of an enterprise a path. */
    private static String site(String api) {
        return api.equals("https://api.github.com") ? "https://github.com" : api.replaceFirst("/api/v3$", "");
    }

    @Override
    public Issue create(NewIssue issue) {
        return issue(http.send(
                "POST",
                issues,
                Map.of("title", issue.title(), "body", issue.text() + "\n\n<!-- " + marker(issue.marker()) + " -->")));
    }

    /** The list is exact; GitHub's search would know a new issue only after a while. */
    @Override
    public Optional<Issue> find(UUID marker, Instant since) {
        for (int page = 1; page <= PAGES; page++) {
            JsonNode found = list(since, "created", "desc", page);
            for (JsonNode issue : found) {
                if (issue.path("body").asText().contains(marker(marker))) {
                    return Optional.of(issue(issue));
                }
            }
            if (found.size() < PAGE) {
                return Optional.empty();
            }
        }
        throw new Away("It has changed so many issues since " + since + " that ours could not be looked for.", null);
    }

    private static String marker(UUID id) {
        return "manabi-action-item " + id;
    }

    /** Every issue of the repository is told of. */
    @Override
    public Issue adopt(String key) {
        return read(key);
    }

    @Override
    public Issue read(String key) {
        return issue(http.get(issues + "/" + key));
    }

    @Override
    public void move(String key, State to, String comment) {
        http.send("PATCH", issues + "/" + key, change(to));
        try {
            http.send("POST", issues + "/" + key + "/comments", Map.of("body", comment));
        } catch (TrackerFailure e) {
            LOG.warnf("%s has moved without a comment. %s", address(key), e.reason());
        }
    }

    private static Map<String, String> change(State to) {
        return switch (to) {
            case OPEN -> Map.of("state", "open");
            case DONE -> Map.of("state", "closed", "state_reason", "completed");
            case DROPPED -> Map.of("state", "closed", "state_reason", "not_planned");
        };
    }

    @Override
    public Changes changedSince(Instant since) {
        List<Issue> changed = new ArrayList<>();
        Instant from = since;
        int page = 1;
        for (int pages = 1; pages <= PAGES; pages++) {
            JsonNode found = list(from, "updated", "asc", page);
            Instant last = from;
            for (JsonNode issue : found) {
                last = time(issue.path("updated_at").asText());
                if (!issue.has("pull_request")) {
                    changed.add(issue(issue));
                }
            }
            // Not by page: what changes meanwhile moves to the end, and what follows it to the page before.
            page = last.equals(from) ? page + 1 : 1;
            from = last;
            if (found.size() < PAGE) {
                break;
            }
        }
        return new Changes(changed, from);
    }

    private JsonNode list(Instant since, String sort, String direction, int page) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("state", "all");
        query.put("since", Instant.ofEpochSecond(since.getEpochSecond()).toString());
        query.put("sort", sort);
        query.put("direction", direction);
        query.put("per_page", Integer.toString(PAGE));
        query.put("page", Integer.toString(page));
        JsonNode found = http.get(issues + TrackerHttp.query(query));
        if (!found.isArray()) {
            throw new Away("What answered for it did not answer like it.", null);
        }
        return found;
    }

    private static Issue issue(JsonNode json) {
        long number = json.path("number").asLong();
        if (number < 1) {
            throw new Away("What answered for it did not answer like it.", null);
        }
        return new Issue(Long.toString(number), state(json));
    }

    private static State state(JsonNode json) {
        if (!json.path("state").asText().equals("closed")) {
            return State.OPEN;
        }
        return json.path("state_reason").asText().equals("not_planned") ? State.DROPPED : State.DONE;
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new Away("What answered for it did not answer like it.", null);
        }
    }

    @Override
    public Optional<String> keyOf(String url) {
        Matcher matcher = address.matcher(url);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    @Override
    public String example() {
        return "12";
    }

    @Override
    public String address(String key) {
        return web + key;
    }
}
