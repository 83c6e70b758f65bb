package dev.manabi.contracts;

import java.time.Instant;
import java.util.UUID;

/** What became of notifications, on topic {@code notifications}, keyed by delivery id. */
public sealed interface NotificationMessage extends PublicEvent {

    /**
     * Given up after the last attempt; a person must look.
     *
     * @param channel MAIL or CHAT
     * @param event the type of the public event that was to be told
     */
    record NotificationFailed(
            UUID deliveryId,
            String channel,
            String recipient,
            String event,
            String subject,
            int attempts,
            String lastError,
            Instant failedAt)
            implements NotificationMessage {
        @Override
        public String key() {
            return deliveryId.toString();
        }
    }
}
