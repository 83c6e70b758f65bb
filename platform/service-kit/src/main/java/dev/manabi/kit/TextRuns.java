package dev.manabi.kit;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts text into runs of letters and digits, and runs of what a language writes without spaces: what search in
 * PostgreSQL is told to be the words. See ADR 19.
 */
public final class TextRuns {

    /** So many neighbouring characters are a word where a language writes no spaces; at the end of a run fewer. */
    public static final int TOGETHER = 3;

    /** Nobody types more of one word; what follows is not told apart. In characters. */
    private static final int LONGEST = 50;

    private TextRuns() {}

    /** @param begin where it begins in the plain text */
    public record Run(boolean spaceless, String text, int begin) {

        public int length() {
            return text.codePointCount(0, text.length());
        }

        public boolean isNumber() {
            return text.codePoints().allMatch(Character::isDigit);
        }

        /** Of one that is written without spaces one from each of its characters on. */
        public List<String> words() {
            if (!spaceless) {
                return List.of(from(0, LONGEST));
            }
            List<String> words = new ArrayList<>();
            for (int at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
                words.add(from(at, TOGETHER));
            }
            return words;
        }

        private String from(int begin, int characters) {
            boolean longer = text.codePointCount(begin, text.length()) > characters;
            return text.substring(begin, longer ? text.offsetByCodePoints(begin, characters) : text.length());
        }
    }

    /** @param plain lower case and of one width, as texts are compared */
    public static List<Run> of(String plain) {
        List<Run> runs = new ArrayList<>();
        int at = 0;
        while (at < plain.length()) {
            int begin = at;
            int first = plain.codePointAt(at);
            at += Character.charCount(first);
            if (isOfAWord(first)) {
                boolean spaceless = isSpaceless(first);
                while (at < plain.length() && continues(spaceless, plain.codePointAt(at))) {
                    at += Character.charCount(plain.codePointAt(at));
                }
                runs.add(new Run(spaceless, plain.substring(begin, at), begin));
            }
        }
        return runs;
    }

    private static boolean continues(boolean spaceless, int character) {
        return isMark(character) || (isOfAWord(character) && isSpaceless(character) == spaceless);
    }

    /** Whether it is a letter or a digit. */
    public static boolean isOfAWord(int character) {
        return Character.isLetterOrDigit(character) || isSpaceless(character);
    }

    /** Whether it stands upon the character before it. */
    public static boolean isMark(int character) {
        int type = Character.getType(character);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    /** Whether it is written without spaces between words. */
    public static boolean isSpaceless(int character) {
        if (character < 0x1100) {
            return false;
        }
        return switch (Character.UnicodeScript.of(character)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO -> true;
            default -> character == 'ー';
        };
    }
}
