package dev.manabi.notification.delivery.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What has happened to a delivery. */
public sealed interface DeliveryEvent {

    record DeliveryRequested(Notice notice, Instant at) implements DeliveryEvent {}

    /**
     * @param attempt 1 for the first
     * @param nextAttemptAt null where this was the last
     */
    record DeliveryAttemptFailed(
            int attempt, String error, @Nullable Instant nextAttemptAt, Instant at) implements DeliveryEvent {}

    record DeliverySent(int attempt, Instant at) implements DeliveryEvent {}

    /** Nobody tries any more; a person must look. */
    record DeliveryGivenUp(int attempts, String lastError, Instant at) implements DeliveryEvent {}

    record DeliverySuppressed(String reason, Instant at) implements DeliveryEvent {}

    record RedeliveryRequested(String by, Instant at) implements DeliveryEvent {}
}
