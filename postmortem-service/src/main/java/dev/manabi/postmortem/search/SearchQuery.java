package dev.manabi.postmortem.search;

import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.kit.TextRuns;
import dev.manabi.kit.TextRuns.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What somebody looks for: all of these words. A word of letters finds those that begin with it, one of digits only
 * itself; where a language writes no spaces, any piece of text finds the texts that contain it.
 */
record SearchQuery(List<Word> words, Piece.@Nullable Kind in) {

    static final int LONGEST = 200;
    private static final int MOST_WORDS = 20;
    /** Up to here so many words begin with it that the index is no help. In letters. */
    private static final int SHORT = 2;

    /**
     * @param plain as it was typed, made comparable
     * @param query the same for the index, which knows only single words and three characters together
     * @param broad whether the index would find too much
     */
    record Word(String plain, String query, boolean broad) {

        /**
         * The next place where the text has it.
         *
         * @return -1 where there is none
         */
        int in(String text, int begin) {
            for (int at = text.indexOf(plain, begin); at >= 0; at = text.indexOf(plain, at + 1)) {
                if (beginsHere(text, at) && endsHere(text, at + plain.length())) {
                    return at;
                }
            }
            return -1;
        }

        /** A word of letters is found from its first letter on. */
        private boolean beginsHere(String text, int at) {
            return at == 0 || !isLetter(plain.codePointAt(0)) || !isLetter(text.codePointBefore(at));
        }

        /** A number at the end is a whole one: INC-12 is not INC-120. */
        private boolean endsHere(String text, int end) {
            return end == text.length()
                    || !Character.isDigit(plain.codePointBefore(plain.length()))
                    || !Character.isDigit(text.codePointAt(end));
        }

        private static boolean isLetter(int character) {
            return TextRuns.isOfAWord(character) && !TextRuns.isSpaceless(character);
        }
    }

    static SearchQuery of(@Nullable String text, Piece.@Nullable Kind in) {
        if (text == null || text.isBlank()) {
            throw new InvalidValue("q", "q says what to look for.");
        }
        if (text.length() > LONGEST) {
            throw new InvalidValue("q", "q has at most " + LONGEST + " characters.");
        }
        List<Word> words = new ArrayList<>();
        for (String plain : PlainText.of(text).text().strip().split("\\s+")) {
            List<Run> runs = TextRuns.of(plain);
            if (!runs.isEmpty()) {
                words.add(word(plain, runs, in));
            }
        }
        if (words.isEmpty()) {
            throw new InvalidValue("q", "q has at least one letter or digit.");
        }
        if (words.size() > MOST_WORDS) {
            throw new InvalidValue("q", "q has at most " + MOST_WORDS + " words.");
        }
        return new SearchQuery(words.stream().distinct().toList(), in);
    }

    private static Word word(String plain, List<Run> runs, Piece.@Nullable Kind in) {
        String terms = runs.stream()
                .flatMap(run -> terms(run, run == runs.getLast(), in).stream())
                .collect(Collectors.joining(" & "));
        boolean broad = runs.size() == 1
                && !runs.getFirst().spaceless()
                && runs.getFirst().length() <= SHORT;
        return new Word(plain, terms, broad);
    }

    private static List<String> terms(Run run, boolean last, Piece.@Nullable Kind in) {
        if (run.spaceless() && run.length() > TextRuns.TOGETHER) {
            return run.words().stream()
                    .limit(run.length() - TextRuns.TOGETHER + 1L)
                    .map(word -> term(word, false, in))
                    .toList();
        }
        boolean begins = run.spaceless() || (last && !run.isNumber());
        return List.of(term(run.words().getFirst(), begins, in));
    }

    /** Letters, digits and marks: none of them could end the quotes. */
    private static String term(String word, boolean begins, Piece.@Nullable Kind in) {
        String where = (begins ? "*" : "") + (in == null ? "" : in.label());
        return "'" + word + "'" + (where.isEmpty() ? "" : ":" + where);
    }

    /** What every hit has. */
    String all() {
        return words.stream().map(word -> "(" + word.query() + ")").collect(Collectors.joining(" & "));
    }

    /** What a hit is ranked by: each word for itself. */
    String any() {
        return words.stream().map(word -> "(" + word.query() + ")").collect(Collectors.joining(" | "));
    }

    /** What is worth asking the index for; empty where nothing is. */
    String narrow() {
        return words.stream()
                .filter(word -> !word.broad())
                .map(word -> "(" + word.query() + ")")
                .collect(Collectors.joining(" & "));
    }
}
