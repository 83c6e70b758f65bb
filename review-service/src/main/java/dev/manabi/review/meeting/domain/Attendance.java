package dev.manabi.review.meeting.domain;

/** Whether an invited person was there. */
public enum Attendance {
    PRESENT,
    EXCUSED,
    ABSENT
}
