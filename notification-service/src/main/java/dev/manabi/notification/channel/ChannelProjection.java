package dev.manabi.notification.channel;

import dev.manabi.eventsourcing.Projection;
import dev.manabi.eventsourcing.Recorded;
import dev.manabi.notification.channel.domain.ChannelEvent;
import dev.manabi.notification.channel.domain.ChannelEvent.ChannelChanged;
import dev.manabi.notification.channel.domain.ChannelEvent.ChannelDisabled;
import dev.manabi.notification.channel.domain.ChannelEvent.ChannelEnabled;
import dev.manabi.notification.channel.domain.ChannelEvent.ChannelRemoved;
import dev.manabi.notification.channel.domain.ChannelEvent.ChannelSetUp;
import dev.manabi.notification.channel.domain.ChannelEvent.SigningSecretReplaced;
import dev.manabi.notification.channel.domain.ChannelSettings;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Channels as they stand now. */
final class ChannelProjection implements Projection<ChannelEvent> {

    @Override
    public List<String> tables() {
        return List.of("channel");
    }

    @Override
    public void project(Recorded<ChannelEvent> recorded) {
        switch (recorded.event()) {
            case ChannelSetUp e -> {
                ChannelView view = new ChannelView();
                view.name = e.name();
                view.streamId = recorded.streamId();
                view.enabled = true;
                apply(view, e.settings());
                saved(view, recorded.version(), e.by(), e.at());
            }
            case ChannelChanged e -> {
                ChannelView view = existing(recorded.streamId());
                apply(view, e.settings());
                saved(view, recorded.version(), e.by(), e.at());
            }
            case SigningSecretReplaced e -> saved(existing(recorded.streamId()), recorded.version(), e.by(), e.at());
            case ChannelDisabled e -> switchTo(recorded, e.reason(), e.by(), e.at());
            case ChannelEnabled e -> switchTo(recorded, null, e.by(), e.at());
            case ChannelRemoved _ -> existing(recorded.streamId()).delete();
        }
    }

    private static void switchTo(Recorded<ChannelEvent> recorded, @Nullable String disabledWhy, String by, Instant at) {
        ChannelView view = existing(recorded.streamId());
        view.enabled = disabledWhy == null;
        view.disabledWhy = disabledWhy;
        view.disabledAt = disabledWhy == null ? null : at;
        saved(view, recorded.version(), by, at);
    }

    private static void apply(ChannelView view, ChannelSettings settings) {
        view.kind = settings.kind();
        view.target = settings.target();
        view.description = settings.description();
        view.owner = settings.owner();
        view.person = settings.person();
        view.language = settings.language();
    }

    private static void saved(ChannelView view, long version, String by, Instant at) {
        view.version = version;
        view.changedBy = by;
        view.changedAt = at;
        view.persist();
    }

    private static ChannelView existing(UUID id) {
        ChannelView view = ChannelView.<ChannelView>find("streamId", id).firstResult();
        return Objects.requireNonNull(view, () -> "Channel " + id + " was never set up");
    }
}
