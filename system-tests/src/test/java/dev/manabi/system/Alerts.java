package dev.manabi.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What Alertmanager sends when something breaks, and when it works again. */
record Alerts(JsonNode firing, JsonNode resolved) {

    private static final Duration AGE = Duration.ofMinutes(50);

    /** The pair in {@code examples/}. */
    static Alerts example() {
        Path examples = TestedSystem.PROJECT.resolve("examples");
        return new Alerts(
                read(examples.resolve("alertmanager-checkout-firing.json")),
                read(examples.resolve("alertmanager-checkout-resolved.json")));
    }

    /** The pair that is shared between projects beside this one, where it is there. */
    static Optional<Alerts> shared() {
        Path folder = sharedFolder();
        Path firing = folder.resolve("v4_firing_two_alerts.json");
        Path resolved = folder.resolve("v4_resolved_derived.json");
        return Files.exists(firing) && Files.exists(resolved)
                ? Optional.of(new Alerts(read(firing), read(resolved)))
                : Optional.empty();
    }

    static Path sharedFolder() {
        return TestedSystem.PROJECT.resolveSibling("shared").resolve("data/webhooks/alertmanager");
    }

    String name() {
        return firing.at("/commonLabels/alertname").asText();
    }

    /** The same happening to other machines less than an hour ago: nothing that is known yet. */
    Alerts asNew(UUID identity) {
        Instant first = Instant.parse(firing.at("/alerts/0/startsAt").asText());
        Duration shift = Duration.between(first, Instant.now().minus(AGE));
        return new Alerts(renewed(firing, identity, shift), renewed(resolved, identity, shift));
    }

    private static JsonNode renewed(JsonNode payload, UUID identity, Duration shift) {
        ObjectNode copy = payload.deepCopy();
        copy.put("groupKey", payload.path("groupKey").asText() + "/" + identity);
        for (JsonNode alert : copy.path("alerts")) {
            ObjectNode one = (ObjectNode) alert;
            String fingerprint = one.path("fingerprint").asText() + identity;
            one.put(
                    "fingerprint",
                    UUID.nameUUIDFromBytes(fingerprint.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                            .toString());
            one.put("startsAt", shifted(one.path("startsAt").asText(), shift));
            if (one.path("status").asText().equals("resolved")) {
                one.put("endsAt", shifted(one.path("endsAt").asText(), shift));
            }
        }
        return copy;
    }

    private static String shifted(String time, Duration shift) {
        return Instant.parse(time).plus(shift).toString();
    }

    private static JsonNode read(Path file) {
        try {
            return Client.JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
