package dev.manabi.incident.incident.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something about a time looks wrong. It is said, never refused: people know better.
 *
 * @param rule which rule has noticed it, for programs
 * @param entry the entry of the timeline that it is about; null where it is about the incident
 * @param message for people
 */
public record TimeWarning(Rule rule, @Nullable UUID entry, String message) {

    /** What may look wrong. */
    public enum Rule {
        /** A step lies before one that must precede it. */
        CONTRADICTION,
        /** Two times differ by whole years. */
        WRONG_YEAR,
        /** Two times differ by twelve hours, as a.m. and p.m. do. */
        TWELVE_HOURS,
        /** It lasted for more than a month. */
        VERY_LONG,
        /** It was over some hours before it was declared. */
        DECLARED_AFTER_END,
        /** A fact lies more than a month outside of the incident. */
        FAR_AWAY,
        /** A fact lies before those that the same person wrote down just before and just after it. */
        OUT_OF_ORDER,
        /** A place where a time belongs was not filled in, or only in part. */
        NOT_FILLED_IN,
        /** The time is said to be about right only. */
        APPROXIMATE,
        /** A time or date in the text is not the one of the fact. */
        TEXT_DISAGREES,
        /** A date and the day of the week beside it do not belong together. */
        WRONG_WEEKDAY
    }
}
