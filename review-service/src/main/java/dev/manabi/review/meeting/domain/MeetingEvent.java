package dev.manabi.review.meeting.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What has happened to a meeting. */
public sealed interface MeetingEvent {

    /** @param shortNoticeReason why people are invited less than a day before, or null */
    record MeetingPlanned(Plan plan, @Nullable String shortNoticeReason, Instant at) implements MeetingEvent {}

    record MeetingRescheduled(Slot from, Slot to, @Nullable String shortNoticeReason, String by, Instant at)
            implements MeetingEvent {}

    /** The whole of what may have changed, and who is invited or need not come any more by it. */
    record MeetingChanged(
            List<Subject> subjects,
            @Nullable String place,
            @Nullable String link,
            Roster roster,
            List<String> added,
            List<String> removed,
            String by,
            Instant at)
            implements MeetingEvent {}

    record MeetingCancelled(String reason, String by, Instant at) implements MeetingEvent {}

    /** @param agenda as it stands from now on */
    record MeetingStarted(List<AgendaPart> agenda, String by, Instant at) implements MeetingEvent {}

    record AttendanceRecorded(String person, Attendance attendance, String by, Instant at) implements MeetingEvent {}

    record PointSettled(Outcome outcome, Instant at) implements MeetingEvent {}

    /** Something that was on no agenda was decided. */
    record DecisionTaken(UUID decisionId, String text, String by, Instant at) implements MeetingEvent {}

    /** @param resolvedMeanwhile comments of the agenda that were closed in the postmortem while people met */
    record MeetingEnded(Minutes minutes, List<UUID> resolvedMeanwhile, Instant at) implements MeetingEvent {}
}
