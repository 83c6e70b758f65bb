package dev.manabi.review.meeting;

import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.kit.Aggregate;
import dev.manabi.kit.Aggregates;
import dev.manabi.kit.Handled;
import dev.manabi.review.meeting.domain.Meeting;
import dev.manabi.review.meeting.domain.MeetingCommand;
import dev.manabi.review.meeting.domain.MeetingDecider;
import dev.manabi.review.meeting.domain.MeetingEvent;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;

/** Where every command on a meeting passes. */
@Startup
@ApplicationScoped
public class MeetingCommands {

    private final Aggregate<MeetingCommand, MeetingEvent, Meeting> meetings;

    MeetingCommands(Aggregates aggregates) {
        this.meetings = aggregates.register(
                new MeetingDecider(), MeetingEventTypes.ALL, new MeetingProjection(), new MeetingPublisher());
    }

    /** In the caller's transaction. */
    public Handled<Meeting> handle(MeetingCommand command, Expected expected, Cause cause) {
        return meetings.handle(command.meetingId(), command, expected, cause);
    }
}
