package dev.manabi.review.meeting;

import dev.manabi.eventsourcing.Projection;
import dev.manabi.eventsourcing.Recorded;
import dev.manabi.review.meeting.domain.Attended;
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
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/** Meetings as they stand now. */
final class MeetingProjection implements Projection<MeetingEvent> {

    @Override
    public List<String> tables() {
        return List.of("meeting_attendee", "meeting_postmortem", "meeting");
    }

    @Override
    public void project(Recorded<MeetingEvent> recorded) {
        MeetingView view = recorded.event() instanceof MeetingPlanned e
                ? planned(recorded.streamId(), e)
                : existing(recorded.streamId());
        view.version = recorded.version();
        switch (recorded.event()) {
            case MeetingPlanned _ -> {}
            case MeetingRescheduled e -> {
                view.be(e.to());
                view.shortNoticeReason = e.shortNoticeReason();
                arranged(view, e.at());
            }
            case MeetingChanged e -> {
                view.be(e.subjects(), e.place(), e.link(), e.roster());
                arranged(view, e.at());
            }
            case MeetingCancelled e -> {
                view.status = MeetingStatus.CANCELLED;
                view.cancelReason = e.reason();
                arranged(view, e.at());
            }
            case MeetingStarted e -> {
                view.status = MeetingStatus.RUNNING;
                view.startedAt = e.at();
                view.agenda = e.agenda();
            }
            case AttendanceRecorded e ->
                view.attendance = Attended.with(view.attendance, new Attended(e.person(), e.attendance()));
            case PointSettled e -> view.outcomes = Outcome.with(view.outcomes, e.outcome());
            case DecisionTaken e ->
                view.decisions = Stream.concat(view.decisions.stream(), Stream.of(e.text()))
                        .toList();
            case MeetingEnded e -> {
                view.status = MeetingStatus.ENDED;
                view.endedAt = e.at();
                view.minutes = e.minutes();
            }
        }
        view.persist();
    }

    private static void arranged(MeetingView view, Instant at) {
        view.sequence++;
        view.arrangedAt = at;
    }

    private static MeetingView existing(UUID id) {
        MeetingView view = MeetingView.findById(id);
        return Objects.requireNonNull(view, () -> "Meeting " + id + " was never planned");
    }

    private static MeetingView planned(UUID id, MeetingPlanned event) {
        Plan plan = event.plan();
        MeetingView view = new MeetingView();
        view.id = id;
        view.status = MeetingStatus.PLANNED;
        view.be(plan.slot());
        view.be(plan.subjects(), plan.place(), plan.link(), plan.roster());
        view.language = plan.language();
        view.organizer = plan.organizer();
        view.standing = plan.standing();
        view.shortNoticeReason = event.shortNoticeReason();
        view.arrangedAt = event.at();
        view.attendance = List.of();
        view.outcomes = List.of();
        view.decisions = List.of();
        return view;
    }
}
