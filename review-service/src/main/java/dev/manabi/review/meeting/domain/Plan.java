package dev.manabi.review.meeting.domain;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was agreed about a meeting.
 *
 * @param link where to meet online
 * @param language {@code en} or {@code ja}
 * @param organizer who planned it
 * @param standing the standing meeting that it is one of, or null
 */
public record Plan(
        List<Subject> subjects,
        Slot slot,
        @Nullable String place,
        @Nullable String link,
        Roster roster,
        String language,
        String organizer,
        @Nullable UUID standing) {

    public Plan {
        subjects = List.copyOf(subjects);
    }

    public boolean confidential() {
        return subjects.stream().anyMatch(Subject::confidential);
    }

    Plan at(Slot newSlot) {
        return new Plan(subjects, newSlot, place, link, roster, language, organizer, standing);
    }

    Plan with(List<Subject> newSubjects, @Nullable String newPlace, @Nullable String newLink, Roster newRoster) {
        return new Plan(newSubjects, slot, newPlace, newLink, newRoster, language, organizer, standing);
    }
}
