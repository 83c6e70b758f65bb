package dev.manabi.notification.channel.domain;

import dev.manabi.eventsourcing.Rule;

/** Why a command on a channel is refused. */
public enum ChannelRule implements Rule {
    CHANNEL_EXISTS,

    /** It came with the configuration of the service, and changes with it. */
    CHANNEL_IS_CONFIGURED,

    /** Only webhooks to programs are signed. */
    CHANNEL_IS_NOT_SIGNED,

    /** A channel stays what it is: other readers, other channel. */
    CHANNEL_KIND_STAYS,

    /** The service has no key that secrets could be kept under. */
    NO_KEY_FOR_SECRETS
}
