package dev.manabi.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What Alertmanager says when it begins and when it is over.
 *
 * @param startsAt of the first alert
 * @param endsAt of the last one
 */
record AlertPayloads(ObjectNode firing, ObjectNode resolved, Instant startsAt, Instant endsAt) {

    /**
     * Reads {@code --payload FILE --resolved FILE [--fresh]}; without them, the pair of the examples, made fresh.
     *
     * @throws IllegalArgumentException when the arguments are others
     */
    static AlertPayloads from(List<String> arguments, Path project) {
        Path examples = project.resolve("examples");
        if (arguments.isEmpty()) {
            return read(
                            examples.resolve("alertmanager-checkout-firing.json"),
                            examples.resolve("alertmanager-checkout-resolved.json"))
                    .fresh(Instant.now());
        }
        boolean fresh = arguments.contains("--fresh");
        int payload = arguments.indexOf("--payload") + 1;
        int resolved = arguments.indexOf("--resolved") + 1;
        int known = (fresh ? 1 : 0) + 4;
        if (payload == 0 || resolved == 0 || arguments.size() != known || Math.max(payload, resolved) >= known) {
            throw new IllegalArgumentException(
                    "./manabi demo [--payload firing.json --resolved resolved.json [--fresh]]");
        }
        // ./manabi changes into the project's folder; a relative path is meant from where it was called.
        Path caller = Path.of(System.getProperty("manabi.caller", ""));
        AlertPayloads given = read(caller.resolve(arguments.get(payload)), caller.resolve(arguments.get(resolved)));
        return fresh ? given.fresh(Instant.now()) : given;
    }

    private static AlertPayloads read(Path firing, Path resolved) {
        ObjectNode begin = object(firing);
        ObjectNode end = object(resolved);
        Instant startsAt =
                times(begin, "startsAt").min(Comparator.naturalOrder()).orElseGet(Instant::now);
        Instant endsAt = times(end, "endsAt")
                .filter(time -> time.isAfter(startsAt))
                .max(Comparator.naturalOrder())
                .orElseGet(Instant::now);
        return new AlertPayloads(begin, end, startsAt, endsAt);
    }

    /** The same alerts as another occurrence that ended two minutes ago: new times, fingerprints and group. */
    AlertPayloads fresh(Instant now) {
        Duration shift = Duration.between(endsAt, now.minus(Duration.ofMinutes(2)));
        String run = UUID.randomUUID().toString().replace("-", "");
        ObjectNode begin = firing.deepCopy();
        ObjectNode end = resolved.deepCopy();
        for (ObjectNode payload : List.of(begin, end)) {
            payload.put("groupKey", payload.path("groupKey").asText() + "#" + run);
            for (JsonNode one : payload.path("alerts")) {
                ObjectNode alert = (ObjectNode) one;
                String fingerprint = alert.path("fingerprint").asText() + run;
                alert.put("fingerprint", hex(fingerprint));
                move(alert, "startsAt", shift);
                move(alert, "endsAt", shift);
            }
        }
        return new AlertPayloads(begin, end, startsAt.plus(shift), endsAt.plus(shift));
    }

    /** The moment after that share of the time between beginning and end, to the second. */
    Instant after(double share) {
        long seconds = Math.round(Duration.between(startsAt, endsAt).toSeconds() * share);
        return startsAt.plusSeconds(seconds);
    }

    private static String hex(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "")
                .substring(0, 16);
    }

    private static void move(ObjectNode alert, String field, Duration shift) {
        Instant time = Instant.parse(alert.path(field).asText());
        // The year 1 stands for "not yet".
        if (time.isAfter(Instant.EPOCH)) {
            alert.put(field, time.plus(shift).toString());
        }
    }

    private static Stream<Instant> times(ObjectNode payload, String field) {
        return StreamSupport.stream(payload.path("alerts").spliterator(), false)
                .map(alert -> Instant.parse(alert.path(field).asText()));
    }

    private static ObjectNode object(Path file) {
        try {
            if (Rest.JSON.readTree(Files.readString(file)) instanceof ObjectNode object) {
                return object;
            }
            throw new IllegalArgumentException(file + " holds no JSON object");
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
