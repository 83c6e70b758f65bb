package dev.manabi.review.meeting.domain;

import dev.manabi.eventsourcing.Rule;

/** Why a command on a meeting is refused. */
public enum MeetingRule implements Rule {
    MEETING_IN_THE_PAST,
    /** The link is sent a day before, unless somebody says why it cannot be. */
    MEETING_TOO_SOON,
    /** Whoever took part in what the meeting is about does not lead it. */
    FACILITATOR_TOOK_PART,
    /** Nobody can lead a talk and write it down. */
    NOTE_TAKER_IS_FACILITATOR,
    /** Nobody can be proposed: somebody has to be named. */
    NOBODY_TO_FACILITATE,
    /** A private postmortem has a meeting of its own: the minutes of a meeting are those of all its postmortems. */
    PRIVATE_APART,
    /** It is under way, over or cancelled. */
    MEETING_NOT_PLANNED,
    /** It has not begun, or it is over. */
    MEETING_NOT_RUNNING,
    /** It begins later; until then it can be put at another time. */
    MEETING_NOT_DUE,
    /** It ends once every open comment is resolved or deferred with a reason. */
    COMMENTS_OPEN,
    /** The minutes hold wordings that blame, and nobody said why they stay. */
    MINUTES_BLAME,
    /** Questions are asked after the meeting. */
    MEETING_NOT_ENDED,
    POLL_ANSWERED
}
