package dev.manabi.postmortem.tracker;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The trackers that action items can be sent to, and how stubbornly: {@code manabi.trackers."ops".kind=github} and so
 * on. A name has small letters, digits and hyphens.
 */
@ConfigMapping(prefix = "manabi.trackers")
public interface TrackerConfig {

    @WithParentName
    Map<String, Settings> all();

    /** How often it is looked what is to be sent, and what has changed there: one question for all issues. */
    @WithDefault("30s")
    Duration every();

    /** How long a tracker may take to answer. */
    @WithDefault("10s")
    Duration timeout();

    /** After this time another replica takes over from one that has died; at least 12 times the timeout. */
    @WithDefault("2m")
    Duration lease();

    /** The pause after the first failure; each is twice the one before. */
    @WithDefault("30s")
    Duration firstPause();

    @WithDefault("1h")
    Duration longestPause();

    /** What kind of tracker it is. */
    enum Kind {
        GITHUB,
        /** Jira Server or Data Center. */
        JIRA,
        JIRA_CLOUD
    }

    /** One tracker. */
    interface Settings {

        /** {@code github}, {@code jira} (Server, Data Center) or {@code jira-cloud}. */
        Kind kind();

        /**
         * GitHub's API, {@code https://github.example.org/api/v3}, by default {@code https://api.github.com}; or where
         * Jira is, {@code https://example.atlassian.net}. Nothing else is ever called: redirects are not followed.
         */
        Optional<String> baseUrl();

        /** Of GitHub: {@code owner/name}. */
        Optional<String> repository();

        /** Of Jira: the key of the project. */
        Optional<String> project();

        /** Of Jira: what kind of issue is made. */
        @WithDefault("Task")
        String issueType();

        /** Of Jira Cloud: the mail address of the account that the token belongs to. */
        Optional<String> user();

        /** A secret. */
        String token();
    }
}
