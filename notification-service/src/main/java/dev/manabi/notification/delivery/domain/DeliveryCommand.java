package dev.manabi.notification.delivery.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be asked of a delivery. */
public sealed interface DeliveryCommand {

    UUID deliveryId();

    Instant at();

    /**
     * @param held why and how long it waits on purpose, or null
     * @param suppressed why it is not sent at all, or null: then it stands in the account, and nothing more happens
     */
    record RequestDelivery(
            UUID deliveryId,
            Notice notice,
            @Nullable Held held,
            @Nullable String suppressed,
            Instant at) implements DeliveryCommand {}

    record RecordSent(UUID deliveryId, Instant at) implements DeliveryCommand {}

    /**
     * An attempt did not succeed, and another may.
     *
     * @param error what happened, without addresses or secrets
     * @param mostAttempts since it was requested or requested again; the last of them gives up
     * @param nextAttemptAt when to try again, unless this was the last
     */
    record RecordFailure(UUID deliveryId, String error, int mostAttempts, Instant nextAttemptAt, Instant at)
            implements DeliveryCommand {}

    /** The other side has refused for good. */
    record RecordRefusal(UUID deliveryId, String error, Instant at) implements DeliveryCommand {}

    /** There is nobody to send it to. */
    record SuppressDelivery(UUID deliveryId, String reason, Instant at) implements DeliveryCommand {}

    /** @param into id of the delivery that tells it together with others */
    record BundleDelivery(UUID deliveryId, UUID into, Instant at) implements DeliveryCommand {}

    /** It waits on purpose no longer, and is sent by itself. */
    record ReleaseDelivery(UUID deliveryId, Instant at) implements DeliveryCommand {}

    /**
     * It has not arrived in time; said once.
     *
     * @param askedBefore whatever was asked for after it, the first time or again, has time left
     */
    record FindLate(UUID deliveryId, Instant askedBefore, Instant at) implements DeliveryCommand {}

    /** A person wants it to be tried again. */
    record Redeliver(UUID deliveryId, String by, Instant at) implements DeliveryCommand {}
}
