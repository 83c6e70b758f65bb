package dev.manabi.incident.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.manabi.incident.incident.domain.Alert;
import dev.manabi.incident.incident.domain.EntryKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a delivery says, in our terms. */
sealed interface Told {

    /** Alerts with a beginning each, told together. */
    interface Group {
        String key();

        List<Alert> alerts();

        /** Of these of them alone. */
        About about(List<Alert> some);
    }

    record Alerts(Group group) implements Told {}

    /** In the order in which they happened. */
    record Happenings(List<Happening> happenings) implements Told {}

    /**
     * A fact for the timelines of incidents that are under way.
     *
     * @param id the source's own, the same in every delivery of it
     * @param number of the one incident that it belongs to; null where it belongs to all of the service
     */
    record Fact(
            String id,
            @Nullable String number,
            @Nullable String service,
            Instant at,
            EntryKind kind,
            String text,
            @Nullable String url) {}

    record Facts(List<Fact> facts) implements Told {}

    /** Nothing that concerns an incident. */
    record Nothing(String why) implements Told {}

    /** The source wants to hear something back, and no more. */
    record Reply(JsonNode answer) implements Told {}
}
