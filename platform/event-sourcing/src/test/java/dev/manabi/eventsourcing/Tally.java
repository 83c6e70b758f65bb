package dev.manabi.eventsourcing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A small aggregate for the tests: something that is opened and counted. */
sealed interface Tally {

    record Opened(String name, @Nullable String note) implements Tally {}

    record Counted(UUID command, int by) implements Tally {}

    EventTypes<Tally> TYPES =
            EventTypes.<Tally>of("tally").with("tally-opened.v1", Opened.class).with("tally-counted.v1", Counted.class);

    /** Microseconds, as PostgreSQL keeps them. */
    Instant NOON = Instant.parse("2026-03-09T12:00:00.123456Z");

    static Cause cause() {
        return new Cause("mei", NOON, Ids.next(), null, null);
    }

    /** The events as they will stand in the stream after {@code from}, all of one cause. */
    static List<Recorded<Tally>> recorded(UUID stream, long from, Cause cause, Tally... events) {
        List<Recorded<Tally>> recorded = new ArrayList<>();
        for (Tally event : events) {
            recorded.add(new Recorded<>(stream, from + recorded.size() + 1, event, cause.newEvent()));
        }
        return recorded;
    }

    static List<Recorded<Tally>> recorded(UUID stream, long from, Tally... events) {
        return recorded(stream, from, cause(), events);
    }

    /** One message for each event, with the stream as its key and the version among its headers. */
    static List<OutgoingMessage> messages(List<Recorded<Tally>> recorded) {
        return recorded.stream()
                .map(one -> new OutgoingMessage(
                        one.metadata().id(),
                        "tallies",
                        one.streamId().toString(),
                        Map.of("version", Long.toString(one.version())),
                        TYPES.write(one.event())))
                .toList();
    }

    /** Appends the events with a message for each. */
    static List<Recorded<Tally>> append(EventStore store, UUID stream, long from, Tally... events) {
        List<Recorded<Tally>> recorded = recorded(stream, from, events);
        store.append(TYPES, stream, from, recorded, messages(recorded));
        return recorded;
    }
}
