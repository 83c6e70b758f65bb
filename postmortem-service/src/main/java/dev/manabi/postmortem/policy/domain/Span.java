package dev.manabi.postmortem.policy.domain;

/** So many days, counted by the calendar or in business days. */
public record Span(int days, Counting counting) {

    /** Which days count. */
    public enum Counting {
        CALENDAR,
        BUSINESS
    }

    public Span {
        if (days < 0) {
            throw new IllegalArgumentException("A span has no negative days: " + days);
        }
    }
}
