package dev.manabi.review.meeting;

import dev.manabi.icalendar.Entry;
import dev.manabi.icalendar.Entry.Party;
import dev.manabi.kit.KitConfig;
import dev.manabi.review.catalog.PersonView;
import dev.manabi.review.meeting.domain.Subject;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Meetings as entries of a calendar that is read, not of an invitation: those who come are named in the text, because
 * addresses are none of this service's business. Invitations go by mail, under the same id.
 */
@ApplicationScoped
class CalendarEntries {

    private final MeetingConfig config;
    private final KitConfig kit;

    CalendarEntries(MeetingConfig config, KitConfig kit) {
        this.config = config;
        this.kit = kit;
    }

    Entry of(MeetingView meeting) {
        return new Entry(
                meeting.id,
                meeting.sequence,
                meeting.arrangedAt,
                meeting.startsAt,
                Duration.ofMinutes(meeting.durationMinutes),
                summary(meeting),
                description(meeting),
                where(meeting),
                URI.create(kit.publicUrl().toString().replaceFirst("/+$", "") + "/meetings/" + meeting.id),
                new Party("Manabi", config.organizer()),
                List.of(),
                meeting.status == MeetingStatus.CANCELLED);
    }

    private static String summary(MeetingView meeting) {
        String what = isJapanese(meeting) ? "レビュー会議: " : "Review meeting: ";
        String titles = meeting.confidential
                ? ""
                : " " + meeting.subjects.stream().map(Subject::title).collect(Collectors.joining("; "));
        return what + meeting.numbers() + titles;
    }

    private static String description(MeetingView meeting) {
        boolean japanese = isJapanese(meeting);
        String start = LocalDateTime.ofInstant(meeting.startsAt, ZoneId.of(meeting.timeZone)) + " " + meeting.timeZone;
        String people = meeting.attendees.stream()
                .sorted()
                .map(CalendarEntries::name)
                .collect(Collectors.joining(japanese ? "、" : ", "));
        return start
                + (japanese ? "\n進行: " : "\nFacilitator: ")
                + name(meeting.facilitator)
                + (japanese ? "\n記録: " : "\nNotes: ")
                + name(meeting.noteTaker)
                + (japanese ? "\n出席者: " : "\nWith: ")
                + people;
    }

    private static String name(String person) {
        PersonView known = PersonView.findById(person);
        return known == null || known.name == null ? person : known.name;
    }

    private static @Nullable String where(MeetingView meeting) {
        if (meeting.place != null && meeting.link != null) {
            return meeting.place + ", " + meeting.link;
        }
        return meeting.place == null ? meeting.link : meeting.place;
    }

    private static boolean isJapanese(MeetingView meeting) {
        return meeting.language.equals("ja");
    }
}
