package dev.manabi.postmortem.tracker;

import dev.manabi.postmortem.tracker.TrackerConfig.Kind;
import dev.manabi.postmortem.tracker.TrackerConfig.Settings;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The trackers that there are. With settings that could not work the service does not start, and names them. */
@Startup
@ApplicationScoped
public class Trackers {

    /** For one errand: the pages to look for an issue, and making it. */
    private static final int MOST_CALLS = 12;

    private static final String GITHUB = "https://api.github.com";

    private final HttpClient http;
    private final SortedMap<String, Tracker> byName;

    Trackers(TrackerConfig config, Clock clock) {
        check(config);
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(config.timeout())
                .build();
        SortedMap<String, Tracker> trackers = new TreeMap<>();
        config.all().forEach((name, settings) -> trackers.put(name, tracker(settings, config.timeout(), clock)));
        this.byName = Collections.unmodifiableSortedMap(trackers);
    }

    @PreDestroy
    void close() {
        http.shutdownNow();
    }

    public SortedMap<String, Tracker> all() {
        return byName;
    }

    private Tracker tracker(Settings settings, Duration timeout, Clock clock) {
        String base = settings.baseUrl().orElse(GITHUB).replaceFirst("/+$", "");
        return switch (settings.kind()) {
            case GITHUB ->
                new GitHub(http, base, settings.repository().orElseThrow(), settings.token(), timeout, clock);
            case JIRA, JIRA_CLOUD ->
                new Jira(
                        http,
                        base,
                        settings.kind() == Kind.JIRA_CLOUD,
                        settings.project().orElseThrow(),
                        settings.issueType(),
                        authorization(settings),
                        timeout,
                        clock);
        };
    }

    private static String authorization(Settings settings) {
        return settings.user()
                .map(user -> "Basic "
                        + Base64.getEncoder()
                                .encodeToString((user + ":" + settings.token()).getBytes(StandardCharsets.UTF_8)))
                .orElseGet(() -> "Bearer " + settings.token());
    }

    static void check(TrackerConfig config) {
        requireLonger(config.every(), Duration.ZERO, "every", "0s");
        require(config.timeout().compareTo(Duration.ofSeconds(1)) >= 0, "timeout", "must be at least 1s");
        require(
                config.lease().compareTo(config.timeout().multipliedBy(MOST_CALLS)) >= 0,
                "lease",
                "must be at least " + MOST_CALLS + " times manabi.trackers.timeout: so often may one errand ask");
        requireLonger(config.firstPause(), Duration.ZERO, "first-pause", "0s");
        require(
                config.longestPause().compareTo(config.firstPause()) >= 0,
                "longest-pause",
                "must not be shorter than manabi.trackers.first-pause");
        config.all().forEach(Trackers::check);
    }

    private static void check(String name, Settings settings) {
        require(name.matches("[a-z0-9][a-z0-9-]{0,39}"), name, "has another name than small letters, digits, hyphens");
        require(isSecret(settings.token()), name + ".token", "must be visible ASCII without blanks");
        require(
                settings.baseUrl().map(Trackers::isAddress).orElse(settings.kind() == Kind.GITHUB),
                name + ".base-url",
                "must be an http or https address without user, query and fragment");
        switch (settings.kind()) {
            case GITHUB ->
                require(
                        matches(
                                settings.repository(),
                                "[A-Za-z0-9][A-Za-z0-9-]{0,38}/(?!\\.{1,2}$)[A-Za-z0-9._-]{1,100}"),
                        name + ".repository",
                        "must be owner/name");
            case JIRA, JIRA_CLOUD ->
                require(
                        matches(settings.project(), "[A-Z][A-Z0-9_]{1,30}"),
                        name + ".project",
                        "must be the key of a project, for instance OPS");
        }
        boolean needsUser = settings.kind() == Kind.JIRA_CLOUD;
        require(
                !needsUser || matches(settings.user(), "[^:\\s]{1,200}"),
                name + ".user",
                "must be the mail address of the account that the token belongs to");
    }

    private static boolean matches(Optional<String> value, String pattern) {
        return value.map(text -> text.matches(pattern)).orElse(false);
    }

    private static boolean isSecret(String token) {
        return !token.isEmpty() && token.chars().allMatch(one -> one > ' ' && one < 127);
    }

    private static boolean isAddress(String url) {
        try {
            URI address = new URI(url);
            return ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
                    && address.getHost() != null
                    && address.getRawUserInfo() == null
                    && address.getRawQuery() == null
                    && address.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static void requireLonger(Duration one, Duration other, String setting, String words) {
        require(one.compareTo(other) > 0, setting, "must be longer than " + words);
    }

    /** The value itself is not shown: it may hold a secret. */
    private static void require(boolean holds, String setting, String what) {
        if (!holds) {
            throw new IllegalStateException("manabi.trackers." + setting + " " + what + ".");
        }
    }
}
