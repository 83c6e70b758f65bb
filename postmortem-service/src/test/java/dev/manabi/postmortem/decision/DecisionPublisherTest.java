package dev.manabi.postmortem.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.contracts.PostmortemMessage;
import dev.manabi.contracts.PostmortemMessage.Criterion;
import dev.manabi.contracts.PublicEvent;
import dev.manabi.eventsourcing.EventMetadata;
import dev.manabi.eventsourcing.Recorded;
import dev.manabi.postmortem.decision.domain.DecisionDecider;
import dev.manabi.postmortem.decision.domain.DecisionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DecisionPublisherTest {

    private static final UUID INCIDENT = UUID.fromString("0195a1c2-0000-7000-8000-0000000000a1");
    private static final Instant AT = Instant.parse("2026-03-02T11:30:00.123456Z");

    @Test
    void a_decision_is_told_with_its_explanation_unknowns_included() {
        assertThat(told("decision-made.v1"))
                .contains(new PostmortemMessage.DecisionMade(
                        UUID.fromString("0195a1c2-0000-7000-8000-0000000000c3"),
                        INCIDENT,
                        "INC-12",
                        UUID.fromString("0195a1c2-0000-7000-8000-0000000000d4"),
                        "default",
                        1,
                        "DUE",
                        List.of(
                                new Criterion(
                                        "user-visible-downtime",
                                        null,
                                        "visible to users: yes; downtime: unknown; degradation: unknown",
                                        "at least 5 min of downtime or 15 min of degradation"),
                                new Criterion("time-to-resolve", true, "47 min", "more than 30 min"),
                                new Criterion("data-loss", false, "no", null)),
                        "sam",
                        "Support had forty tickets about it",
                        AT));
    }

    @Test
    void requests_and_reopenings_show_in_the_decision_that_follows() {
        assertThat(told("postmortem-requested.v1")).isEmpty();
        assertThat(told("reopening-noted.v1")).isEmpty();
        assertThat(told("request-declined.v1")).isEmpty();
        assertThat(told("request-moved.v1")).isEmpty();
    }

    @Test
    void a_waiver_and_its_end_are_told_as_the_decision_that_holds_then() {
        PostmortemMessage.DecisionMade waived = toldAfterwards("decision-made.v1", "decision-waived.v1");
        assertThat(waived.outcome()).isEqualTo("WAIVED");
        assertThat(waived.reason()).isEqualTo("The service goes away in May");
        assertThat(waived.criteria()).hasSize(3);
        assertThat(waived.decidedAt()).isEqualTo(AT);
        PostmortemMessage.DecisionMade again =
                toldAfterwards("decision-made.v1", "decision-waived.v1", "waiver-ended.v1");
        assertThat(again.outcome()).isEqualTo("DUE");
        assertThat(again.reason()).isEqualTo("Support had forty tickets about it");
        assertThat(again.decisionId()).isEqualTo(UUID.fromString("0195a1c2-0000-7000-8000-0000000000c9"));
    }

    /** What is told of the last one. */
    private static PostmortemMessage.DecisionMade toldAfterwards(String... names) {
        DecisionDecider decider = new DecisionDecider();
        List<DecisionEvent> events = Arrays.stream(names)
                .map(name -> DecisionEventTypes.ALL.read(name, golden(name)))
                .toList();
        EventMetadata metadata = new EventMetadata(UUID.randomUUID(), AT, "sam", UUID.randomUUID(), null, null);
        return (PostmortemMessage.DecisionMade) new DecisionPublisher()
                .publish(new Recorded<>(INCIDENT, events.size(), events.getLast(), metadata), decider.fold(events))
                .orElseThrow();
    }

    private static Optional<PublicEvent> told(String name) {
        EventMetadata metadata = new EventMetadata(UUID.randomUUID(), AT, "sam", UUID.randomUUID(), null, null);
        return new DecisionPublisher()
                .publish(
                        new Recorded<>(INCIDENT, 1, DecisionEventTypes.ALL.read(name, golden(name)), metadata),
                        new DecisionDecider().initial());
    }

    private static String golden(String name) {
        try {
            return Files.readString(Path.of("src/test/resources/stored-events/" + name + ".json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
