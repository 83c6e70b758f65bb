package dev.manabi.notification.delivery;

import dev.manabi.contracts.EventContract;
import dev.manabi.contracts.IncidentMessage;
import dev.manabi.contracts.MeetingMessage;
import dev.manabi.contracts.PostmortemMessage;
import dev.manabi.contracts.PublicEvent;
import dev.manabi.contracts.ReviewMessage;
import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.Ids;
import dev.manabi.kit.Inbox;
import dev.manabi.notification.NotificationConfig;
import dev.manabi.notification.announcement.Announcement;
import dev.manabi.notification.announcement.Announcements;
import dev.manabi.notification.announcement.Language;
import dev.manabi.notification.announcement.MeetingAnnouncements;
import dev.manabi.notification.announcement.Texts;
import dev.manabi.notification.catalog.People;
import dev.manabi.notification.delivery.domain.Channel;
import dev.manabi.notification.delivery.domain.DeliveryCommand.RequestDelivery;
import dev.manabi.notification.delivery.domain.Notice;
import dev.manabi.notification.delivery.domain.Recipient;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Each event of a postmortem or a review becomes a delivery for each person, list and room that is told of it. */
@ApplicationScoped
public class WhenSomethingHappensThenTell {

    private static final String CONSUMER = "notification-service";

    private final Inbox inbox;
    private final DeliveryCommands commands;
    private final People people;
    private final NotificationConfig config;
    private final Texts texts;

    WhenSomethingHappensThenTell(
            Inbox inbox, DeliveryCommands commands, People people, NotificationConfig config, Texts texts) {
        this.inbox = inbox;
        this.commands = commands;
        this.people = people;
        this.config = config;
        this.texts = texts;
    }

    @Incoming("incidents")
    @Blocking
    public void onIncident(ConsumerRecord<String, byte[]> message) {
        inbox.receive(
                CONSUMER,
                message,
                (event, cause) -> Announcements.of((IncidentMessage) event, people)
                        .ifPresent(announcement -> tell(event, announcement, cause)));
    }

    @Incoming("postmortems")
    @Blocking
    public void onPostmortem(ConsumerRecord<String, byte[]> message) {
        inbox.receive(
                CONSUMER,
                message,
                (event, cause) -> Announcements.of((PostmortemMessage) event, people)
                        .ifPresent(announcement -> tell(event, announcement, cause)));
    }

    @Incoming("reviews")
    @Blocking
    public void onReview(ConsumerRecord<String, byte[]> message) {
        inbox.receive(
                CONSUMER,
                message,
                (event, cause) -> Announcements.of((ReviewMessage) event, people)
                        .ifPresent(announcement -> tell(event, announcement, cause)));
    }

    @Incoming("meetings")
    @Blocking
    public void onMeeting(ConsumerRecord<String, byte[]> message) {
        inbox.receive(
                CONSUMER,
                message,
                (event, cause) -> tell(event, MeetingAnnouncements.of((MeetingMessage) event), cause));
    }

    private void tell(PublicEvent event, Announcement announcement, Cause cause) {
        tell(event, List.of(announcement), cause);
    }

    /** All of them or none: every stream is loaded before one is written to. */
    private void tell(PublicEvent event, List<Announcement> announcements, Cause cause) {
        commands.request(
                announcements.stream()
                        .flatMap(announcement -> requests(event, announcement, cause).stream())
                        .toList(),
                cause);
    }

    private List<RequestDelivery> requests(PublicEvent event, Announcement announcement, Cause cause) {
        UUID source = Objects.requireNonNull(cause.causationId(), "an event comes with its id");
        List<RequestDelivery> requests = new ArrayList<>();
        for (String person : announcement.people()) {
            requests.add(request(source, event, announcement, Channel.MAIL, Recipient.person(person), cause));
        }
        if (announcement.audience() && config.audienceMail().isPresent()) {
            requests.add(request(source, event, announcement, Channel.MAIL, Recipient.AUDIENCE, cause));
        }
        if (announcement.room() && config.chatWebhookUrl().isPresent()) {
            requests.add(request(source, event, announcement, Channel.CHAT, Recipient.ROOM, cause));
        }
        return requests;
    }

    private RequestDelivery request(
            UUID source,
            PublicEvent event,
            Announcement announcement,
            Channel channel,
            Recipient recipient,
            Cause cause) {
        Language own = announcement.language();
        Language language = own == null ? config.language() : own;
        Notice notice = new Notice(
                source,
                EventContract.of(event).type(),
                channel,
                recipient,
                announcement.kind().template(),
                language.code(),
                texts.subject(announcement, language),
                announcement.facts(),
                announcement.named(),
                announcement.confidential(),
                announcement.invitation());
        return new RequestDelivery(deliveryId(source, channel, recipient), notice, cause.at());
    }

    /** The same for every delivery of the event, so that it can never be told twice. */
    static UUID deliveryId(UUID source, Channel channel, Recipient recipient) {
        return Ids.named("delivery/" + source + "/" + channel + "/" + recipient.kind() + "/" + recipient.name());
    }
}
