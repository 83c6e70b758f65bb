package dev.manabi.notification.channel.domain;

import static dev.manabi.notification.channel.domain.ChannelRule.CHANNEL_EXISTS;
import static dev.manabi.notification.channel.domain.ChannelRule.CHANNEL_IS_NOT_SIGNED;
import static dev.manabi.notification.channel.domain.ChannelRule.CHANNEL_KIND_STAYS;

import dev.manabi.eventsourcing.Decider;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.eventsourcing.DomainException.RuleBroken;
import dev.manabi.notification.channel.domain.ChannelCommand.ChangeChannel;
import dev.manabi.notification.channel.domain.ChannelCommand.DisableChannel;
import dev.manabi.notification.channel.domain.ChannelCommand.EnableChannel;
import dev.manabi.notification.channel.domain.ChannelCommand.RemoveChannel;
import dev.manabi.notification.channel.domain.ChannelCommand.ReplaceSigningSecret;
import dev.manabi.notification.channel.domain.ChannelCommand.SetUpChannel;
import dev.manabi.notification.channel.domain.ChannelEvent.ChannelChanged;
import dev.manabi.notification.channel.domain.ChannelEvent.ChannelDisabled;
import dev.manabi.notification.channel.domain.ChannelEvent.ChannelEnabled;
import dev.manabi.notification.channel.domain.ChannelEvent.ChannelRemoved;
import dev.manabi.notification.channel.domain.ChannelEvent.ChannelSetUp;
import dev.manabi.notification.channel.domain.ChannelEvent.SigningSecretReplaced;
import dev.manabi.notification.channel.domain.ChannelState.Absent;
import dev.manabi.notification.channel.domain.ChannelState.Present;
import java.util.List;

/** The life of a channel. A name that is free again may be used again. */
public final class ChannelDecider implements Decider<ChannelCommand, ChannelEvent, ChannelState> {

    @Override
    public ChannelState initial() {
        return new Absent();
    }

    @Override
    public List<ChannelEvent> decide(ChannelCommand command, ChannelState state) {
        return switch (command) {
            case SetUpChannel c -> setUp(c, state);
            case ChangeChannel c -> change(c, present(c, state));
            case ReplaceSigningSecret c -> replaceSecret(c, present(c, state));
            case DisableChannel c -> disable(c, state);
            case EnableChannel c -> enable(c, present(c, state));
            case RemoveChannel c -> remove(c, state);
        };
    }

    @Override
    public ChannelState evolve(ChannelState state, ChannelEvent event) {
        return switch (event) {
            case ChannelSetUp e -> new Present(e.name(), e.settings(), null);
            case ChannelChanged e -> new Present(name(state), e.settings(), ((Present) state).disabledWhy());
            case SigningSecretReplaced _ -> state;
            case ChannelDisabled e -> new Present(name(state), ((Present) state).settings(), e.reason());
            case ChannelEnabled _ -> new Present(name(state), ((Present) state).settings(), null);
            case ChannelRemoved _ -> new Absent();
        };
    }

    private static List<ChannelEvent> setUp(SetUpChannel c, ChannelState state) {
        return switch (state) {
            case Absent _ -> List.of(new ChannelSetUp(c.name(), c.settings(), c.by(), c.at()));
            case Present _ -> throw new RuleBroken(CHANNEL_EXISTS, "There is a channel " + c.name() + " already.");
        };
    }

    private static List<ChannelEvent> change(ChangeChannel c, Present channel) {
        if (c.settings().kind() != channel.settings().kind()) {
            throw new RuleBroken(
                    CHANNEL_KIND_STAYS,
                    "It is " + channel.settings().kind() + " and stays so; set up another channel instead.");
        }
        return c.settings().equals(channel.settings()) && !c.newAddress()
                ? List.of()
                : List.of(new ChannelChanged(c.settings(), c.newAddress(), c.by(), c.at()));
    }

    private static List<ChannelEvent> replaceSecret(ReplaceSigningSecret c, Present channel) {
        if (channel.settings().kind() != ChannelKind.WEBHOOK) {
            throw new RuleBroken(CHANNEL_IS_NOT_SIGNED, "Only a channel of kind WEBHOOK signs what it sends.");
        }
        return List.of(new SigningSecretReplaced(c.oldEndsAt(), c.by(), c.at()));
    }

    /** The courier may come late: what is gone, or disabled, is left as it is. */
    private static List<ChannelEvent> disable(DisableChannel c, ChannelState state) {
        return state instanceof Present channel && channel.isEnabled()
                ? List.of(new ChannelDisabled(c.reason(), c.by(), c.at()))
                : List.of();
    }

    private static List<ChannelEvent> enable(EnableChannel c, Present channel) {
        return channel.isEnabled() ? List.of() : List.of(new ChannelEnabled(c.by(), c.at()));
    }

    private static List<ChannelEvent> remove(RemoveChannel c, ChannelState state) {
        present(c, state);
        return List.of(new ChannelRemoved(c.by(), c.at()));
    }

    private static String name(ChannelState state) {
        return ((Present) state).name();
    }

    private static Present present(ChannelCommand command, ChannelState state) {
        return switch (state) {
            case Absent _ -> throw new NotFound("channel", command.name());
            case Present channel -> channel;
        };
    }
}
