package dev.manabi.notification.channel;

import dev.manabi.icalendar.Entry;
import dev.manabi.icalendar.Entry.Attendee;
import dev.manabi.icalendar.Entry.Party;
import dev.manabi.icalendar.ICalendar;
import dev.manabi.icalendar.Method;
import dev.manabi.kit.KitConfig;
import dev.manabi.notification.NotificationConfig;
import dev.manabi.notification.catalog.People;
import dev.manabi.notification.delivery.domain.Invitation;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Writes invitations for calendars, with the names and addresses of now. */
@ApplicationScoped
public class Invitations {

    private final People people;
    private final NotificationConfig config;
    private final KitConfig kit;

    Invitations(People people, NotificationConfig config, KitConfig kit) {
        this.people = people;
        this.config = config;
        this.kit = kit;
    }

    /**
     * A calendar as a mail brings it.
     *
     * @param method as the type of the part has to say as well
     */
    public record Written(String method, String text) {}

    /** In the caller's transaction. Whoever has no address is left out. */
    public Written write(Invitation invitation, String description) {
        Method method =
                switch (invitation.kind()) {
                    case REQUEST -> Method.REQUEST;
                    case CANCEL -> Method.CANCEL;
                };
        Entry entry = new Entry(
                invitation.meetingId(),
                invitation.sequence(),
                invitation.stampedAt(),
                invitation.startsAt(),
                Duration.ofMinutes(invitation.durationMinutes()),
                invitation.summary(),
                description,
                invitation.location(),
                page(invitation),
                new Party("Manabi", config.from().replaceFirst(".*<(.*)>.*", "$1")),
                attendees(invitation),
                invitation.kind() == Invitation.Kind.CANCEL);
        return new Written(method.name(), ICalendar.of(method, List.of(entry), null));
    }

    private List<Attendee> attendees(Invitation invitation) {
        return invitation.attendees().stream()
                .flatMap(person -> people.mailAddress(person).filter(Mails::isAddress).stream()
                        .map(address -> new Attendee(
                                new Party(people.name(person), address), person.equals(invitation.facilitator()))))
                .toList();
    }

    private URI page(Invitation invitation) {
        return URI.create(kit.publicUrl().toString().replaceFirst("/+$", "") + "/meetings/" + invitation.meetingId());
    }
}
