package dev.manabi.notification.channel;

import dev.manabi.contracts.NotificationMessage;
import dev.manabi.contracts.PublicEvent;
import dev.manabi.eventsourcing.Recorded;
import dev.manabi.kit.Publisher;
import dev.manabi.notification.channel.domain.ChannelEvent;
import dev.manabi.notification.channel.domain.ChannelEvent.ChannelChanged;
import dev.manabi.notification.channel.domain.ChannelEvent.ChannelDisabled;
import dev.manabi.notification.channel.domain.ChannelEvent.ChannelEnabled;
import dev.manabi.notification.channel.domain.ChannelEvent.ChannelRemoved;
import dev.manabi.notification.channel.domain.ChannelEvent.ChannelSetUp;
import dev.manabi.notification.channel.domain.ChannelEvent.SigningSecretReplaced;
import dev.manabi.notification.channel.domain.ChannelState;
import dev.manabi.notification.channel.domain.ChannelState.Absent;
import dev.manabi.notification.channel.domain.ChannelState.Present;
import java.util.Optional;

/** What the world is told of channels: that one has fallen silent. */
final class ChannelPublisher implements Publisher<ChannelEvent, ChannelState> {

    @Override
    public Optional<PublicEvent> publish(Recorded<ChannelEvent> recorded, ChannelState after) {
        return switch (recorded.event()) {
            case ChannelSetUp _, ChannelChanged _, SigningSecretReplaced _ -> Optional.empty();
            case ChannelEnabled _, ChannelRemoved _ -> Optional.empty();
            case ChannelDisabled e ->
                switch (after) {
                    case Absent _ -> Optional.empty();
                    case Present channel ->
                        Optional.of(new NotificationMessage.ChannelDisabled(
                                channel.name(),
                                channel.settings().kind().name(),
                                channel.settings().owner(),
                                e.reason(),
                                e.at()));
                };
        };
    }
}
