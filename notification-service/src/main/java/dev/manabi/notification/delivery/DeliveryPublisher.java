package dev.manabi.notification.delivery;

import dev.manabi.contracts.NotificationMessage.NotificationDelayed;
import dev.manabi.contracts.NotificationMessage.NotificationFailed;
import dev.manabi.contracts.PublicEvent;
import dev.manabi.eventsourcing.Recorded;
import dev.manabi.kit.Publisher;
import dev.manabi.notification.delivery.domain.Delivery;
import dev.manabi.notification.delivery.domain.Delivery.Pending;
import dev.manabi.notification.delivery.domain.Delivery.Requested;
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
import java.util.Optional;

/** What the world is told of deliveries: those that a person must look at. */
final class DeliveryPublisher implements Publisher<DeliveryEvent, Delivery> {

    static final String CONFIDENTIAL = "(private)";

    @Override
    public Optional<PublicEvent> publish(Recorded<DeliveryEvent> recorded, Delivery after) {
        return switch (recorded.event()) {
            case DeliveryRequested _, DeliveryAttemptFailed _, DeliverySent _ -> Optional.empty(); // as it should be
            case DeliverySuppressed _ -> Optional.empty(); // nobody was there to be told
            case DeliveryReleased _ -> Optional.empty(); // it goes on its way
            case DeliveryBundled _ -> Optional.empty(); // told by another
            case RedeliveryRequested _ -> Optional.empty(); // its end will be told
            case DeliveryFoundLate e -> {
                Pending late = (Pending) after;
                Notice notice = late.notice();
                yield Optional.of(new NotificationDelayed(
                        recorded.streamId(),
                        notice.channel().name(),
                        notice.recipient().name(),
                        notice.event(),
                        notice.confidential() ? CONFIDENTIAL : notice.subject(),
                        late.attempts(),
                        late.since(),
                        e.at()));
            }
            case DeliveryGivenUp e -> {
                Notice notice = ((Requested) after).notice();
                yield Optional.of(new NotificationFailed(
                        recorded.streamId(),
                        notice.channel().name(),
                        notice.recipient().name(),
                        notice.event(),
                        notice.confidential() ? CONFIDENTIAL : notice.subject(),
                        e.attempts(),
                        e.lastError(),
                        e.at()));
            }
        };
    }
}
