package dev.manabi.review.meeting.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something to talk about.
 *
 * @param id the same each time that the agenda is made
 * @param number of the postmortem
 * @param commentId the open comment that it is, or null
 * @param criterion the failed criterion that it is, or null
 * @param section where the comment stands, or null
 * @param text what was said; null where it is only to be read in the postmortem
 * @param by who said it
 */
public record AgendaPoint(
        String id,
        Kind kind,
        UUID postmortemId,
        String number,
        @Nullable UUID commentId,
        @Nullable String criterion,
        @Nullable String section,
        @Nullable String text,
        @Nullable String by) {

    /** Why it is on the agenda. */
    public enum Kind {
        /** Every meeting talks about it. */
        ALWAYS,
        /** A comment is open. */
        OPEN_COMMENT,
        /** A reviewer found a criterion of the checklist not met. */
        FAILED_CRITERION
    }

    static AgendaPoint always(Subject subject, AgendaPart.Part part) {
        return new AgendaPoint(
                subject.number() + "-" + part,
                Kind.ALWAYS,
                subject.postmortemId(),
                subject.number(),
                null,
                null,
                null,
                null,
                null);
    }
}
