package dev.manabi.incident.incident.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much of a timeline is shown to be so. The incident's own steps are not counted: they need no evidence.
 *
 * @param share of the entries that carry evidence, 0 to 1; null where there are none
 */
public record Coverage(
        int entries, int withEvidence, @Nullable Double share) {

    public static Coverage of(List<TimelineEntry> timeline) {
        List<TimelineEntry> facts = timeline.stream()
                .filter(entry -> entry.kind() != EntryKind.STATUS)
                .toList();
        int shown = (int)
                facts.stream().filter(entry -> !entry.evidence().isEmpty()).count();
        return new Coverage(facts.size(), shown, facts.isEmpty() ? null : (double) shown / facts.size());
    }
}
