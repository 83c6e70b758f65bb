package dev.manabi.incident.metrics;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Refuses to start with settings that could not work, and names them. Says so where there is no Prometheus. */
@Startup
@ApplicationScoped
public class PrometheusCheck {

    private static final Logger LOG = Logger.getLogger(PrometheusCheck.class);
    private static final Duration LONGEST_MARGIN = Duration.ofDays(7);

    PrometheusCheck(PrometheusConfig config) {
        check(config);
        if (config.url().isEmpty()) {
            LOG.info("manabi.prometheus.url is empty: incidents get no graphs");
        }
    }

    static void check(PrometheusConfig config) {
        require(
                config.url().map(PrometheusCheck::isAddress).orElse(true),
                "url",
                "must be an http or https address without user, query and fragment");
        require(
                config.bearerToken().isEmpty() || config.username().isEmpty(),
                "bearer-token",
                "cannot be used together with manabi.prometheus.username");
        require(
                config.bearerToken().map(PrometheusCheck::isVisible).orElse(true),
                "bearer-token",
                "must be visible ASCII without blanks");
        require(
                config.username().isPresent() == config.password().isPresent(),
                config.username().isPresent() ? "password" : "username",
                "is missing: basic authentication needs username and password");
        require(config.username().map(name -> !name.contains(":")).orElse(true), "username", "cannot have a colon");
        require(config.timeout().compareTo(Duration.ofSeconds(1)) >= 0, "timeout", "must be at least 1s");
        require(isLonger(config.lease(), config.timeout()), "lease", "must be longer than manabi.prometheus.timeout");
        require(
                !config.margin().isNegative() && !isLonger(config.margin(), LONGEST_MARGIN),
                "margin",
                "must be from 0 to 7 days");
        require(isLonger(config.firstPause(), Duration.ZERO), "first-pause", "must be longer than 0");
        require(
                !isLonger(config.firstPause(), config.longestPause()),
                "longest-pause",
                "must not be shorter than manabi.prometheus.first-pause");
        require(isLonger(config.giveUpAfter(), Duration.ZERO), "give-up-after", "must be longer than 0");
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

    private static boolean isVisible(String token) {
        return token.chars().allMatch(one -> one > ' ' && one < 127);
    }

    private static boolean isLonger(Duration one, Duration other) {
        return one.compareTo(other) > 0;
    }

    /** The value itself is not shown: it may hold a secret. */
    private static void require(boolean holds, String setting, String what) {
        if (!holds) {
            throw new IllegalStateException("manabi.prometheus." + setting + " " + what + ".");
        }
    }
}
