package dev.manabi.notification.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.manabi.eventsourcing.EventTypes;
import dev.manabi.notification.delivery.domain.DeliveryEvent;
import dev.manabi.notification.delivery.domain.DeliveryEvent.DeliveryAttemptFailed;
import dev.manabi.notification.delivery.domain.DeliveryEvent.DeliveryGivenUp;
import dev.manabi.notification.delivery.domain.DeliveryEvent.DeliveryRequested;
import dev.manabi.notification.delivery.domain.DeliveryEvent.DeliverySent;
import dev.manabi.notification.delivery.domain.DeliveryEvent.DeliverySuppressed;
import dev.manabi.notification.delivery.domain.DeliveryEvent.RedeliveryRequested;

/** How the events of deliveries are called in the store. */
final class DeliveryEventTypes {

    static final EventTypes<DeliveryEvent> ALL = EventTypes.<DeliveryEvent>of("delivery")
            .with("delivery-requested.v2", DeliveryRequested.class)
            .upcast("delivery-requested.v1", "delivery-requested.v2", DeliveryEventTypes::withoutInvitation)
            .with("delivery-attempt-failed.v1", DeliveryAttemptFailed.class)
            .with("delivery-sent.v1", DeliverySent.class)
            .with("delivery-given-up.v1", DeliveryGivenUp.class)
            .with("delivery-suppressed.v1", DeliverySuppressed.class)
            .with("redelivery-requested.v1", RedeliveryRequested.class);

    private DeliveryEventTypes() {}

    private static ObjectNode withoutInvitation(ObjectNode requested) {
        requested.withObject("/notice").putNull("invitation");
        return requested;
    }
}
