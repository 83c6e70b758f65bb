package dev.manabi.icalendar;

/** What the receiver is to do with the entries (RFC 5546). */
public enum Method {
    /** Put them into the calendar, or put them in the place of earlier versions. */
    REQUEST,
    /** Take them out again. */
    CANCEL,
    /** Show them. */
    PUBLISH
}
