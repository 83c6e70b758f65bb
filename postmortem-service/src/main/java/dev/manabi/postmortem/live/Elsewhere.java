package dev.manabi.postmortem.live;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Who is there through other replicas, as these say again and again. */
final class Elsewhere {

    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final Map<String, Heard> people = new LinkedHashMap<>();

    private record Heard(ServerMessage.Presence presence, Instant at) {}

    /** @return whether nobody has said so before */
    boolean hear(ServerMessage.Presence presence, Instant now) {
        return people.put(presence.id(), new Heard(presence, now)) == null;
    }

    /** @return whether they were there */
    boolean leave(String id) {
        return people.remove(id) != null;
    }

    /** Forgets those of whom nothing was heard for long, and names them: their replica may have been lost. */
    List<String> forget(Instant now) {
        List<String> lost = people.entrySet().stream()
                .filter(one -> one.getValue().at().isBefore(now.minus(SILENCE)))
                .map(Map.Entry::getKey)
                .toList();
        lost.forEach(people::remove);
        return lost;
    }

    Stream<ServerMessage.Presence> presences() {
        return people.values().stream().map(Heard::presence);
    }
}
