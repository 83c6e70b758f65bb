package dev.manabi.review.meeting;

import dev.manabi.eventsourcing.EventTypes;
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

/** How the events of meetings are called in the store. */
public final class MeetingEventTypes {

    public static final EventTypes<MeetingEvent> ALL = EventTypes.<MeetingEvent>of("meeting")
            .with("meeting-planned.v1", MeetingPlanned.class)
            .with("meeting-rescheduled.v1", MeetingRescheduled.class)
            .with("meeting-changed.v1", MeetingChanged.class)
            .with("meeting-cancelled.v1", MeetingCancelled.class)
            .with("meeting-started.v1", MeetingStarted.class)
            .with("attendance-recorded.v1", AttendanceRecorded.class)
            .with("point-settled.v1", PointSettled.class)
            .with("decision-taken.v1", DecisionTaken.class)
            .with("meeting-ended.v1", MeetingEnded.class);

    private MeetingEventTypes() {}
}
