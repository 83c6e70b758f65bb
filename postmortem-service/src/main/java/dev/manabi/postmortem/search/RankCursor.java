package dev.manabi.postmortem.search;

import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.postmortem.search.Search.Candidate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a page of hits ended. */
record RankCursor(float rank, UUID id) {

    private static final String SEPARATOR = "|";

    /** What follows; where the hit itself is gone, what fits less than it did. */
    List<Candidate> rest(List<Candidate> ranked) {
        for (int at = 0; at < ranked.size(); at++) {
            if (ranked.get(at).id().equals(id)) {
                return ranked.subList(at + 1, ranked.size());
            }
        }
        return ranked.stream().filter(candidate -> candidate.rank() < rank).toList();
    }

    String text() {
        return rank + SEPARATOR + id;
    }

    /** @throws InvalidValue where it was not answered by a search */
    static @Nullable RankCursor read(@Nullable String after) {
        if (after == null) {
            return null;
        }
        int separator = after.indexOf(SEPARATOR);
        try {
            return new RankCursor(
                    Float.parseFloat(after.substring(0, Math.max(separator, 0))),
                    UUID.fromString(after.substring(separator + 1)));
        } catch (IllegalArgumentException e) {
            throw new InvalidValue("cursor", "cursor must be the next of an earlier answer.");
        }
    }
}
