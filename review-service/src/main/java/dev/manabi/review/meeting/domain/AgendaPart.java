package dev.manabi.review.meeting.domain;

import java.util.List;

/** A part of a meeting, with its share of the time. */
public record AgendaPart(Part part, int minutes, List<AgendaPoint> points) {

    public AgendaPart {
        points = List.copyOf(points);
    }

    /** In the order in which they are talked about. */
    public enum Part {
        /** How did we get here? */
        HOW_WE_GOT_HERE,
        /** Are the actions right? */
        ACTIONS,
        /** What do customers read? */
        TEXT_FOR_CUSTOMERS
    }
}
