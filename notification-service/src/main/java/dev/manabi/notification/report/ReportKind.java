package dev.manabi.notification.report;

import dev.manabi.notification.announcement.Announcement;

/** What is reported, week by week. */
public enum ReportKind {
    /** To everybody: what happened, what waits, what was learned. */
    WEEKLY(Announcement.Kind.REPORT_WEEKLY),

    /** To each lead: what of their team is overdue. */
    OVERDUE(Announcement.Kind.REPORT_OVERDUE);

    private final Announcement.Kind announcement;

    ReportKind(Announcement.Kind announcement) {
        this.announcement = announcement;
    }

    Announcement.Kind announcement() {
        return announcement;
    }
}
