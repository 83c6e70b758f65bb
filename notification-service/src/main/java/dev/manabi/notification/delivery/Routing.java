package dev.manabi.notification.delivery;

import dev.manabi.contracts.EventContract;
import dev.manabi.contracts.PublicEvent;
import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.Ids;
import dev.manabi.notification.NotificationConfig;
import dev.manabi.notification.announcement.Announcement;
import dev.manabi.notification.announcement.EventNames;
import dev.manabi.notification.announcement.Language;
import dev.manabi.notification.announcement.Texts;
import dev.manabi.notification.channel.ChannelView;
import dev.manabi.notification.channel.Channels;
import dev.manabi.notification.delivery.domain.Channel;
import dev.manabi.notification.delivery.domain.DeliveryCommand.RequestDelivery;
import dev.manabi.notification.delivery.domain.Held;
import dev.manabi.notification.delivery.domain.Notice;
import dev.manabi.notification.delivery.domain.Recipient;
import dev.manabi.notification.preference.Preferences;
import dev.manabi.notification.preference.Wishes;
import dev.manabi.notification.preference.Wishes.Verdict;
import dev.manabi.notification.subscription.About;
import dev.manabi.notification.subscription.SubscriptionRow;
import dev.manabi.notification.subscription.Subscriptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who is told of an event, where and when: those whom it concerns by their part in the process, the list and the room of
 * the configuration, and whoever has subscribed. Each once, however many reasons there are. Reads in the caller's
 * transaction, and writes nothing.
 */
@ApplicationScoped
class Routing {

    private final Channels channels;
    private final Preferences preferences;
    private final Subscriptions subscriptions;
    private final Texts texts;
    private final NotificationConfig config;

    Routing(
            Channels channels,
            Preferences preferences,
            Subscriptions subscriptions,
            Texts texts,
            NotificationConfig config) {
        this.channels = channels;
        this.preferences = preferences;
        this.subscriptions = subscriptions;
        this.texts = texts;
        this.config = config;
    }

    /** What is being told, while it is decided to whom. The first reason to tell somebody counts. */
    private final class Round {
        private final UUID source;
        private final String type;
        private final Cause cause;
        private final Map<UUID, RequestDelivery> requests = new LinkedHashMap<>();

        Round(PublicEvent event, Cause cause) {
            this.cause = cause;
            this.type = EventContract.of(event).type();
            this.source = Objects.requireNonNull(cause.causationId(), "an event comes with its id");
        }

        Instant now() {
            return cause.at();
        }

        void tell(
                Announcement announcement,
                Place place,
                boolean mandatory,
                @Nullable Held held,
                @Nullable String suppressed) {
            Language own = announcement.language();
            Language language = own == null ? place.language() : own;
            Map<String, String> facts = new HashMap<>(announcement.facts());
            if (announcement.kind() == Announcement.Kind.HAPPENED) {
                facts.put("what", EventNames.of(type, language));
            }
            Notice notice = new Notice(
                    source,
                    type,
                    place.way(),
                    place.recipient(),
                    announcement.kind().template(),
                    language.code(),
                    texts.subject(announcement.kind(), facts, language),
                    facts,
                    announcement.named(),
                    announcement.confidential(),
                    announcement.invitation(),
                    place.destination(),
                    mandatory);
            UUID id = deliveryId(source, place);
            requests.putIfAbsent(id, new RequestDelivery(id, notice, held, suppressed, now()));
        }
    }

    /** Somewhere to tell something. */
    private record Place(Channel way, Recipient recipient, String destination, Language language) {}

    /**
     * @param announcements what those concerned are told; none where it concerns nobody
     * @param about what subscriptions are asked about, or null where nothing is known of it
     */
    List<RequestDelivery> requests(
            PublicEvent event, List<Announcement> announcements, @Nullable About about, Cause cause) {
        Round round = new Round(event, cause);
        List<SubscriptionRow> asking = about == null
                ? List.of()
                : subscriptions.of(EventContract.of(event).type(), about);
        channels.foresee(asking.stream()
                .map(subscription -> subscription.channel)
                .filter(Objects::nonNull)
                .toList());
        preferences.foresee(Stream.concat(
                        announcements.stream().flatMap(announcement -> announcement.people().stream()),
                        asking.stream().map(subscription -> subscription.person).filter(Objects::nonNull))
                .collect(Collectors.toSet()));
        for (Announcement announcement : announcements) {
            boolean duty = announcement.kind().isDuty();
            announcement.people().forEach(person -> tellPerson(round, announcement, person, duty, null));
        }
        announcements.forEach(announcement -> tellConfigured(round, announcement, asking));
        if (about != null) {
            Announcement told = announcements.isEmpty() ? happened(about) : announcements.getFirst();
            asking.forEach(subscription -> tellSubscribed(round, told, subscription));
        }
        return List.copyOf(round.requests.values());
    }

    /**
     * A room of one's own that was disabled, or given to somebody else, keeps nobody from being told; and what is a duty
     * goes to the mailbox in any case, since nobody answers for such a room.
     */
    private void tellPerson(
            Round round, Announcement announcement, String person, boolean mandatory, @Nullable Held otherwise) {
        Wishes wishes = preferences.of(person);
        Verdict verdict = wishes.judge(round.type, mandatory, announcement.invitation() != null, round.now());
        Language language = Optional.ofNullable(wishes.language()).orElse(config.language());
        Held held =
                switch (verdict) {
                    case Verdict.Now _ -> otherwise;
                    case Verdict.Later(Instant until) -> new Held(Held.Why.WISH, until);
                    case Verdict.Never _ -> null;
                };
        String suppressed = verdict instanceof Verdict.Never(String why) ? why : null;
        Recipient recipient = Recipient.person(person);
        List<String> rooms = wishes.via().stream()
                .filter(name -> !name.equals(Channels.MAIL))
                .filter(name -> channels.ownRoom(name, person).isPresent())
                .toList();
        if (rooms.isEmpty() || mandatory || wishes.via().contains(Channels.MAIL)) {
            Place mailbox = new Place(Channel.MAIL, recipient, Notice.MAIL_SERVER, language);
            round.tell(announcement, mailbox, mandatory, held, suppressed);
        }
        rooms.forEach(room -> round.tell(
                announcement, new Place(Channel.CHAT, recipient, room, language), mandatory, held, suppressed));
    }

    /** What nobody has configured is no success: it stands in the account, unless a channel of that way is told anyway. */
    private void tellConfigured(Round round, Announcement announcement, List<SubscriptionRow> asking) {
        if (announcement.audience()) {
            String missing = config.audienceMail().isPresent() ? null : Channels.NO_LIST;
            if (missing == null || !anyIs(asking, Channel.MAIL)) {
                Place audience = new Place(Channel.MAIL, Recipient.AUDIENCE, Notice.MAIL_SERVER, config.language());
                round.tell(announcement, audience, false, null, missing);
            }
        }
        if (announcement.room()) {
            String missing = config.chatWebhookUrl().isPresent() ? null : Channels.NO_WEBHOOK;
            if (missing == null || !anyIs(asking, Channel.CHAT)) {
                Place room = new Place(Channel.CHAT, Recipient.ROOM, Channels.CHAT, config.language());
                round.tell(announcement, room, false, null, missing);
            }
        }
    }

    private boolean anyIs(List<SubscriptionRow> asking, Channel way) {
        return asking.stream().anyMatch(row -> {
            String name = row.channel;
            return name != null
                    && channels.find(name)
                            .filter(view -> view.kind.way() == way)
                            .isPresent();
        });
    }

    private void tellSubscribed(Round round, Announcement told, SubscriptionRow subscription) {
        Held gathering = new Held(Held.Why.SAME_CAUSE, round.now().plus(config.gather()));
        String person = subscription.person;
        if (person != null) {
            tellPerson(round, withoutInvitation(told), person, false, gathering);
            return;
        }
        Place place = place(Objects.requireNonNull(subscription.channel, "a channel or a person"));
        if (place == null) {
            return; // it is gone, and with it who wanted to hear
        }
        round.tell(withoutInvitation(told), place, false, place.way() == Channel.WEBHOOK ? null : gathering, null);
    }

    private @Nullable Place place(String name) {
        if (name.equals(Channels.AUDIENCE)) {
            return new Place(Channel.MAIL, Recipient.AUDIENCE, Notice.MAIL_SERVER, config.language());
        }
        if (name.equals(Channels.CHAT)) {
            return new Place(Channel.CHAT, Recipient.ROOM, Channels.CHAT, config.language());
        }
        return channels.find(name).map(Routing::place).orElse(null);
    }

    private static Place place(ChannelView view) {
        Language language = Language.ofCode(view.language);
        Channel way = view.kind.way();
        return switch (way) {
            case MAIL ->
                new Place(way, new Recipient(Recipient.Kind.MAIL_LIST, view.name), Notice.MAIL_SERVER, language);
            case CHAT -> new Place(way, new Recipient(Recipient.Kind.CHAT_ROOM, view.name), view.name, language);
            case WEBHOOK -> new Place(way, new Recipient(Recipient.Kind.WEBHOOK, view.name), view.name, language);
        };
    }

    private static Announcement happened(About about) {
        return new Announcement(
                Announcement.Kind.HAPPENED,
                List.of(),
                false,
                false,
                Map.of("number", about.number(), "title", about.title(), "path", about.path()),
                Map.of(),
                about.isPrivate(),
                null,
                null);
    }

    /** Whoever only listens is not invited. */
    private static Announcement withoutInvitation(Announcement told) {
        return new Announcement(
                told.kind(),
                told.people(),
                told.audience(),
                told.room(),
                told.facts(),
                told.named(),
                told.confidential(),
                null,
                null);
    }

    /** The same for every delivery of the event, so that it can never be told twice. */
    static UUID deliveryId(UUID source, Channel channel, Recipient recipient) {
        return Ids.named("delivery/" + source + "/" + channel + "/" + recipient.kind() + "/" + recipient.name());
    }

    private static UUID deliveryId(UUID source, Place place) {
        boolean own = place.recipient().kind() == Recipient.Kind.PERSON && place.way() != Channel.MAIL;
        return own
                ? Ids.named("delivery/" + source + "/" + place.destination() + "/"
                        + place.recipient().name())
                : deliveryId(source, place.way(), place.recipient());
    }
}
