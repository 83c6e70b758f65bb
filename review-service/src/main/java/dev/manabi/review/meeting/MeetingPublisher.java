package dev.manabi.review.meeting;

import dev.manabi.contracts.MeetingMessage;
import dev.manabi.contracts.PublicEvent;
import dev.manabi.eventsourcing.Recorded;
import dev.manabi.kit.Publisher;
import dev.manabi.review.meeting.domain.AgendaPoint;
import dev.manabi.review.meeting.domain.Attendance;
import dev.manabi.review.meeting.domain.Attended;
import dev.manabi.review.meeting.domain.Meeting;
import dev.manabi.review.meeting.domain.Meeting.Arranged;
import dev.manabi.review.meeting.domain.Meeting.Ended;
import dev.manabi.review.meeting.domain.MeetingEvent;
import dev.manabi.review.meeting.domain.MeetingEvent.AttendanceRecorded;
import dev.manabi.review.meeting.domain.MeetingEvent.DecisionTaken;
import dev.manabi.review.meeting.domain.MeetingEvent.MeetingCancelled;
import dev.manabi.review.meeting.domain.MeetingEvent.MeetingChanged;
import dev.manabi.review.meeting.domain.MeetingEvent.MeetingEnded;
import dev.manabi.review.meeting.domain.MeetingEvent.MeetingPlanned;
import dev.manabi.review.meeting.domain.MeetingEvent.MeetingRescheduled;
import dev.manabi.review.meeting.domain.MeetingEvent.MeetingStarted;
import dev.manabi.review.meeting.domain.MeetingEvent.PointSettled;
import dev.manabi.review.meeting.domain.Outcome;
import dev.manabi.review.meeting.domain.Plan;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the world is told of meetings. */
final class MeetingPublisher implements Publisher<MeetingEvent, Meeting> {

    @Override
    public Optional<PublicEvent> publish(Recorded<MeetingEvent> recorded, Meeting after) {
        UUID id = recorded.streamId();
        Arranged meeting = (Arranged) after;
        return switch (recorded.event()) {
            case MeetingPlanned e -> Optional.of(new MeetingMessage.MeetingScheduled(id, meeting(meeting), e.at()));
            case MeetingRescheduled e ->
                Optional.of(new MeetingMessage.MeetingRescheduled(
                        id, meeting(meeting), e.from().startsAt(), e.at()));
            case MeetingChanged e ->
                Optional.of(new MeetingMessage.MeetingChanged(id, meeting(meeting), e.added(), e.removed(), e.at()));
            case MeetingCancelled e ->
                Optional.of(new MeetingMessage.MeetingCancelled(id, meeting(meeting), e.reason(), e.by(), e.at()));
            case MeetingEnded e -> Optional.of(minutes(id, (Ended) meeting, e));
            case MeetingStarted _, AttendanceRecorded _, PointSettled _, DecisionTaken _ ->
                Optional.empty(); // told together, with the minutes
        };
    }

    private static MeetingMessage minutes(UUID id, Ended meeting, MeetingEnded event) {
        return new MeetingMessage.MeetingMinutesRecorded(
                id,
                meeting(meeting),
                meeting.startedAt(),
                event.at(),
                meeting.attendance().stream()
                        .filter(one -> one.how() == Attendance.PRESENT)
                        .map(Attended::person)
                        .sorted()
                        .toList(),
                meeting.minutes().text(),
                meeting.minutes().by(),
                outcomes(meeting),
                meeting.decisions());
    }

    private static List<MeetingMessage.Outcome> outcomes(Ended meeting) {
        Map<String, AgendaPoint> points =
                meeting.points().collect(Collectors.toMap(AgendaPoint::id, Function.identity(), (one, _) -> one));
        return meeting.outcomes().stream()
                .map(outcome -> outcome(outcome, Objects.requireNonNull(points.get(outcome.point()))))
                .toList();
    }

    private static MeetingMessage.Outcome outcome(Outcome outcome, AgendaPoint point) {
        return new MeetingMessage.Outcome(
                point.postmortemId(),
                point.commentId(),
                point.criterion(),
                outcome.result().name(),
                outcome.text());
    }

    private static MeetingMessage.Meeting meeting(Arranged meeting) {
        Plan plan = meeting.plan();
        return new MeetingMessage.Meeting(
                meeting.sequence(),
                plan.subjects().stream()
                        .map(one -> new MeetingMessage.Subject(
                                one.postmortemId(), one.number(), one.confidential() ? one.number() : one.title()))
                        .toList(),
                plan.slot().startsAt(),
                plan.slot().durationMinutes(),
                plan.slot().timeZone(),
                plan.place(),
                plan.link(),
                plan.roster().facilitator(),
                plan.roster().noteTaker(),
                plan.roster().attendees(),
                plan.language(),
                plan.organizer(),
                plan.confidential());
    }
}
