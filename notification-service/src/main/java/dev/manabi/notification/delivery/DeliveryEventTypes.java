package dev.manabi.notification.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.manabi.eventsourcing.EventTypes;
import dev.manabi.notification.delivery.domain.DeliveryEvent;
import dev.manabi.notification.delivery.domain.DeliveryEvent.DeliveryAttemptFailed;
import dev.manabi.notification.delivery.domain.DeliveryEvent.DeliveryBundled;
import dev.manabi.notification.delivery.domain.DeliveryEvent.DeliveryFoundLate;
import dev.manabi.notification.delivery.domain.DeliveryEvent.DeliveryGivenUp;
import dev.manabi.notification.delivery.domain.DeliveryEvent.DeliveryReleased;
import dev.manabi.notification.delivery.domain.DeliveryEvent.DeliveryRequested;
import dev.manabi.notification.delivery.domain.DeliveryEvent.DeliverySent;
import dev.manabi.notification.delivery.domain.DeliveryEvent.DeliverySuppressed;
import dev.manabi.notification.delivery.domain.DeliveryEvent.RedeliveryRequested;
import dev.manabi.notification.delivery.domain.Notice;

/** How the events of deliveries are called in the store. */
public final class DeliveryEventTypes {

    public static final EventTypes<DeliveryEvent> ALL = EventTypes.<DeliveryEvent>of("delivery")
            .with("delivery-requested.v3", DeliveryRequested.class)
            .upcast("delivery-requested.v1", "delivery-requested.v2", DeliveryEventTypes::withoutInvitation)
            .upcast("delivery-requested.v2", "delivery-requested.v3", DeliveryEventTypes::atOnce)
            .with("delivery-attempt-failed.v1", DeliveryAttemptFailed.class)
            .with("delivery-sent.v1", DeliverySent.class)
            .with("delivery-given-up.v1", DeliveryGivenUp.class)
            .with("delivery-suppressed.v1", DeliverySuppressed.class)
            .with("delivery-bundled.v1", DeliveryBundled.class)
            .with("delivery-released.v1", DeliveryReleased.class)
            .with("delivery-found-late.v1", DeliveryFoundLate.class)
            .with("redelivery-requested.v1", RedeliveryRequested.class);

    private DeliveryEventTypes() {}

    private static ObjectNode withoutInvitation(ObjectNode requested) {
        requested.withObject("/notice").putNull("invitation");
        return requested;
    }

    /** Until then there was one destination for each way, and whoever was told was told at once. */
    private static ObjectNode atOnce(ObjectNode requested) {
        ObjectNode notice = requested.withObject("/notice");
        notice.put("destination", notice.path("channel").asText().equals("CHAT") ? "chat" : Notice.MAIL_SERVER);
        notice.put("mandatory", true);
        requested.putNull("held");
        return requested;
    }
}
