package dev.manabi.postmortem.postmortem;

import dev.manabi.contracts.MeetingMessage;
import dev.manabi.contracts.MeetingMessage.MeetingCancelled;
import dev.manabi.contracts.MeetingMessage.MeetingChanged;
import dev.manabi.contracts.MeetingMessage.MeetingMinutesRecorded;
import dev.manabi.contracts.MeetingMessage.MeetingRescheduled;
import dev.manabi.contracts.MeetingMessage.MeetingScheduled;
import dev.manabi.contracts.MeetingMessage.Outcome;
import dev.manabi.eventsourcing.Cause;
import dev.manabi.kit.Inbox;
import dev.manabi.postmortem.postmortem.domain.Minutes;
import dev.manabi.postmortem.postmortem.domain.PostmortemCommand.RecordMinutes;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Hears what review meetings wrote down. */
@ApplicationScoped
public class MeetingListener {

    private static final String RESOLVED = "RESOLVED";

    private final Inbox inbox;
    private final PostmortemCommands postmortems;

    MeetingListener(Inbox inbox, PostmortemCommands postmortems) {
        this.inbox = inbox;
        this.postmortems = postmortems;
    }

    @Incoming("meetings")
    @Blocking
    public void on(ConsumerRecord<String, byte[]> record) {
        inbox.receive("postmortem-service", record, (event, cause) -> learn((MeetingMessage) event, cause));
    }

    private void learn(MeetingMessage message, Cause cause) {
        switch (message) {
            case MeetingMinutesRecorded e ->
                postmortems.handleAll(
                        e.meeting().postmortems().stream()
                                .map(one -> new RecordMinutes(
                                        one.postmortemId(), minutes(e, one.postmortemId()), e.endedAt()))
                                .toList(),
                        cause);
            case MeetingScheduled _, MeetingRescheduled _, MeetingChanged _, MeetingCancelled _ -> {
                // between the meeting and its attendees
            }
        }
    }

    private static Minutes minutes(MeetingMinutesRecorded e, UUID postmortemId) {
        List<Minutes.Settled> settled = e.outcomes().stream()
                .filter(outcome -> outcome.postmortemId().equals(postmortemId))
                .map(MeetingListener::settled)
                .toList();
        return new Minutes(e.meetingId(), e.heldAt(), e.minutes(), e.recordedBy(), e.present(), e.decisions(), settled);
    }

    private static Minutes.Settled settled(Outcome outcome) {
        return new Minutes.Settled(
                outcome.commentId(), outcome.criterion(), outcome.result().equals(RESOLVED), outcome.text());
    }
}
