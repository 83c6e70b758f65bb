package dev.manabi.notification.channel.domain;

import org.jspecify.annotations.Nullable;

/**
 * What of a channel may be known for ever. Its address is not among it: that of a webhook is a secret.
 *
 * @param target scheme and host of a webhook, or the domain of a mail address
 * @param owner person id; told when the channel is disabled
 * @param person whose own channel it is, or null where many read it
 * @param language ISO 639 code of what is told
 */
public record ChannelSettings(
        ChannelKind kind,
        String target,
        @Nullable String description,
        String owner,
        @Nullable String person,
        String language) {}
