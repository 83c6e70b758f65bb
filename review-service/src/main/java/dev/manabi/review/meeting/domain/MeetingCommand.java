package dev.manabi.review.meeting.domain;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be asked of a meeting. */
public sealed interface MeetingCommand {

    UUID meetingId();

    Instant at();

    /** @param tookPart in what the meeting is about: none of them leads it */
    record PlanMeeting(
            UUID meetingId,
            Plan plan,
            Set<String> tookPart,
            @Nullable String shortNoticeReason,
            Instant at) implements MeetingCommand {}

    record RescheduleMeeting(
            UUID meetingId, Slot slot, @Nullable String shortNoticeReason, Actor by, Instant at)
            implements MeetingCommand {}

    /** @param tookPart in what the meeting is about */
    record ChangeMeeting(
            UUID meetingId,
            List<Subject> subjects,
            @Nullable String place,
            @Nullable String link,
            Roster roster,
            Set<String> tookPart,
            Actor by,
            Instant at)
            implements MeetingCommand {}

    record CancelMeeting(UUID meetingId, String reason, Actor by, Instant at) implements MeetingCommand {}

    /** @param agenda as it stands at this moment */
    record StartMeeting(UUID meetingId, List<AgendaPart> agenda, Actor by, Instant at) implements MeetingCommand {}

    record RecordAttendance(UUID meetingId, String person, Attendance attendance, Actor by, Instant at)
            implements MeetingCommand {}

    record SettlePoint(UUID meetingId, String point, Outcome.Result result, String text, Actor by, Instant at)
            implements MeetingCommand {}

    record TakeDecision(UUID meetingId, UUID decisionId, String text, Actor by, Instant at) implements MeetingCommand {}

    /**
     * @param findings ids of what the check for blame finds in the minutes
     * @param resolved comments that are closed in the postmortem by now
     */
    record EndMeeting(
            UUID meetingId,
            String minutes,
            Set<String> findings,
            List<Minutes.Dismissal> dismissals,
            Set<UUID> resolved,
            Actor by,
            Instant at)
            implements MeetingCommand {}
}
