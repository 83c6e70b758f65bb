package dev.manabi.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Meetings in which postmortems are reviewed, on topic {@code meetings}, keyed by meeting id. Each message carries the
 * whole meeting as it then stands, so that an invitation can be written from any of them.
 */
public sealed interface MeetingMessage extends PublicEvent {

    UUID meetingId();

    @Override
    default String key() {
        return meetingId().toString();
    }

    /** These people are invited. */
    record MeetingScheduled(UUID meetingId, Meeting meeting, Instant scheduledAt) implements MeetingMessage {}

    /**
     * It is at another time.
     *
     * @param previously when it was to begin before
     */
    record MeetingRescheduled(UUID meetingId, Meeting meeting, Instant previously, Instant rescheduledAt)
            implements MeetingMessage {}

    /**
     * Who comes, where it is, or what it is about has changed; the time has not.
     *
     * @param added who was not invited before
     * @param removed who need not come any more
     */
    record MeetingChanged(UUID meetingId, Meeting meeting, List<String> added, List<String> removed, Instant changedAt)
            implements MeetingMessage {}

    /** It does not take place. */
    record MeetingCancelled(UUID meetingId, Meeting meeting, String reason, String cancelledBy, Instant cancelledAt)
            implements MeetingMessage {}

    /**
     * It has been held. The minutes belong to each of its postmortems, word for word; whoever hears those of a private
     * one shows them to those alone who may read it.
     *
     * @param heldAt when it was begun
     * @param present person ids of those who were there
     * @param minutes Markdown
     * @param recordedBy who wrote them
     * @param decisions what was decided beside the points of the agenda
     */
    record MeetingMinutesRecorded(
            UUID meetingId,
            Meeting meeting,
            Instant heldAt,
            Instant endedAt,
            List<String> present,
            String minutes,
            String recordedBy,
            List<Outcome> outcomes,
            List<String> decisions)
            implements MeetingMessage {}

    /**
     * A meeting as it stands.
     *
     * @param sequence 0 for the first invitation; grows with each that takes the place of an earlier one (RFC 5545)
     * @param durationMinutes 30 to 60
     * @param timeZone IANA name of the zone in which it was planned; {@code startsAt} is what holds
     * @param link where to meet online
     * @param facilitator somebody who did not take part in what it is about
     * @param attendees everybody who is invited, the facilitator and the note-taker included
     * @param language {@code en} or {@code ja}
     * @param organizer who planned it
     */
    record Meeting(
            int sequence,
            List<Subject> postmortems,
            Instant startsAt,
            int durationMinutes,
            String timeZone,
            @Nullable String place,
            @Nullable String link,
            String facilitator,
            String noteTaker,
            List<String> attendees,
            String language,
            String organizer,
            @JsonProperty("private") boolean isPrivate) {}

    /** @param title the number again, where the postmortem is private */
    record Subject(UUID postmortemId, String number, String title) {}

    /**
     * What became of a point of the agenda.
     *
     * @param commentId the open comment that it was, or null
     * @param criterion the failed criterion that it was, or null
     * @param result RESOLVED or DEFERRED
     * @param text what was decided, or why it is deferred
     */
    record Outcome(
            UUID postmortemId,
            @Nullable UUID commentId,
            @Nullable String criterion,
            String result,
            String text) {}
}
