package dev.manabi.notification.channel;

import dev.manabi.eventsourcing.EventTypes;
import dev.manabi.notification.channel.domain.ChannelEvent;
import dev.manabi.notification.channel.domain.ChannelEvent.ChannelChanged;
import dev.manabi.notification.channel.domain.ChannelEvent.ChannelDisabled;
import dev.manabi.notification.channel.domain.ChannelEvent.ChannelEnabled;
import dev.manabi.notification.channel.domain.ChannelEvent.ChannelRemoved;
import dev.manabi.notification.channel.domain.ChannelEvent.ChannelSetUp;
import dev.manabi.notification.channel.domain.ChannelEvent.SigningSecretReplaced;

/** How the events of channels are called in the store. */
public final class ChannelEventTypes {

    public static final EventTypes<ChannelEvent> ALL = EventTypes.<ChannelEvent>of("channel")
            .with("channel-set-up.v1", ChannelSetUp.class)
            .with("channel-changed.v1", ChannelChanged.class)
            .with("signing-secret-replaced.v1", SigningSecretReplaced.class)
            .with("channel-disabled.v1", ChannelDisabled.class)
            .with("channel-enabled.v1", ChannelEnabled.class)
            .with("channel-removed.v1", ChannelRemoved.class);

    private ChannelEventTypes() {}
}
