package dev.manabi.postmortem.postmortem.domain;

import dev.manabi.postmortem.postmortem.domain.PostmortemEvent.Deadline;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * By when a postmortem is due, as it now stands.
 *
 * @param draftDueAt by when it is to be submitted; null, as dueAt, where it was imported and nobody waits for it
 * @param dueAt by when it is to be published
 * @param suspended it need not be written for now, so nobody is reminded
 * @param told when somebody was last told that a deadline has passed
 */
public record Term(
        @Nullable Instant draftDueAt, @Nullable Instant dueAt, boolean suspended, Map<Deadline, Instant> told) {

    public Term {
        told = Map.copyOf(told);
    }

    static Term until(@Nullable Instant draftDueAt, @Nullable Instant dueAt) {
        return new Term(draftDueAt, dueAt, false, Map.of());
    }

    Term pausing() {
        return new Term(draftDueAt, dueAt, true, told);
    }

    Term telling(Deadline deadline, Instant at) {
        Map<Deadline, Instant> all = new EnumMap<>(Deadline.class);
        all.putAll(told);
        all.put(deadline, at);
        return new Term(draftDueAt, dueAt, suspended, all);
    }
}
