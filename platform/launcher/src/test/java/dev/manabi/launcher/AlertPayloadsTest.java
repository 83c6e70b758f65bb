package dev.manabi.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertPayloadsTest {

    private static final Path PROJECT = Path.of("../..").toAbsolutePath().normalize();
    private static final String FIRING = PROJECT + "/examples/alertmanager-checkout-firing.json";
    private static final String RESOLVED = PROJECT + "/examples/alertmanager-checkout-resolved.json";

    @Test
    void the_examples_become_a_new_occurrence_each_time() {
        AlertPayloads one = AlertPayloads.from(List.of(), PROJECT);
        AlertPayloads other = AlertPayloads.from(List.of(), PROJECT);
        assertThat(one.firing().get("groupKey")).isNotEqualTo(other.firing().get("groupKey"));
        assertThat(fingerprint(one.firing(), 0)).isNotEqualTo(fingerprint(other.firing(), 0));
        assertThat(one.endsAt()).isBetween(Instant.now().minusSeconds(180), Instant.now());
        assertThat(Duration.between(one.startsAt(), one.endsAt())).isEqualTo(Duration.ofMinutes(47));
    }

    @Test
    void the_resolved_twin_is_about_the_same_alerts() {
        AlertPayloads alerts = AlertPayloads.from(List.of(), PROJECT);
        assertThat(alerts.resolved().get("groupKey")).isEqualTo(alerts.firing().get("groupKey"));
        for (int i = 0; i < 2; i++) {
            JsonNode firing = alerts.firing().get("alerts").get(i);
            JsonNode resolved = alerts.resolved().get("alerts").get(i);
            assertThat(resolved.get("fingerprint")).isEqualTo(firing.get("fingerprint"));
            assertThat(resolved.get("startsAt")).isEqualTo(firing.get("startsAt"));
            assertThat(resolved.get("labels")).isEqualTo(firing.get("labels"));
            assertThat(firing.get("endsAt").asText()).isEqualTo("0001-01-01T00:00:00Z");
        }
        assertThat(fingerprint(alerts.firing(), 0))
                .matches("[0-9a-f]{16}")
                .isNotEqualTo(fingerprint(alerts.firing(), 1));
    }

    @Test
    void payloads_that_are_given_stay_as_they_are() {
        AlertPayloads alerts = AlertPayloads.from(List.of("--payload", FIRING, "--resolved", RESOLVED), PROJECT);
        assertThat(fingerprint(alerts.firing(), 0)).isEqualTo("6f1c0d9a4b27e853");
        assertThat(alerts.startsAt()).isEqualTo("2026-03-18T09:12:41.287Z");
        assertThat(alerts.after(0.5)).isEqualTo("2026-03-18T09:36:11.287Z");
        AlertPayloads fresh =
                AlertPayloads.from(List.of("--payload", FIRING, "--resolved", RESOLVED, "--fresh"), PROJECT);
        assertThat(fingerprint(fresh.firing(), 0)).isNotEqualTo("6f1c0d9a4b27e853");
    }

    @Test
    void an_argument_that_is_not_known_is_refused() {
        assertThatThrownBy(() -> AlertPayloads.from(List.of("--payload", FIRING), PROJECT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--resolved");
        assertThatThrownBy(() -> AlertPayloads.from(List.of("--payload", FIRING, "--resolved"), PROJECT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AlertPayloads.from(List.of("--quick"), PROJECT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String fingerprint(JsonNode payload, int alert) {
        return payload.get("alerts").get(alert).get("fingerprint").asText();
    }
}
