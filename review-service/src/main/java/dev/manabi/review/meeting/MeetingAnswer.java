package dev.manabi.review.meeting;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.manabi.review.meeting.domain.AgendaPart;
import dev.manabi.review.meeting.domain.Attendance;
import dev.manabi.review.meeting.domain.Attended;
import dev.manabi.review.meeting.domain.Minutes;
import dev.manabi.review.meeting.domain.Outcome;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A meeting as callers see it.
 *
 * @param sequence of the invitation: 0 for the first, and one more for each that takes the place of an earlier one
 * @param localStart when it begins by the clocks of its time zone
 * @param standing the standing meeting that it is one of, or null
 * @param shortNoticeReason why people were invited less than a day before, or null
 * @param agenda as it would be now; once it has begun as it was then
 * @param outcomes what became of the points of the agenda
 * @param decisions what was decided beside them
 */
@Schema(name = "Meeting")
public record MeetingAnswer(
        UUID id,
        MeetingStatus status,
        int sequence,
        List<SubjectAnswer> postmortems,
        Instant startsAt,
        String localStart,
        int durationMinutes,
        String timeZone,
        @Nullable String place,
        @Nullable String link,
        String facilitator,
        String noteTaker,
        List<AttendeeAnswer> attendees,
        String language,
        String organizer,
        @Nullable UUID standing,
        @Nullable String shortNoticeReason,
        @JsonProperty("private") boolean confidential,
        List<AgendaPart> agenda,
        List<Outcome> outcomes,
        List<String> decisions,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Minutes minutes,
        @Nullable String cancelReason,
        long version) {

    /** @param title the number again, where the postmortem is private */
    @Schema(name = "MeetingSubject")
    public record SubjectAnswer(UUID postmortemId, String number, String title) {}

    /** @param attendance null until somebody has said it */
    @Schema(name = "MeetingAttendee")
    public record AttendeeAnswer(String person, @Nullable Attendance attendance) {}

    /** One row of a list. */
    @Schema(name = "MeetingSummary")
    public record Summary(
            UUID id,
            MeetingStatus status,
            List<SubjectAnswer> postmortems,
            Instant startsAt,
            String localStart,
            int durationMinutes,
            String timeZone,
            @Nullable String place,
            @Nullable String link,
            String facilitator,
            String noteTaker,
            List<String> attendees,
            @JsonProperty("private") boolean confidential,
            long version) {

        static Summary of(MeetingView view) {
            return new Summary(
                    view.id,
                    view.status,
                    MeetingAnswer.subjects(view),
                    view.startsAt,
                    MeetingAnswer.localStart(view),
                    view.durationMinutes,
                    view.timeZone,
                    view.place,
                    view.link,
                    view.facilitator,
                    view.noteTaker,
                    view.attendees.stream().sorted().toList(),
                    view.confidential,
                    view.version);
        }
    }

    static MeetingAnswer of(MeetingView view) {
        Map<String, Attendance> attendance =
                view.attendance.stream().collect(Collectors.toMap(Attended::person, Attended::how));
        return new MeetingAnswer(
                view.id,
                view.status,
                view.sequence,
                subjects(view),
                view.startsAt,
                localStart(view),
                view.durationMinutes,
                view.timeZone,
                view.place,
                view.link,
                view.facilitator,
                view.noteTaker,
                view.attendees.stream()
                        .sorted()
                        .map(person -> new AttendeeAnswer(person, attendance.get(person)))
                        .toList(),
                view.language,
                view.organizer,
                view.standing,
                view.shortNoticeReason,
                view.confidential,
                Agendas.of(view),
                view.outcomes,
                view.decisions,
                view.startedAt,
                view.endedAt,
                view.minutes,
                view.cancelReason,
                view.version);
    }

    private static List<SubjectAnswer> subjects(MeetingView view) {
        return view.subjects.stream()
                .map(one -> new SubjectAnswer(
                        one.postmortemId(), one.number(), one.confidential() ? one.number() : one.title()))
                .toList();
    }

    private static String localStart(MeetingView view) {
        return LocalDateTime.ofInstant(view.startsAt, ZoneId.of(view.timeZone)).toString();
    }
}
