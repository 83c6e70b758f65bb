package dev.manabi.incident.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrometheusCheckTest {

    @Test
    void what_is_usual_is_taken() {
        PrometheusCheck.check(config());
        PrometheusCheck.check(config("url", "http://prometheus:9090"));
        PrometheusCheck.check(config("url", "https://example.org/prometheus/", "bearer-token", "abc.def"));
        PrometheusCheck.check(config("url", "http://[::1]:9090", "username", "manabi", "password", "s: é"));
        assertThat(config("url", "").url()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "url, prometheus:9090",
        "url, ftp://prometheus",
        "url, 'http://prometheus:9090/a b'",
        "url, http://",
        "url, http://user:secret-of-ours@prometheus:9090",
        "url, http://prometheus:9090/?query=secret-of-ours",
        "url, http://prometheus:9090/#secret-of-ours",
        "bearer-token, 'secret-of-ours\nX-Injected: yes'",
        "timeout, 0s",
        "timeout, 3m",
        "lease, 30s",
        "margin, -1s",
        "margin, 8d",
        "first-pause, 0s",
        "longest-pause, 1s",
        "give-up-after, 0s",
        "password, secret-of-ours",
        "username, secret-of-ours"
    })
    void what_cannot_work_is_refused_and_named_without_being_told(String setting, String value) {
        assertThatThrownBy(() -> PrometheusCheck.check(config(setting, value)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("manabi.prometheus.")
                .hasMessageContaining(setting)
                .hasMessageNotContaining("secret-of-ours");
    }

    @Test
    void two_ways_of_proving_oneself_are_one_too_many() {
        assertThatThrownBy(() -> PrometheusCheck.check(config("bearer-token", "a", "username", "b", "password", "c")))
                .hasMessageContaining("manabi.prometheus.bearer-token")
                .hasMessageContaining("manabi.prometheus.username");
    }

    private static PrometheusConfig config(String... settings) {
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            properties.put("manabi.prometheus." + settings[i], settings[i + 1]);
        }
        return new SmallRyeConfigBuilder()
                .withMapping(PrometheusConfig.class)
                .withConverter(java.time.Duration.class, 200, new io.quarkus.runtime.configuration.DurationConverter())
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(PrometheusConfig.class);
    }
}
