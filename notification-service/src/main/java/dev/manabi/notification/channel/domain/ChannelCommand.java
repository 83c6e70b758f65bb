package dev.manabi.notification.channel.domain;

import java.time.Instant;

/** What can be asked of a channel. */
public sealed interface ChannelCommand {

    String name();

    Instant at();

    record SetUpChannel(String name, ChannelSettings settings, String by, Instant at) implements ChannelCommand {}

    /** @param newAddress whether it leads elsewhere now */
    record ChangeChannel(String name, ChannelSettings settings, boolean newAddress, String by, Instant at)
            implements ChannelCommand {}

    /** From now on two secrets sign, until the old one ends. */
    record ReplaceSigningSecret(String name, Instant oldEndsAt, String by, Instant at) implements ChannelCommand {}

    /** @param by a person, or the service itself */
    record DisableChannel(String name, String reason, String by, Instant at) implements ChannelCommand {}

    record EnableChannel(String name, String by, Instant at) implements ChannelCommand {}

    record RemoveChannel(String name, String by, Instant at) implements ChannelCommand {}
}
