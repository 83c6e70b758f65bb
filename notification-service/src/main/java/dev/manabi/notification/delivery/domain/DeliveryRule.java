package dev.manabi.notification.delivery.domain;

import dev.manabi.eventsourcing.Rule;

/** Why a command on a delivery is refused. */
public enum DeliveryRule implements Rule {
    /** It has arrived; sending it again would tell it twice. */
    DELIVERY_ALREADY_SENT
}
