package dev.manabi.postmortem.postmortem.domain;

import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.Deadline;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * By when a postmortem is due, as it now stands.
 *
 * @param draftDueAt by when it is to be submitted; null, as dueAt, where it was imported and nobody waits for it
 * @param dueAt by when it is to be published
 * @param suspended it need not be written for now, so nobody is reminded
 * @param told the deadlines whose passing has been told
 */
public record Term(@Nullable Instant draftDueAt, @Nullable Instant dueAt, boolean suspended, Set<Deadline> told) {

    public Term {
        told = Set.copyOf(told);
    }

    static Term until(@Nullable Instant draftDueAt, @Nullable Instant dueAt) {
        return new Term(draftDueAt, dueAt, false, Set.of());
    }

    Term pausing() {
        return new Term(draftDueAt, dueAt, true, told);
    }

    Term telling(Deadline deadline) {
        Set<Deadline> all = EnumSet.of(deadline);
        all.addAll(told);
        return new Term(draftDueAt, dueAt, suspended, all);
    }
}
