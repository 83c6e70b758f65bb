package dev.manabi.postmortem.similar;

import static dev.manabi.testkit.DeciderSpec.given;

import dev.manabi.postmortem.similar.domain.RecurrenceCommand.SuspectRecurrence;
import dev.manabi.postmortem.similar.domain.RecurrenceDecider;
import dev.manabi.postmortem.similar.domain.RecurrenceEvent.Ground;
import dev.manabi.postmortem.similar.domain.RecurrenceEvent.OpenItem;
import dev.manabi.postmortem.similar.domain.RecurrenceEvent.RecurrenceSuspected;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecurrenceDeciderTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final RecurrenceDecider decider = new RecurrenceDecider();
    private final RecurrenceSuspected suspicion = new RecurrenceSuspected(
            UUID.randomUUID(),
            "INC-12",
            "Cards fail",
            null,
            null,
            null,
            null,
            null,
            UUID.randomUUID(),
            "PM-3",
            "Cards failed",
            0.4,
            List.of(new Ground("SERVICE_AT_FAULT", List.of("payments"))),
            List.of(new OpenItem(UUID.randomUUID(), "Limit the pool", null, NOON)),
            false,
            NOON);

    @Test
    void a_pair_is_suspected() {
        given(decider).when(new SuspectRecurrence(suspicion)).then(suspicion);
    }

    @Test
    void a_pair_is_suspected_once() {
        given(decider, suspicion).when(new SuspectRecurrence(suspicion)).then();
    }
}
