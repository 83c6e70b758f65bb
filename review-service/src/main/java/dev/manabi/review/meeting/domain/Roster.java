package dev.manabi.review.meeting.domain;

import java.util.List;
import java.util.stream.Stream;

/**
 * Who comes.
 *
 * @param attendees everybody, the facilitator and the note-taker included, sorted
 */
public record Roster(String facilitator, String noteTaker, List<String> attendees) {

    public Roster {
        attendees = Stream.concat(attendees.stream(), Stream.of(facilitator, noteTaker))
                .distinct()
                .sorted()
                .toList();
    }

    /** Those of this roster who are not in the other. */
    List<String> without(Roster other) {
        return attendees.stream()
                .filter(person -> !other.attendees.contains(person))
                .toList();
    }
}
