package dev.manabi.postmortem.policy.domain;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When a postmortem is due, by when, who is suggested to write it and who has to review it. A version never changes; an
 * incident is judged by the version that was in force when it was declared (METHOD D1).
 *
 * @param deadlines by severity, {@code SEV1} to {@code SEV5}
 * @param ownerSuggestion where an owner is looked for, in this order
 */
public record Policy(
        String name,
        int version,
        Instant inForceFrom,
        Criteria criteria,
        Map<String, Deadlines> deadlines,
        Calendars calendars,
        List<OwnerSource> ownerSuggestion,
        ReviewRule reviewRule) {

    /** Where an owner has always been looked for. */
    public static final List<OwnerSource> USUAL_OWNERS =
            List.of(OwnerSource.COMMANDER, OwnerSource.FIRST_RESPONDER, OwnerSource.PRIMARY_ON_CALL);

    public Policy {
        deadlines = Map.copyOf(deadlines);
        ownerSuggestion = List.copyOf(ownerSuggestion);
    }

    /** A draft that waits is told of before the publication is, never after. */
    public Instant draftDueAt(String severity, @Nullable String team, Instant from) {
        Instant draft = calendars.of(team).after(from, of(severity).draft());
        Instant publication = publicationDueAt(severity, team, from);
        return draft.isBefore(publication) ? draft : publication;
    }

    public Instant publicationDueAt(String severity, @Nullable String team, Instant from) {
        return calendars.of(team).after(from, of(severity).publication());
    }

    public Instant reviewDueAt(String severity, @Nullable String team, Instant submittedAt) {
        return calendars.of(team).after(submittedAt, of(severity).review());
    }

    public Instant actionItemDueAt(String severity, @Nullable String team, Instant writtenDownAt) {
        return calendars.of(team).after(writtenDownAt, of(severity).actionItem());
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
