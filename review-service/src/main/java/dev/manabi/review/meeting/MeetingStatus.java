package dev.manabi.review.meeting;

/** Where a meeting stands. */
public enum MeetingStatus {
    PLANNED,
    RUNNING,
    ENDED,
    CANCELLED
}
