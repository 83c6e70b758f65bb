package dev.manabi.incident.incident;

import dev.manabi.kit.TextRuns;
import dev.manabi.kit.TextRuns.Run;
import java.text.Normalizer;
import java.util.Collection;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The words of a text as search knows them: runs of letters and digits, and each three neighbouring characters where a
 * language writes no spaces. Upper and lower case are the same, and so are full and half width.
 */
final class Words {

    private Words() {}

    /** Every word of the texts, once each. */
    static SortedSet<String> of(Collection<String> texts) {
        SortedSet<String> words = new TreeSet<>();
        for (String text : texts) {
            for (Run run : TextRuns.of(plain(text))) {
                words.addAll(run.words());
            }
        }
        return words;
    }

    /** How a text is compared with another. */
    static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }
}
