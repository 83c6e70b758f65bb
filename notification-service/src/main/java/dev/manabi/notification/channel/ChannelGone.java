package dev.manabi.notification.channel;

/** A channel was removed: what referred to it would otherwise mean whatever is set up under its name later. */
public record ChannelGone(String name) {}
