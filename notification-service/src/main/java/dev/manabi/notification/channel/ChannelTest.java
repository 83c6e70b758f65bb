package dev.manabi.notification.channel;

import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.Ids;
import dev.manabi.notification.NotificationConfig;
import dev.manabi.notification.announcement.Announcement;
import dev.manabi.notification.announcement.Language;
import dev.manabi.notification.announcement.Texts;
import dev.manabi.notification.catalog.People;
import dev.manabi.notification.channel.ChannelResource.TestAnswer;
import dev.manabi.notification.channel.Channels.Outlet;
import dev.manabi.notification.channel.domain.ChannelKind;
import dev.manabi.notification.delivery.domain.Channel;
import dev.manabi.notification.delivery.domain.Notice;
import dev.manabi.notification.delivery.domain.Recipient;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Tries a channel while somebody waits for the result. No transaction is open while the other side thinks. */
@ApplicationScoped
class ChannelTest {

    private final Channels channels;
    private final Hooks hooks;
    private final Mails mails;
    private final People people;
    private final Texts texts;
    private final NotificationConfig config;

    ChannelTest(Channels channels, Hooks hooks, Mails mails, People people, Texts texts, NotificationConfig config) {
        this.channels = channels;
        this.hooks = hooks;
        this.mails = mails;
        this.people = people;
        this.texts = texts;
        this.config = config;
    }

    private record Trial(Outlet outlet, String language) {}

    TestAnswer send(String name, String by, Instant at) {
        Trial trial = QuarkusTransaction.requiringNew().call(() -> trial(name, by, at));
        UUID id = Ids.next();
        Notice notice = notice(id, name, by, trial.language());
        Sending outcome =
                switch (trial.outlet()) {
                    case Outlet.Closed(String why) -> new Sending.Refused(why);
                    case Outlet.MailList(String address) -> mail(id, address, notice);
                    case Outlet.Hook hook -> hooks.send(id, hook, body(hook, notice, at));
                };
        return switch (outcome) {
            case Sending.Done _ -> new TestAnswer(true, null);
            case Sending.Failed failed -> new TestAnswer(false, failed.error());
            case Sending.Refused refused -> new TestAnswer(false, refused.error());
            case Sending.Gone gone -> new TestAnswer(false, gone.error());
        };
    }

    private Trial trial(String name, String by, Instant at) {
        String language = config.language().code();
        if (name.equals(Channels.MAIL)) {
            String address = people.mailAddress(by)
                    .orElseThrow(() -> new InvalidValue("name", "The catalog knows no mail address of yours."));
            return new Trial(new Outlet.MailList(address), language);
        }
        if (!Channels.isConfigured(name)) {
            language = channels.existing(name).language;
        }
        return new Trial(channels.outlet(name, at), language);
    }

    private Sending mail(UUID id, String address, Notice notice) {
        return mails.send(id, address, notice.subject(), texts.letter(notice, people), mails.headers(notice), null);
    }

    private Hooks.Body body(Outlet.Hook hook, Notice notice, Instant at) {
        return hook.kind() == ChannelKind.WEBHOOK
                ? new Hooks.Body.Event("{\"type\":\"manabi.channel.tested.v1\",\"timestamp\":\"" + at
                        + "\",\"data\":{\"channel\":\"" + notice.destination() + "\"}}")
                : new Hooks.Body.Message(
                        texts.chat(notice, people, Hooks.markup(hook)), texts.link(notice), notice.language());
    }

    private Notice notice(UUID id, String name, String by, String language) {
        Map<String, String> facts = Map.of("channel", name, "path", "/channels");
        return new Notice(
                id,
                "manabi.channel.tested.v1",
                Channel.CHAT,
                new Recipient(Recipient.Kind.CHAT_ROOM, name),
                Announcement.Kind.CHANNEL_TESTED.template(),
                language,
                texts.subject(Announcement.Kind.CHANNEL_TESTED, facts, Language.ofCode(language)),
                facts,
                Map.of("by", List.of(by)),
                false,
                null,
                name,
                false);
    }
}
