package dev.manabi.incident.past;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people have written them down: exact ones, and those without a zone, seconds or even a colon. */
final class LooseTime {

    private static final Pattern WRITTEN = Pattern.compile(
            "(\\d{4})[-/](\\d{1,2})[-/](\\d{1,2})[T ]+(\\d{1,2})[:.]?(\\d{2})(?:[:.](\\d{2}))?(?:\\s?(UTC|Z))?");

    private LooseTime() {}

    static Optional<Instant> read(String text, ZoneId zone) {
        String stripped = text.strip();
        try {
            return Optional.of(OffsetDateTime.parse(stripped).toInstant());
        } catch (DateTimeException e) {
            return written(stripped, zone);
        }
    }

    private static Optional<Instant> written(String text, ZoneId zone) {
        Matcher found = WRITTEN.matcher(text);
        if (!found.matches()) {
            return Optional.empty();
        }
        try {
            LocalDateTime local = LocalDateTime.of(
                    number(found, 1),
                    number(found, 2),
                    number(found, 3),
                    number(found, 4),
                    number(found, 5),
                    found.group(6) == null ? 0 : number(found, 6));
            return Optional.of(local.atZone(found.group(7) == null ? zone : ZoneId.of("UTC"))
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int number(Matcher found, int group) {
        return Integer.parseInt(found.group(group));
    }
}
