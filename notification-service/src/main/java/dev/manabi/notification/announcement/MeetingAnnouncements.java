package dev.manabi.notification.announcement;

import static dev.manabi.notification.announcement.Announcement.Kind.MEETING_CANCELLED;
import static dev.manabi.notification.announcement.Announcement.Kind.MEETING_CHANGED;
import static dev.manabi.notification.announcement.Announcement.Kind.MEETING_LEFT;
import static dev.manabi.notification.announcement.Announcement.Kind.MEETING_MINUTES_RECORDED;
import static dev.manabi.notification.announcement.Announcement.Kind.MEETING_RESCHEDULED;
import static dev.manabi.notification.announcement.Announcement.Kind.MEETING_SCHEDULED;

import dev.manabi.contracts.MeetingMessage;
import dev.manabi.contracts.MeetingMessage.Meeting;
import dev.manabi.contracts.MeetingMessage.MeetingCancelled;
import dev.manabi.contracts.MeetingMessage.MeetingChanged;
import dev.manabi.contracts.MeetingMessage.MeetingMinutesRecorded;
import dev.manabi.contracts.MeetingMessage.MeetingRescheduled;
import dev.manabi.contracts.MeetingMessage.MeetingScheduled;
import dev.manabi.contracts.MeetingMessage.Subject;
import dev.manabi.notification.announcement.Announcement.Kind;
import dev.manabi.notification.delivery.domain.Invitation;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who is told what of a meeting: everybody who comes by mail, with an entry for the calendar, and the room once. Mails
 * speak the meeting's language.
 */
public final class MeetingAnnouncements {

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final String NONE = "–";

    private MeetingAnnouncements() {}

    public static List<Announcement> of(MeetingMessage event) {
        return switch (event) {
            case MeetingScheduled e ->
                List.of(invited(MEETING_SCHEDULED, e.meetingId(), e.meeting(), e.scheduledAt(), Map.of()));
            case MeetingRescheduled e ->
                List.of(invited(
                        MEETING_RESCHEDULED,
                        e.meetingId(),
                        e.meeting(),
                        e.rescheduledAt(),
                        Map.of("previously", local(e.previously(), e.meeting()))));
            case MeetingChanged e -> changed(e);
            case MeetingCancelled e -> List.of(cancelled(e));
            case MeetingMinutesRecorded e -> List.of(recorded(e));
        };
    }

    private static Announcement invited(Kind kind, UUID id, Meeting meeting, Instant at, Map<String, String> more) {
        return announcement(
                kind,
                id,
                meeting,
                meeting.attendees(),
                true,
                more,
                invitation(Invitation.Kind.REQUEST, id, meeting, meeting.attendees(), at));
    }

    /** Whoever is new has not been invited before, and whoever need not come any more has to be told in another way. */
    private static List<Announcement> changed(MeetingChanged e) {
        Meeting meeting = e.meeting();
        List<String> staying = meeting.attendees().stream()
                .filter(person -> !e.added().contains(person))
                .toList();
        Invitation request =
                invitation(Invitation.Kind.REQUEST, e.meetingId(), meeting, meeting.attendees(), e.changedAt());
        Invitation cancel = invitation(Invitation.Kind.CANCEL, e.meetingId(), meeting, e.removed(), e.changedAt());
        return List.of(
                announcement(MEETING_CHANGED, e.meetingId(), meeting, staying, true, Map.of(), request),
                announcement(MEETING_SCHEDULED, e.meetingId(), meeting, e.added(), false, Map.of(), request),
                announcement(MEETING_LEFT, e.meetingId(), meeting, e.removed(), false, Map.of(), cancel));
    }

    private static Announcement cancelled(MeetingCancelled e) {
        return announcement(
                MEETING_CANCELLED,
                e.meetingId(),
                e.meeting(),
                e.meeting().attendees(),
                true,
                Map.of("reason", Plain.text(e.reason())),
                invitation(
                        Invitation.Kind.CANCEL,
                        e.meetingId(),
                        e.meeting(),
                        e.meeting().attendees(),
                        e.cancelledAt()));
    }

    private static Announcement recorded(MeetingMinutesRecorded e) {
        Announcement told = announcement(
                MEETING_MINUTES_RECORDED,
                e.meetingId(),
                e.meeting(),
                e.meeting().attendees(),
                true,
                Map.of(),
                null);
        Map<String, List<String>> named = new HashMap<>(told.named());
        named.put("present", e.present());
        return new Announcement(
                told.kind(),
                told.people(),
                told.audience(),
                told.room(),
                told.facts(),
                named,
                told.confidential(),
                null,
                told.language());
    }

    private static Announcement announcement(
            Kind kind,
            UUID id,
            Meeting meeting,
            List<String> people,
            boolean room,
            Map<String, String> more,
            @Nullable Invitation invitation) {
        Map<String, String> facts = new HashMap<>(more);
        facts.put("number", numbers(meeting));
        facts.put("title", titles(meeting));
        facts.put("start", local(meeting.startsAt(), meeting));
        facts.put("utc", Plain.minute(meeting.startsAt()));
        facts.put("minutes", Integer.toString(meeting.durationMinutes()));
        facts.put("where", where(meeting));
        facts.put("path", "/meetings/" + id);
        return new Announcement(
                kind,
                people,
                false,
                room && !meeting.isPrivate(),
                facts,
                Map.of(
                        "facilitator", List.of(meeting.facilitator()),
                        "noteTaker", List.of(meeting.noteTaker()),
                        "attendees", meeting.attendees()),
                meeting.isPrivate(),
                invitation,
                language(meeting));
    }

    private static Invitation invitation(
            Invitation.Kind kind, UUID id, Meeting meeting, List<String> attendees, Instant at) {
        String what = language(meeting) == Language.JA ? "レビュー会議" : "Review meeting";
        String title = meeting.isPrivate() ? "" : " " + titles(meeting);
        return new Invitation(
                kind,
                id,
                meeting.sequence(),
                at,
                meeting.startsAt(),
                meeting.durationMinutes(),
                Plain.line(what + ": " + numbers(meeting) + title),
                where(meeting).equals(NONE) ? null : where(meeting),
                meeting.facilitator(),
                attendees);
    }

    private static String numbers(Meeting meeting) {
        return Plain.line(meeting.postmortems().stream().map(Subject::number).collect(Collectors.joining(", ")));
    }

    private static String titles(Meeting meeting) {
        return Plain.line(meeting.postmortems().stream().map(Subject::title).collect(Collectors.joining("; ")));
    }

    private static String where(Meeting meeting) {
        String place = meeting.place();
        String link = meeting.link();
        if (place != null && link != null) {
            return Plain.line(place + ", " + link);
        }
        return place != null ? Plain.line(place) : link != null ? Plain.line(link) : NONE;
    }

    /** By the clocks of the zone in which it was planned. Zones come and go: where it is not known here, in UTC. */
    private static String local(Instant at, Meeting meeting) {
        return ZoneId.getAvailableZoneIds().contains(meeting.timeZone())
                ? LOCAL.format(at.atZone(ZoneId.of(meeting.timeZone()))) + " " + meeting.timeZone()
                : Plain.minute(at);
    }

    private static Language language(Meeting meeting) {
        return meeting.language().equals("ja") ? Language.JA : Language.EN;
    }
}
