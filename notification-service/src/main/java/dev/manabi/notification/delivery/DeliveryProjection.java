package dev.manabi.notification.delivery;

import dev.manabi.eventsourcing.Projection;
import dev.manabi.eventsourcing.Recorded;
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
import dev.manabi.notification.delivery.domain.Held;
import dev.manabi.notification.delivery.domain.Notice;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Deliveries as they stand now. */
final class DeliveryProjection implements Projection<DeliveryEvent> {

    @Override
    public List<String> tables() {
        return List.of("delivery");
    }

    @Override
    public void project(Recorded<DeliveryEvent> recorded) {
        DeliveryView view = recorded.event() instanceof DeliveryRequested e
                ? requested(recorded, e)
                : existing(recorded.streamId());
        view.version = recorded.version();
        switch (recorded.event()) {
            case DeliveryRequested _ -> {}
            case DeliveryBundled e -> {
                view.status = DeliveryStatus.SUPPRESSED;
                view.lastError = "Told together with others.";
                view.toldIn = e.into();
                view.dueAt = null;
            }
            case DeliveryReleased _ -> view.held = null;
            case DeliveryFoundLate e -> view.lateSince = e.at();
            case DeliveryAttemptFailed e -> {
                view.attempts = e.attempt();
                view.lastError = e.error();
                view.dueAt = e.nextAttemptAt();
            }
            case DeliverySent e -> {
                view.status = DeliveryStatus.SENT;
                view.attempts = e.attempt();
                view.lastError = null;
                view.dueAt = null;
                view.sentAt = e.at();
            }
            case DeliveryGivenUp _ -> {
                view.status = DeliveryStatus.FAILED;
                view.dueAt = null;
            }
            case DeliverySuppressed e -> {
                view.status = DeliveryStatus.SUPPRESSED;
                view.lastError = e.reason();
                view.dueAt = null;
            }
            case RedeliveryRequested e -> {
                view.status = DeliveryStatus.PENDING;
                view.held = null;
                view.lateSince = null;
                view.toldIn = null;
                view.dueAt = e.at();
            }
        }
        view.persist();
    }

    private static DeliveryView existing(UUID id) {
        DeliveryView view = DeliveryView.findById(id);
        return Objects.requireNonNull(view, () -> "Delivery " + id + " was never requested");
    }

    private static DeliveryView requested(Recorded<DeliveryEvent> recorded, DeliveryRequested event) {
        Notice notice = event.notice();
        DeliveryView view = new DeliveryView();
        view.id = recorded.streamId();
        view.correlationId = recorded.metadata().correlationId();
        view.destination = notice.destination();
        view.mandatory = notice.mandatory();
        Held held = event.held();
        view.held = held == null ? null : held.why();
        view.sourceEventId = notice.sourceEventId();
        view.event = notice.event();
        view.channel = notice.channel();
        view.recipientKind = notice.recipient().kind();
        view.recipient = notice.recipient().name();
        view.announcement = notice.template();
        view.subject = notice.subject();
        view.status = DeliveryStatus.PENDING;
        view.attempts = 0;
        view.confidential = notice.confidential();
        view.requestedAt = event.at();
        view.dueAt = held == null ? event.at() : held.until();
        return view;
    }
}
