package dev.manabi.notification.announcement;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/** Words of others, made harmless before they go into a header, a line or a paragraph. */
final class Plain {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** Control characters, and what Unicode takes for the end of a line or turns the direction of writing with. */
    private static final Pattern UNPRINTABLE =
            Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]+");

    private static final Pattern UNPRINTABLE_BUT_NEWLINE =
            Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069&&[^\\n]]+");

    private static final int LONGEST_LINE = 200;
    private static final int LONGEST_TEXT = 4_000;

    private Plain() {}

    /** One line: what could begin a new header or line becomes a space. */
    static String line(String text) {
        return shortened(UNPRINTABLE.matcher(text).replaceAll(" ").strip(), LONGEST_LINE);
    }

    /** Several lines. */
    static String text(String text) {
        String lines = text.replace("\r\n", "\n").replace('\r', '\n');
        return shortened(UNPRINTABLE_BUT_NEWLINE.matcher(lines).replaceAll(" ").strip(), LONGEST_TEXT);
    }

    static String minute(Instant instant) {
        return MINUTE.format(instant);
    }

    private static String shortened(String text, int longest) {
        return text.codePointCount(0, text.length()) <= longest
                ? text
                : text.substring(0, text.offsetByCodePoints(0, longest - 1)) + "…";
    }
}
