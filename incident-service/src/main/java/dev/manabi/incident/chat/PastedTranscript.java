package dev.manabi.incident.chat;

import dev.manabi.incident.ingest.Incoming;
import dev.manabi.kit.Storable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A chat that somebody has copied and pasted. Lines that begin no message go on with the one before. A time without a
 * date is of the given date, and of the next one once the clock has gone back by hours.
 *
 * <pre>
 * 2026-03-01 10:42 mei: text        [10:42] mei: text        10:42 &lt;mei&gt; text        mei  10:42 AM
 *                                                                                   text
 * </pre>
 */
final class PastedTranscript {

    private static final int MOST_LINES = 20_000;
    private static final int LONGEST_TEXT = 10_000;
    private static final Duration GONE_BACK = Duration.ofHours(6);

    private static final String DATE = "(?:(\\d{4})[-/](\\d{1,2})[-/](\\d{1,2})[T ,]+)?";
    private static final String CLOCK = "(\\d{1,2}):(\\d{2})(?::(\\d{2}))?(?:\\.\\d+)?\\s?([AaPp]\\.?[Mm]\\.?)?";

    /** Time first, on one line. */
    private static final Pattern ONE_LINE = Pattern.compile("^\\[?" + DATE + CLOCK
            + "(?:Z| UTC)?\\]?[ \\t-]*(?:<[@+]?([^<>]{1,60})>|([^:<>\\[\\]]{1,60}):)\\s+(\\S.*)$");

    /** Name and time, and the text below. */
    private static final Pattern HEADING =
            Pattern.compile("^([^:\\[\\]]{1,60}?)(?:\\s+(APP|BOT))?\\s{1,4}\\[?" + DATE + CLOCK + "\\]?\\s*$");

    private final ZoneId zone;
    private @Nullable LocalDate date;
    private @Nullable LocalTime clock;
    private final List<Said> messages = new ArrayList<>();
    private int notUnderstood;

    private PastedTranscript(@Nullable LocalDate date, ZoneId zone) {
        this.date = date;
        this.zone = zone;
    }

    /** @param date of times without one; null where each has its own */
    static Transcript read(String text, @Nullable LocalDate date, ZoneId zone) {
        List<String> lines = text.lines().toList();
        if (lines.size() > MOST_LINES) {
            throw new NotReadable("The transcript has more than " + MOST_LINES + " lines.");
        }
        PastedTranscript transcript = new PastedTranscript(date, zone);
        lines.forEach(transcript::line);
        List<Said> said = transcript.messages.stream()
                .filter(message -> !message.text().isBlank())
                .toList();
        if (said.isEmpty()) {
            throw new NotReadable("No message was found. A line is a time, a name, a colon and the text, for instance"
                    + " \"10:42 mei: rolled back\".");
        }
        return new Transcript("", said, transcript.notUnderstood);
    }

    private void line(String line) {
        Matcher whole = ONE_LINE.matcher(line);
        if (whole.matches()) {
            String name = whole.group(8) == null ? whole.group(9) : whole.group(8);
            begin(whole, 1, name.strip(), false, whole.group(10));
            return;
        }
        Matcher heading = HEADING.matcher(line);
        if (heading.matches()) {
            begin(heading, 3, heading.group(1).strip(), heading.group(2) != null, "");
        } else if (!messages.isEmpty()) {
            goOn(line);
        } else if (!line.isBlank()) {
            notUnderstood++;
        }
    }

    private void begin(Matcher found, int group, String name, boolean bot, String text) {
        Instant at = time(found, group);
        if (at == null || !Storable.is(name)) {
            notUnderstood++;
            return;
        }
        String id = String.valueOf(messages.size() + 1);
        List<String> names = bot ? List.of() : List.of(name, "@" + name);
        messages.add(new Said(id, at, names, name, bot, cleaned(text), null, null, List.of(), false, false));
    }

    private void goOn(String line) {
        Said last = messages.removeLast();
        String text = (last.text() + "\n" + cleaned(line)).strip();
        messages.add(new Said(
                last.id(),
                last.at(),
                last.names(),
                last.authorName(),
                last.bot(),
                text.length() > LONGEST_TEXT ? last.text() : text,
                null,
                null,
                List.of(),
                false,
                false));
    }

    private static String cleaned(String text) {
        String printed = text.replaceAll("[\\p{Cc}&&[^\\t]]", " ");
        String storable = Storable.is(printed) ? printed : printed.replaceAll("\\p{Cs}", "\uFFFD");
        return Incoming.cut(storable, LONGEST_TEXT);
    }

    private @Nullable Instant time(Matcher found, int group) {
        try {
            LocalTime time = LocalTime.of(hour(found, group), number(found, group + 4), second(found, group));
            if (found.group(group) != null) {
                date = LocalDate.of(number(found, group), number(found, group + 1), number(found, group + 2));
            } else if (date == null) {
                throw new NotReadable(
                        "\"" + found.group() + "\" has no date. Say which day it begins: date=2026-03-01.");
            } else if (clock != null && Duration.between(time, clock).compareTo(GONE_BACK) > 0) {
                date = date.plusDays(1);
            }
            clock = time;
            return date.atTime(time).atZone(zone).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static int hour(Matcher found, int group) {
        int hour = number(found, group + 3);
        String half = found.group(group + 6);
        if (half == null) {
            return hour;
        }
        boolean afternoon = half.toLowerCase(Locale.ROOT).startsWith("p");
        return hour % 12 + (afternoon ? 12 : 0);
    }

    private static int second(Matcher found, int group) {
        return found.group(group + 5) == null ? 0 : number(found, group + 5);
    }

    private static int number(Matcher found, int group) {
        return Integer.parseInt(found.group(group));
    }
}
