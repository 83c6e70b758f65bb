package dev.manabi.postmortem.search;

import dev.manabi.kit.TextRuns;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A text as it is compared with another: lower case, full and half width the same (NFKC). It knows where each of its
 * characters stood in the text that was written.
 */
final class PlainText {

    private final String text;
    /** Where each character comes from; null where each stands in its old place. */
    private final int @Nullable [] from;

    private final int writtenLength;

    private PlainText(String text, int @Nullable [] from, int writtenLength) {
        this.text = text;
        this.from = from;
        this.writtenLength = writtenLength;
    }

    static PlainText of(String written) {
        if (Normalizer.isNormalized(written, Normalizer.Form.NFKC)) {
            String lower = written.toLowerCase(Locale.ROOT);
            if (lower.length() == written.length()) {
                return new PlainText(lower, null, written.length());
            }
        }
        StringBuilder plain = new StringBuilder(written.length());
        int[] from = new int[written.length()];
        int begin = 0;
        while (begin < written.length()) {
            int end = endOfCluster(written, begin);
            String cluster = Normalizer.normalize(written.substring(begin, end), Normalizer.Form.NFKC)
                    .toLowerCase(Locale.ROOT);
            int length = plain.length() + cluster.length();
            from = length > from.length ? Arrays.copyOf(from, 2 * length) : from;
            Arrays.fill(from, plain.length(), length, begin);
            plain.append(cluster);
            begin = end;
        }
        return new PlainText(plain.toString(), Arrays.copyOf(from, plain.length()), written.length());
    }

    /** A character and the marks upon it, which become one. */
    private static int endOfCluster(String written, int begin) {
        int at = begin + Character.charCount(written.codePointAt(begin));
        while (at < written.length() && isMark(written.codePointAt(at))) {
            at += Character.charCount(written.codePointAt(at));
        }
        return at;
    }

    private static boolean isMark(int character) {
        return TextRuns.isMark(character) || character == 'ﾞ' || character == 'ﾟ';
    }

    String text() {
        return text;
    }

    /** Where in the written text the character stood, or the end of it. */
    int written(int at) {
        if (from == null) {
            return at;
        }
        return at < from.length ? from[at] : writtenLength;
    }

    /** Where in the written text that ended whose last character is just before this one. */
    int writtenEnd(int at) {
        if (from == null || at == 0) {
            return at;
        }
        int next = at;
        while (next < from.length && from[next] == from[at - 1]) {
            next++;
        }
        return written(next);
    }
}
