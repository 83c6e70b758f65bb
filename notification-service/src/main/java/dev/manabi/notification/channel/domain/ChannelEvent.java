package dev.manabi.notification.channel.domain;

import java.time.Instant;

/** What has happened to a channel. */
public sealed interface ChannelEvent {

    record ChannelSetUp(String name, ChannelSettings settings, String by, Instant at) implements ChannelEvent {}

    record ChannelChanged(ChannelSettings settings, boolean newAddress, String by, Instant at)
            implements ChannelEvent {}

    record SigningSecretReplaced(Instant oldEndsAt, String by, Instant at) implements ChannelEvent {}

    record ChannelDisabled(String reason, String by, Instant at) implements ChannelEvent {}

    record ChannelEnabled(String by, Instant at) implements ChannelEvent {}

    record ChannelRemoved(String by, Instant at) implements ChannelEvent {}
}
