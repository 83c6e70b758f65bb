package dev.manabi.incident.incident.domain;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times, dates and days of the week as people write them into texts, in English and Japanese. */
final class TimeWords {

    private static final Pattern NOT_FILLED_IN =
            Pattern.compile("\\b[Hh]{2}:[Mm]{2}\\b|--:--|\\b\\d{1,2}:\\?\\?|\\?\\?:\\d{2}\\b|\\bYYYY-MM-DD\\b");
    private static final Pattern APPROXIMATE =
            Pattern.compile("\\b\\d{1,2}:\\d{2}\\s?[~〜～]|\\d{1,2}時(\\d{1,2}分)?(頃|ごろ)");
    private static final String DATE = "(\\d{4})(?:[-/]|年\\s?)(\\d{1,2})(?:[-/]|月\\s?)(\\d{1,2})日?";
    private static final Pattern DATES = Pattern.compile("(?<!\\d)" + DATE + "(?!\\d)");
    private static final Pattern JAPANESE_WEEKDAY = Pattern.compile(DATE + "\\s?[(（]([月火水木金土日])(?:曜日?)?[)）]");
    private static final Pattern ENGLISH_WEEKDAY = Pattern.compile(
            DATE + "\\D{1,30}?\\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern BEGINS_WITH_A_TIME = Pattern.compile(
            "^\\W{0,3}(?:around|about|ca\\.?|approximately|約)?\\s?(?:" + DATE
                    + "\\s+)?(\\d{1,2})[:.](\\d{2})(?![\\d.])",
            Pattern.CASE_INSENSITIVE);

    /** Time zones differ by whole quarters of an hour, so what remains of a quarter cannot be due to them. */
    private static final int QUARTER = 15;

    private static final int SLIP = 2;

    private TimeWords() {}

    /** Most texts do not, which is cheap to see. */
    static boolean speaksOfTime(String text) {
        return text.chars().anyMatch(one -> one == ':' || (one >= '0' && one <= '9')) || text.contains("YYYY");
    }

    static Optional<String> notFilledIn(String text) {
        Matcher found = NOT_FILLED_IN.matcher(text);
        return found.find() ? Optional.of("\"" + found.group() + "\" is not filled in.") : Optional.empty();
    }

    static Optional<String> approximate(String text) {
        Matcher found = APPROXIMATE.matcher(text);
        return found.find() ? Optional.of("\"" + found.group() + "\" is not exact.") : Optional.empty();
    }

    static Optional<String> wrongWeekday(String text) {
        return wrongWeekday(text, JAPANESE_WEEKDAY, Locale.JAPANESE, TextStyle.SHORT)
                .or(() -> wrongWeekday(text, ENGLISH_WEEKDAY, Locale.ENGLISH, TextStyle.FULL));
    }

    private static Optional<String> wrongWeekday(String text, Pattern pattern, Locale locale, TextStyle style) {
        Matcher found = pattern.matcher(text);
        while (found.find()) {
            Optional<LocalDate> date = date(found);
            String said = style == TextStyle.FULL ? found.group(4) + "day" : found.group(4);
            if (date.isPresent()) {
                String right = date.get().getDayOfWeek().getDisplayName(style, locale);
                if (!right.equalsIgnoreCase(said)) {
                    return Optional.of(date.get() + " was a " + weekday(date.get()) + ", not \"" + said + "\".");
                }
            }
        }
        return Optional.empty();
    }

    /** A date that is not within a week of that time. */
    static Optional<String> otherDate(String text, Instant at) {
        return anotherDate(text, at, Duration.ofDays(7));
    }

    /** A date, or a time of day at its beginning, which no time zone makes the same. */
    static Optional<String> otherTime(String text, Instant at) {
        Matcher found = BEGINS_WITH_A_TIME.matcher(text);
        if (!found.find()) {
            return Optional.empty();
        }
        int hour = Integer.parseInt(found.group(4));
        int minute = Integer.parseInt(found.group(5));
        if (hour > 24 || minute > 59) {
            return Optional.empty();
        }
        int apart = Math.floorMod(minute - at.atZone(ZoneOffset.UTC).getMinute(), QUARTER);
        if (Math.min(apart, QUARTER - apart) > SLIP) {
            return Optional.of("The text says " + found.group(4) + ":" + found.group(5) + ".");
        }
        return anotherDate(found.group(), at, Duration.ofDays(2));
    }

    private static Optional<String> anotherDate(String text, Instant at, Duration leeway) {
        Matcher found = DATES.matcher(text);
        while (found.find()) {
            Optional<LocalDate> date = date(found);
            if (date.isPresent()) {
                Instant noon = date.get().atTime(12, 0).toInstant(ZoneOffset.UTC);
                if (Duration.between(noon, at).abs().compareTo(leeway) > 0) {
                    return Optional.of("The text says " + date.get() + ".");
                }
            }
        }
        return Optional.empty();
    }

    private static String weekday(LocalDate date) {
        return date.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    private static Optional<LocalDate> date(Matcher found) {
        try {
            return Optional.of(LocalDate.of(
                    Integer.parseInt(found.group(1)),
                    Integer.parseInt(found.group(2)),
                    Integer.parseInt(found.group(3))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
