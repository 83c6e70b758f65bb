package dev.manabi.notification.delivery;

import dev.manabi.contracts.IncidentMessage;
import dev.manabi.contracts.MeetingMessage;
import dev.manabi.contracts.NotificationMessage;
import dev.manabi.contracts.PostmortemMessage;
import dev.manabi.contracts.PublicEvent;
import dev.manabi.contracts.ReviewMessage;
import dev.manabi.eventsourcing.Cause;
import dev.manabi.kit.Inbox;
import dev.manabi.notification.announcement.Announcement;
import dev.manabi.notification.announcement.Announcements;
import dev.manabi.notification.announcement.MeetingAnnouncements;
import dev.manabi.notification.catalog.People;
import dev.manabi.notification.delivery.domain.Channel;
import dev.manabi.notification.delivery.domain.DeliveryCommand.RequestDelivery;
import dev.manabi.notification.report.Happenings;
import dev.manabi.notification.subscription.About;
import dev.manabi.notification.subscription.Subjects;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Each event becomes a delivery for each person, list, room and program that is told of it. */
@ApplicationScoped
public class WhenSomethingHappensThenTell {

    private static final String CONSUMER = "notification-service";

    private final Inbox inbox;
    private final DeliveryCommands commands;
    private final People people;
    private final Subjects subjects;
    private final Routing routing;
    private final ToldEvents toldEvents;
    private final Happenings happenings;

    WhenSomethingHappensThenTell(
            Inbox inbox,
            DeliveryCommands commands,
            People people,
            Subjects subjects,
            Routing routing,
            ToldEvents toldEvents,
            Happenings happenings) {
        this.inbox = inbox;
        this.commands = commands;
        this.people = people;
        this.subjects = subjects;
        this.routing = routing;
        this.toldEvents = toldEvents;
        this.happenings = happenings;
    }

    @Incoming("incidents")
    @Blocking
    public void onIncident(ConsumerRecord<String, byte[]> message) {
        inbox.receive(CONSUMER, message, (received, cause) -> {
            IncidentMessage event = (IncidentMessage) received;
            tell(event, Announcements.of(event, people), subjects.of(event), cause);
        });
    }

    @Incoming("postmortems")
    @Blocking
    public void onPostmortem(ConsumerRecord<String, byte[]> message) {
        inbox.receive(CONSUMER, message, (received, cause) -> {
            PostmortemMessage event = (PostmortemMessage) received;
            tell(event, Announcements.of(event, people), subjects.of(event), cause);
        });
    }

    @Incoming("reviews")
    @Blocking
    public void onReview(ConsumerRecord<String, byte[]> message) {
        inbox.receive(CONSUMER, message, (received, cause) -> {
            ReviewMessage event = (ReviewMessage) received;
            tell(event, Announcements.of(event, people), subjects.of(event), cause);
        });
    }

    @Incoming("meetings")
    @Blocking
    public void onMeeting(ConsumerRecord<String, byte[]> message) {
        inbox.receive(CONSUMER, message, (received, cause) -> {
            MeetingMessage event = (MeetingMessage) received;
            tell(event, MeetingAnnouncements.of(event), subjects.of(event), cause);
        });
    }

    /** Of what became of our own notifications only those are told who must do something about it. */
    @Incoming("own-notifications")
    @Blocking
    public void onNotification(ConsumerRecord<String, byte[]> message) {
        inbox.receive(CONSUMER, message, (received, cause) -> {
            NotificationMessage event = (NotificationMessage) received;
            tell(event, Announcements.of(event), Optional.empty(), cause);
        });
    }

    private void tell(PublicEvent event, Optional<Announcement> announcement, Optional<About> about, Cause cause) {
        tell(event, announcement.stream().toList(), about, cause);
    }

    /** All of them or none. Every stream is loaded before anything is written. */
    private void tell(PublicEvent event, List<Announcement> announcements, Optional<About> about, Cause cause) {
        List<RequestDelivery> requests = routing.requests(event, announcements, about.orElse(null), cause);
        commands.handleAll(requests, cause);
        if (requests.stream().anyMatch(request -> request.notice().channel() == Channel.WEBHOOK)) {
            toldEvents.keep(requests.getFirst().notice().sourceEventId(), event, cause.at());
        }
        subjects.learnFrom(event);
        happenings.hear(event);
    }
}
