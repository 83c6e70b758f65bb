package dev.manabi.notification.channel;

import static dev.manabi.notification.channel.domain.ChannelRule.CHANNEL_IS_CONFIGURED;
import static dev.manabi.notification.channel.domain.ChannelRule.NO_KEY_FOR_SECRETS;

import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.eventsourcing.DomainException.RuleBroken;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.eventsourcing.Ids;
import dev.manabi.kit.Aggregate;
import dev.manabi.kit.Aggregates;
import dev.manabi.notification.NotificationConfig;
import dev.manabi.notification.channel.domain.ChannelCommand;
import dev.manabi.notification.channel.domain.ChannelCommand.ChangeChannel;
import dev.manabi.notification.channel.domain.ChannelCommand.DisableChannel;
import dev.manabi.notification.channel.domain.ChannelCommand.EnableChannel;
import dev.manabi.notification.channel.domain.ChannelCommand.RemoveChannel;
import dev.manabi.notification.channel.domain.ChannelCommand.ReplaceSigningSecret;
import dev.manabi.notification.channel.domain.ChannelCommand.SetUpChannel;
import dev.manabi.notification.channel.domain.ChannelDecider;
import dev.manabi.notification.channel.domain.ChannelEvent;
import dev.manabi.notification.channel.domain.ChannelKind;
import dev.manabi.notification.channel.domain.ChannelSettings;
import dev.manabi.notification.channel.domain.ChannelState;
import dev.manabi.notification.delivery.domain.Channel;
import dev.manabi.notification.outgoing.Target;
import dev.manabi.notification.outgoing.TargetGuard;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The ways to tell something: those that came with the configuration ({@value #MAIL}, {@value #AUDIENCE}, {@value
 * #CHAT}), and those that were set up. Every method works in the caller's transaction.
 */
@Startup
@ApplicationScoped
public class Channels {

    /** Mail to people. */
    public static final String MAIL = "mail";

    /** The mail list of the configuration. */
    public static final String AUDIENCE = "audience";

    /** The chat room of the configuration. */
    public static final String CHAT = "chat";

    /** Why nothing is told there. */
    public static final String NO_LIST = "No mail list is configured (manabi.notification.audience-mail).";

    /** Why nothing is told there. */
    public static final String NO_WEBHOOK = "No chat webhook is configured (manabi.notification.chat-webhook-url).";

    static final Set<String> CONFIGURED = Set.of(MAIL, AUDIENCE, CHAT);

    private final Aggregate<ChannelCommand, ChannelEvent, ChannelState> channels;
    private final ChannelSecrets secrets;
    private final TargetGuard guard;
    private final NotificationConfig config;
    private final Event<ChannelGone> gone;

    Channels(
            Aggregates aggregates,
            ChannelSecrets secrets,
            TargetGuard guard,
            NotificationConfig config,
            Event<ChannelGone> gone) {
        this.channels = aggregates.register(
                new ChannelDecider(), ChannelEventTypes.ALL, new ChannelProjection(), new ChannelPublisher());
        this.secrets = secrets;
        this.guard = guard;
        this.config = config;
        this.gone = gone;
    }

    /** What a channel was saved with; the secret, if there is a new one, is shown this once. */
    record Saved(ChannelView view, @Nullable String signingSecret) {}

    /** Where something is to be sent just now. */
    public sealed interface Outlet {

        /** @param kind in whose form a chat message is written */
        record Hook(ChannelKind kind, Target target, List<String> signingSecrets) implements Outlet {}

        record MailList(String address) implements Outlet {}

        /** Nothing can be told there, and it will not be told later by itself. */
        record Closed(String why) implements Outlet {}
    }

    /** Empty where there is no such channel, or it came with the configuration. */
    public Optional<ChannelView> find(String name) {
        return ChannelView.findByIdOptional(name);
    }

    /** Whether it came with the configuration. */
    public static boolean isConfigured(String name) {
        return CONFIGURED.contains(name);
    }

    /** All of them at once: whoever asks for one of them afterwards in this transaction finds it without asking again. */
    public void foresee(Collection<String> names) {
        if (names.size() > 1) {
            ChannelView.list("name in ?1", names);
        }
    }

    /** The person's own room, where it is there and works. */
    public Optional<ChannelView> ownRoom(String name, String person) {
        return find(name).filter(view -> view.enabled && person.equals(view.person) && view.kind.way() == Channel.CHAT);
    }

    /** Where a channel leads at this moment. */
    public Outlet outlet(String name, Instant now) {
        if (name.equals(AUDIENCE)) {
            return config.audienceMail().<Outlet>map(Outlet.MailList::new).orElseGet(() -> new Outlet.Closed(NO_LIST));
        }
        if (name.equals(CHAT)) {
            return config.chatWebhookUrl()
                    .<Outlet>map(url -> new Outlet.Hook(ChannelKind.SLACK, new Target(url, true), List.of()))
                    .orElseGet(() -> new Outlet.Closed(NO_WEBHOOK));
        }
        ChannelView view = find(name).orElse(null);
        if (view == null) {
            return new Outlet.Closed("There is no channel " + name + " any more.");
        }
        if (!view.enabled) {
            return new Outlet.Closed("The channel " + name + " is disabled: " + view.disabledWhy);
        }
        return secrets.read(name, now)
                .<Outlet>map(found -> outlet(view.kind, found))
                .orElseGet(() -> new Outlet.Closed("The address of the channel " + name + " is lost; save it anew."));
    }

    private static Outlet outlet(ChannelKind kind, ChannelSecrets.Secrets secrets) {
        return switch (kind) {
            case MAIL_LIST -> new Outlet.MailList(secrets.address());
            case SLACK, TEAMS, MATTERMOST, GOOGLE_CHAT, DISCORD, WEBHOOK ->
                new Outlet.Hook(kind, new Target(URI.create(secrets.address()), false), secrets.signing());
        };
    }

    Saved setUp(String name, NewAddress address, ChannelSettings settings, Cause cause) {
        notConfigured(name);
        canKeepSecrets();
        channels.handle(
                stream(name),
                new SetUpChannel(name, withTarget(settings, address), cause.actor(), cause.at()),
                Expected.any(),
                cause);
        String secret = secrets.put(name, address.text(), settings.kind() == ChannelKind.WEBHOOK);
        return new Saved(existing(name), secret);
    }

    /** @param address where it leads elsewhere from now on, or null */
    ChannelView change(
            String name, @Nullable NewAddress address, ChannelSettings settings, Expected expected, Cause cause) {
        notConfigured(name);
        ChannelSettings changed =
                address == null ? withTarget(settings, existing(name).target) : withTarget(settings, address);
        channels.handle(
                stream(name),
                new ChangeChannel(name, changed, address != null, cause.actor(), cause.at()),
                expected,
                cause);
        if (address != null) {
            canKeepSecrets();
            secrets.move(name, address.text());
        }
        return existing(name);
    }

    Saved replaceSigning(String name, Expected expected, Cause cause) {
        notConfigured(name);
        canKeepSecrets();
        Instant oldEndsAt = cause.at().plus(config.signingOverlap());
        channels.handle(
                stream(name), new ReplaceSigningSecret(name, oldEndsAt, cause.actor(), cause.at()), expected, cause);
        return new Saved(existing(name), secrets.replaceSigning(name, oldEndsAt));
    }

    ChannelView enable(String name, Expected expected, Cause cause) {
        notConfigured(name);
        channels.handle(stream(name), new EnableChannel(name, cause.actor(), cause.at()), expected, cause);
        return existing(name);
    }

    /** What came with the configuration cannot be disabled: it goes on being tried. */
    public void disable(String name, String reason, Expected expected, Cause cause) {
        notConfigured(name);
        channels.handle(stream(name), new DisableChannel(name, reason, cause.actor(), cause.at()), expected, cause);
    }

    void remove(String name, Expected expected, Cause cause) {
        notConfigured(name);
        channels.handle(stream(name), new RemoveChannel(name, cause.actor(), cause.at()), expected, cause);
        secrets.forget(name);
        gone.fire(new ChannelGone(name));
    }

    ChannelView existing(String name) {
        return find(name).orElseThrow(() -> new NotFound("channel", name));
    }

    /** An address that something can be sent to. */
    record NewAddress(String text, String target) {}

    /** @throws InvalidValue where nothing may be sent there */
    NewAddress check(ChannelKind kind, String address) {
        String stripped = address.strip();
        if (kind == ChannelKind.MAIL_LIST) {
            if (!Mails.isAddress(stripped)) {
                throw new InvalidValue("address", "address must be a mail address.");
            }
            return new NewAddress(stripped, stripped.substring(stripped.indexOf('@') + 1));
        }
        URI uri;
        try {
            uri = URI.create(stripped);
        } catch (IllegalArgumentException e) {
            throw new InvalidValue("address", "address must be the URL of a webhook.");
        }
        guard.whyNot(uri).ifPresent(why -> {
            throw new InvalidValue("address", why);
        });
        return new NewAddress(stripped, origin(uri));
    }

    static String origin(URI address) {
        String port = address.getPort() < 0 ? "" : ":" + address.getPort();
        return address.getScheme() + "://" + String.valueOf(address.getHost()).toLowerCase(Locale.ROOT) + port;
    }

    static UUID stream(String name) {
        return Ids.named("channel/" + name);
    }

    private static ChannelSettings withTarget(ChannelSettings settings, NewAddress address) {
        return withTarget(settings, address.target());
    }

    private static ChannelSettings withTarget(ChannelSettings settings, String target) {
        return new ChannelSettings(
                settings.kind(),
                target,
                settings.description(),
                settings.owner(),
                settings.person(),
                settings.language());
    }

    private void canKeepSecrets() {
        if (!secrets.canKeep()) {
            throw new RuleBroken(
                    NO_KEY_FOR_SECRETS,
                    "Addresses of channels are kept under a key, and there is none: set manabi.notification.secret-keys.");
        }
    }

    private static void notConfigured(String name) {
        if (CONFIGURED.contains(name)) {
            throw new RuleBroken(
                    CHANNEL_IS_CONFIGURED, "The channel " + name + " comes with the configuration of the service.");
        }
    }
}
