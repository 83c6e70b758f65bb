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

    /**
     * Somebody must know of it, and it has not arrived in time; it goes on being tried.
     *
     * @param channel MAIL or CHAT
     * @param event the type of the public event that is to be told
     */
    record NotificationDelayed(
            UUID deliveryId,
            String channel,
            String recipient,
            String event,
            String subject,
            int attempts,
            Instant requestedAt,
            Instant delayedAt)
            implements NotificationMessage {
        @Override
        public String key() {
            return deliveryId.toString();
        }
    }

    /**
     * Nothing is told through a channel any more until somebody enables it.
     *
     * @param kind SLACK, TEAMS, MATTERMOST, GOOGLE_CHAT, DISCORD, WEBHOOK or MAIL_LIST
     * @param owner the person who is told
     */
    record ChannelDisabled(String channel, String kind, String owner, String reason, Instant disabledAt)
            implements NotificationMessage {
        @Override
        public String key() {
            return channel;
        }
    }
}
