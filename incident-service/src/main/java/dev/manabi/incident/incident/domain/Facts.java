package dev.manabi.incident.incident.domain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What is known of an incident's course.
 *
 * @param timeline the earliest first; of the same moment, in the order of being written down
 * @param size of the timeline, see {@link Timeline#LARGEST}
 * @param alerts the last that was said of each occurrence
 * @param corrections in their order
 */
record Facts(List<TimelineEntry> timeline, int size, List<Alert> alerts, List<Correction> corrections) {

    static final Facts NONE = new Facts(List.of(), 0, List.of(), List.of());

    Facts with(List<TimelineEntry> entries) {
        if (entries.isEmpty()) {
            return this;
        }
        List<TimelineEntry> next = new ArrayList<>(timeline.size() + entries.size());
        next.addAll(timeline);
        entries.forEach(entry -> next.add(place(next, entry), entry));
        return new Facts(Collections.unmodifiableList(next), size + Timeline.size(entries), alerts, corrections);
    }

    Facts withAlerts(List<Alert> next) {
        return new Facts(timeline, size, List.copyOf(next), corrections);
    }

    Facts corrected(Correction correction, TimelineEntry after) {
        List<TimelineEntry> others = new ArrayList<>(timeline);
        others.remove(correction.before());
        List<Correction> all = new ArrayList<>(corrections);
        all.add(correction);
        int without = size - Timeline.size(correction.before());
        return new Facts(others, without, alerts, List.copyOf(all)).with(List.of(after));
    }

    Optional<TimelineEntry> find(UUID entry) {
        return timeline.stream().filter(one -> one.id().equals(entry)).findFirst();
    }

    /** Facts mostly come in their order, so it is looked for from the end. */
    private static int place(List<TimelineEntry> timeline, TimelineEntry entry) {
        int place = timeline.size();
        while (place > 0 && timeline.get(place - 1).occurredAt().isAfter(entry.occurredAt())) {
            place--;
        }
        return place;
    }
}
