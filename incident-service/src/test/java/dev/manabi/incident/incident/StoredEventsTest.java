package dev.manabi.incident.incident;

import dev.manabi.incident.incident.domain.IncidentEvent;
import dev.manabi.testkit.StoredEventsSpec;
import org.junit.jupiter.api.Test;

class StoredEventsTest {

    @Test
    void every_event_that_may_stand_in_a_store_can_be_read_and_is_written_as_before() {
        StoredEventsSpec.check(IncidentEventTypes.TYPES, IncidentEvent.class);
    }

    @Test
    void no_stored_name_is_ever_lost() {
        StoredEventsSpec.checkNoneIsLost(IncidentEventTypes.TYPES);
    }
}
