package dev.manabi.postmortem.policy.domain;

import java.time.Instant;
import java.util.Map;

/**
 * When a postmortem is due, and by when. A version never changes; an incident is judged by the version that was in force
 * when it was declared (METHOD D1).
 *
 * @param deadlines by severity, {@code SEV1} to {@code SEV5}
 */
public record Policy(
        String name,
        int version,
        Instant inForceFrom,
        Criteria criteria,
        Map<String, Deadlines> deadlines,
        BusinessCalendar calendar) {

    public Policy {
        deadlines = Map.copyOf(deadlines);
    }

    /** A draft that waits is told of before the publication is, never after. */
    public Instant draftDueAt(String severity, Instant closedAt) {
        Instant draft = calendar.after(closedAt, of(severity).draft());
        Instant publication = publicationDueAt(severity, closedAt);
        return draft.isBefore(publication) ? draft : publication;
    }

    public Instant publicationDueAt(String severity, Instant closedAt) {
        return calendar.after(closedAt, of(severity).publication());
    }

    public Instant reviewDueAt(String severity, Instant submittedAt) {
        return calendar.after(submittedAt, of(severity).review());
    }

    public Instant actionItemDueAt(String severity, Instant writtenDownAt) {
        return calendar.after(writtenDownAt, of(severity).actionItem());
    }

    private Deadlines of(String severity) {
        Deadlines found = deadlines.get(severity);
        if (found == null) {
            throw new IllegalStateException(
                    "Policy %s version %d has no deadlines for %s".formatted(name, version, severity));
        }
        return found;
    }
}
