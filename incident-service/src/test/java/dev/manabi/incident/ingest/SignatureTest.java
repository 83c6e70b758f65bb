package dev.manabi.incident.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vendors' own test values. */
class SignatureTest {

    private static final String SLACK_SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
    private static final String SLACK_BODY = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
            + "&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
            + "&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J"
            + "%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
    private static final String SLACK_SIGNATURE = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";

    @Test
    void github() {
        Delivery right = delivery(
                "Hello, World!",
                "x-hub-signature-256",
                "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");
        assertThat(new GitHub().isAuthentic(right, "It's a Secret to Everybody"))
                .isTrue();
        assertThat(new GitHub().isAuthentic(right, "It's no Secret to Everybody"))
                .isFalse();
        assertThat(new GitHub().isAuthentic(delivery("Hello, World!"), "It's a Secret to Everybody"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "1531420618, true",
        "1531420678, true",
        "1531420918, true",
        "1531420919, false",
        "1531420318, true",
        "1531420317, false"
    })
    void slack_within_five_minutes(long now, boolean authentic) {
        Delivery delivery = slack(SLACK_BODY, "1531420618", now);
        assertThat(new Slack().isAuthentic(delivery, SLACK_SECRET)).isEqualTo(authentic);
    }

    @Test
    void slack_of_another_body_or_time() {
        assertThat(new Slack().isAuthentic(slack(SLACK_BODY + "x", "1531420618", 1531420618), SLACK_SECRET))
                .isFalse();
        assertThat(new Slack().isAuthentic(slack(SLACK_BODY, "1531420619", 1531420618), SLACK_SECRET))
                .isFalse();
        assertThat(new Slack().isAuthentic(slack(SLACK_BODY, "soon", 1531420618), SLACK_SECRET))
                .isFalse();
    }

    private static Delivery slack(String body, String time, long now) {
        return new Delivery(
                Map.of("x-slack-request-timestamp", time, "x-slack-signature", SLACK_SIGNATURE),
                body.getBytes(StandardCharsets.UTF_8),
                com.fasterxml.jackson.databind.node.MissingNode.getInstance(),
                Instant.ofEpochSecond(now));
    }

    private static Delivery delivery(String body, String... header) {
        return Deliveries.unread(
                header.length == 0 ? Map.of() : Map.of(header[0], header[1]),
                body.getBytes(StandardCharsets.UTF_8),
                Instant.EPOCH);
    }
}
