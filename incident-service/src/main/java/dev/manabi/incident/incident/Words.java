package dev.manabi.incident.incident;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The words of a text as search knows them: runs of letters and digits, and each three neighbouring characters where a
 * language writes no spaces. Upper and lower case are the same, and so are full and half width.
 */
final class Words {

    /** Nobody types more of one word; what follows is not told apart. In characters. */
    private static final int LONGEST = 50;

    /** So many neighbouring characters are a word where a language writes no spaces; at the end of a text fewer. */
    static final int TOGETHER = 3;

    private Words() {}

    /** Every word of the texts, once each. */
    static SortedSet<String> of(Collection<String> texts) {
        SortedSet<String> words = new TreeSet<>();
        for (String text : texts) {
            for (Run run : runs(plain(text))) {
                words.addAll(run.words());
            }
        }
        return words;
    }

    /** How a text is compared with another. */
    static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    /** Characters that belong together. */
    record Run(boolean spaceless, String text) {

        boolean isNumber() {
            return text.codePoints().allMatch(Character::isDigit);
        }

        int length() {
            return text.codePointCount(0, text.length());
        }

        /** Of one that is written without spaces one from each of its characters on. */
        List<String> words() {
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

    static List<Run> runs(String plain) {
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
                runs.add(new Run(spaceless, plain.substring(begin, at)));
            }
        }
        return runs;
    }

    private static boolean continues(boolean spaceless, int character) {
        return isMark(character) || (isOfAWord(character) && isSpaceless(character) == spaceless);
    }

    private static boolean isOfAWord(int character) {
        return Character.isLetterOrDigit(character) || isSpaceless(character);
    }

    private static boolean isMark(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> true;
            default -> false;
        };
    }

    private static boolean isSpaceless(int character) {
        if (character < 0x1100) {
            return false;
        }
        return switch (Character.UnicodeScript.of(character)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO -> true;
            default -> character == 'ー';
        };
    }
}
