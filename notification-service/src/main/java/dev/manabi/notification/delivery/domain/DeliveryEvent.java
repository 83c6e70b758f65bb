package dev.manabi.notification.delivery.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What has happened to a delivery. */
public sealed interface DeliveryEvent {

    /** @param held why and how long it waits on purpose, or null */
    record DeliveryRequested(Notice notice, @Nullable Held held, Instant at) implements DeliveryEvent {}

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

    /**
     * It is told together with others.
     *
     * @param into id of the delivery that tells it
     */
    record DeliveryBundled(UUID into, Instant at) implements DeliveryEvent {}

    /** It waits on purpose no longer. */
    record DeliveryReleased(Instant at) implements DeliveryEvent {}

    /** Somebody must know of it, and it has not arrived in time. It goes on being tried. */
    record DeliveryFoundLate(Instant at) implements DeliveryEvent {}

    record RedeliveryRequested(String by, Instant at) implements DeliveryEvent {}
}
