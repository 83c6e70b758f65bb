package dev.manabi.notification;

import dev.manabi.notification.channel.ChannelEventTypes;
import dev.manabi.notification.channel.domain.ChannelEvent;
import dev.manabi.notification.delivery.DeliveryEventTypes;
import dev.manabi.notification.delivery.domain.DeliveryEvent;
import dev.manabi.notification.month.MonthEventTypes;
import dev.manabi.notification.month.domain.MonthEvent;
import dev.manabi.testkit.StoredEventsSpec;
import org.junit.jupiter.api.Test;

class StoredEventsTest {

    @Test
    void every_event_ever_stored_can_be_read() {
        StoredEventsSpec.check(DeliveryEventTypes.ALL, DeliveryEvent.class);
        StoredEventsSpec.check(ChannelEventTypes.ALL, ChannelEvent.class);
        StoredEventsSpec.check(MonthEventTypes.ALL, MonthEvent.class);
        StoredEventsSpec.checkNoneIsLost(DeliveryEventTypes.ALL, ChannelEventTypes.ALL, MonthEventTypes.ALL);
    }
}
