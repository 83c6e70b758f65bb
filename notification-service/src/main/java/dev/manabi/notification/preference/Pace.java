package dev.manabi.notification.preference;

/** How often somebody wants to be told of what is not their duty. */
public enum Pace {
    IMMEDIATELY,
    HOURLY,
    DAILY
}
