package dev.manabi.notification.channel.domain;

import org.jspecify.annotations.Nullable;

/** A way to tell many, or one. */
public sealed interface ChannelState {

    /** Nobody has set it up, or it is gone. */
    record Absent() implements ChannelState {}

    /** @param disabledWhy why nothing is told through it, or null where it works */
    record Present(
            String name, ChannelSettings settings, @Nullable String disabledWhy) implements ChannelState {

        public boolean isEnabled() {
            return disabledWhy == null;
        }
    }
}
