package dev.manabi.incident.ingest;

import java.time.Instant;
import java.util.regex.Pattern;

/** What becomes of text and times from outside before anybody reads them. */
public final class Incoming {

    private static final Pattern NOT_PRINTED = Pattern.compile("[\\s\\p{Cc}]+");
    private static final Pattern WEB_ADDRESS = Pattern.compile("https?://[^\\s\\p{Cc}]+");
    private static final int LONGEST_ADDRESS = 2_000;
    private static final Instant FIRST_REAL_TIME = Instant.EPOCH;
    private static final Instant LAST_WRITABLE_TIME = Instant.parse("9999-12-31T23:59:59.999999Z");

    private Incoming() {}

    /** Without line breaks and control characters. */
    public static String oneLine(String text) {
        return NOT_PRINTED.matcher(text).replaceAll(" ").strip();
    }

    /** No longer than that, and no half of a surrogate pair at the end. */
    public static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }

    static boolean isWebAddress(String text) {
        return text.length() <= LONGEST_ADDRESS && WEB_ADDRESS.matcher(text).matches();
    }

    /** Neither the zero of some other system nor a year of five digits. */
    static boolean isRealTime(Instant time) {
        return !time.isBefore(FIRST_REAL_TIME) && !time.isAfter(LAST_WRITABLE_TIME);
    }
}
