package dev.manabi.postmortem;

import dev.manabi.postmortem.decision.DecisionEventTypes;
import dev.manabi.postmortem.decision.domain.DecisionEvent;
import dev.manabi.postmortem.postmortem.PostmortemEventTypes;
import dev.manabi.postmortem.postmortem.domain.PostmortemEvent;
import dev.manabi.postmortem.similar.RecurrenceEventTypes;
import dev.manabi.postmortem.similar.domain.RecurrenceEvent;
import dev.manabi.testkit.StoredEventsSpec;
import org.junit.jupiter.api.Test;

class StoredEventsTest {

    @Test
    void every_event_of_a_decision_that_was_ever_stored_can_be_read() {
        StoredEventsSpec.check(DecisionEventTypes.ALL, DecisionEvent.class);
    }

    @Test
    void every_event_of_a_postmortem_that_was_ever_stored_can_be_read() {
        StoredEventsSpec.check(PostmortemEventTypes.ALL, PostmortemEvent.class);
    }

    @Test
    void every_event_of_a_recurrence_that_was_ever_stored_can_be_read() {
        StoredEventsSpec.check(RecurrenceEventTypes.ALL, RecurrenceEvent.class);
    }

    @Test
    void no_stored_name_was_lost() {
        StoredEventsSpec.checkNoneIsLost(DecisionEventTypes.ALL, PostmortemEventTypes.ALL, RecurrenceEventTypes.ALL);
    }
}
