package dev.manabi.incident.incident;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The words of a text as search knows them: runs of letters and digits, and each two neighbouring characters where a
 * language writes no spaces. Upper and lower case are the same, and so are full and half width.
 */
final class Words {

    /** Nobody types more of one word; what follows is not told apart. In characters. */
    private static final int LONGEST = 50;

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

        /** Of one that is written without spaces also its last character, so that each begins a word. */
        List<String> words() {
            if (!spaceless) {
                return List.of(length() <= LONGEST ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST)));
            }
            List<String> words = pairs();
            words.add(text.substring(text.offsetByCodePoints(text.length(), -1)));
            return words;
        }

        List<String> pairs() {
            List<String> pairs = new ArrayList<>();
            int first = 0;
            int second = text.offsetByCodePoints(0, 1);
            while (second < text.length()) {
                int third = text.offsetByCodePoints(second, 1);
                pairs.add(text.substring(first, third));
                first = second;
                second = third;
            }
            return pairs;
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
