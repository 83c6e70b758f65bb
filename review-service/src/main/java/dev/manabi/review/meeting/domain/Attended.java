package dev.manabi.review.meeting.domain;

import java.util.List;
import java.util.stream.Stream;

/** Whether that person was there. */
public record Attended(String person, Attendance how) {

    /** What is said last of a person counts. */
    public static List<Attended> with(List<Attended> all, Attended one) {
        return Stream.concat(all.stream().filter(other -> !other.person().equals(one.person())), Stream.of(one))
                .toList();
    }
}
