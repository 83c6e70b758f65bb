package dev.manabi.notification.delivery;

import dev.manabi.notification.delivery.domain.DeliveryEvent;
import dev.manabi.testkit.StoredEventsSpec;
import org.junit.jupiter.api.Test;

class StoredEventsTest {

    @Test
    void every_event_ever_stored_can_be_read() {
        StoredEventsSpec.check(DeliveryEventTypes.ALL, DeliveryEvent.class);
        StoredEventsSpec.checkNoneIsLost(DeliveryEventTypes.ALL);
    }
}
