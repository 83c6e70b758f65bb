package dev.manabi.notification.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.manabi.testkit.NodePackages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What we sign is verified by the package that receivers use. */
class StandardWebhooksTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BODY =
            "{\"type\":\"manabi.postmortem.published.v1\",\"data\":{\"title\":\"決済が失敗する🔥\"}}";

    @Test
    void receivers_find_our_signatures_to_be_right_and_others_wrong() throws IOException {
        String old = StandardWebhooks.newSecret();
        String secret = StandardWebhooks.newSecret();
        String stranger = StandardWebhooks.newSecret();
        Instant now = Instant.now();
        Map<String, String> headers = sign(now, List.of(secret, old));
        Map<String, String> yesterday = sign(now.minusSeconds(86_400), List.of(secret));
        List<String> lines = new ArrayList<>();
        lines.add(line(secret, headers, BODY));
        lines.add(line(old, headers, BODY));
        lines.add(line(stranger, headers, BODY));
        lines.add(line(secret, headers, BODY.replace("published", "drafted")));
        lines.add(line(secret, yesterday, BODY));
        Path file = Files.createTempFile("signed", ".jsonl");
        Files.write(file, lines);
        assertThat(NodePackages.install(Path.of("src/test/node")).run("verify.mjs", file.toString()))
                .containsExactly(
                        "ok",
                        "ok",
                        "No matching signature found",
                        "No matching signature found",
                        "Message timestamp too old");
    }

    private static Map<String, String> sign(Instant at, List<String> secrets) {
        return StandardWebhooks.headers("msg_1", at, BODY.getBytes(StandardCharsets.UTF_8), secrets);
    }

    private static String line(String secret, Map<String, String> headers, String body) throws IOException {
        return JSON.writeValueAsString(Map.of("secret", secret, "headers", headers, "body", body));
    }

    /** The vector that implementations of the specification are published with. */
    @Test
    void the_published_example_is_signed_as_published() {
        assertThat(StandardWebhooks.headers(
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        Instant.ofEpochSecond(1_614_265_330),
                        "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8),
                        List.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")))
                .isEqualTo(Map.of(
                        "webhook-id",
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        "webhook-timestamp",
                        "1614265330",
                        "webhook-signature",
                        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
    }
}
