package dev.manabi.review.meeting.domain;

import java.util.List;
import java.util.stream.Stream;

/**
 * What became of a point of the agenda.
 *
 * @param point id of the point
 * @param text what was decided, or why it is deferred
 */
public record Outcome(String point, Result result, String text, String by) {

    /** How a point ended. */
    public enum Result {
        RESOLVED,
        DEFERRED
    }

    /** What is said last of a point counts. */
    public static List<Outcome> with(List<Outcome> all, Outcome one) {
        return Stream.concat(all.stream().filter(other -> !other.point().equals(one.point())), Stream.of(one))
                .toList();
    }
}
