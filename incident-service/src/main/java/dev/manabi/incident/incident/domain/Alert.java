package dev.manabi.incident.incident.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an alerting system said of one alert.
 *
 * @param fingerprint the alerting system's own id of the alert; together with {@code startsAt} it names one occurrence
 * @param endsAt when it ended; null while it fires
 * @param text one line for people
 * @param url where the alert can be looked at
 */
public record Alert(
        String fingerprint,
        boolean firing,
        Instant startsAt,
        @Nullable Instant endsAt,
        String text,
        @Nullable String url) {

    private static final int BRIEF = 100;

    /** The same alert, which does not fire any more. */
    public Alert endedAt(Instant end) {
        return new Alert(fingerprint, false, startsAt, end, text, url);
    }

    /** The same without what takes room. */
    Alert brief() {
        return new Alert(
                fingerprint,
                firing,
                startsAt,
                endsAt,
                text.substring(0, text.offsetByCodePoints(0, Math.min(BRIEF, text.codePointCount(0, text.length())))),
                null);
    }

    /** Whether both speak of the same occurrence of the same alert. */
    public boolean isSameOccurrence(Alert other) {
        return fingerprint.equals(other.fingerprint) && startsAt.equals(other.startsAt);
    }
}
