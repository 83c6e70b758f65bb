package dev.manabi.incident.incident;

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
record SearchText(List<Word> words) {

    static final SearchText NOTHING = new SearchText(List.of());
    static final int LONGEST = 200;
    private static final int MOST_WORDS = 20;
    /** Up to here so many words begin with it that the index is no help. In letters. */
    private static final int SHORT = 2;

    /**
     * @param plain as it was typed, made comparable
     * @param query the same for the index, which knows only single words and three characters together
     * @param exact whether the index finds nothing else
     * @param broad whether the index would find too much
     */
    record Word(String plain, String query, boolean exact, boolean broad) {

        boolean endsInDigit() {
            return Character.isDigit(plain.charAt(plain.length() - 1));
        }

        /** A number at the end is a whole one: INC-12 is not INC-120. */
        boolean isIn(String text) {
            for (int at = text.indexOf(plain); at >= 0; at = text.indexOf(plain, at + 1)) {
                int end = at + plain.length();
                boolean cut = endsInDigit() && end < text.length() && Character.isDigit(text.charAt(end));
                if (!cut) {
                    return true;
                }
            }
            return false;
        }
    }

    /** @return null where nothing is looked for */
    static @Nullable SearchText of(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.length() > LONGEST) {
            throw new InvalidValue("text", "text has at most " + LONGEST + " characters.");
        }
        List<Word> words = new ArrayList<>();
        for (String plain : Words.plain(text).strip().split("\\s+")) {
            List<Run> runs = TextRuns.of(plain);
            if (!runs.isEmpty()) {
                words.add(word(plain, runs));
            }
        }
        if (words.isEmpty()) {
            throw new InvalidValue("text", "text has at least one letter or digit.");
        }
        if (words.size() > MOST_WORDS) {
            throw new InvalidValue("text", "text has at most " + MOST_WORDS + " words.");
        }
        return new SearchText(words.stream().distinct().toList());
    }

    private static Word word(String plain, List<Run> runs) {
        List<String> terms = new ArrayList<>();
        for (Run run : runs) {
            terms.addAll(terms(run, run == runs.getLast()));
        }
        boolean exact = terms.size() == 1 && runs.getFirst().text().equals(plain);
        boolean broad = terms.size() == 1
                && !runs.getFirst().spaceless()
                && runs.getFirst().length() <= SHORT;
        return new Word(plain, String.join(" & ", terms), exact, broad);
    }

    private static List<String> terms(Run run, boolean last) {
        if (run.spaceless() && run.length() > TextRuns.TOGETHER) {
            return run.words().stream()
                    .limit(run.length() - TextRuns.TOGETHER + 1L)
                    .map(SearchText::term)
                    .toList();
        }
        String term = term(run.words().getFirst());
        boolean begins = run.spaceless() || (last && !run.isNumber());
        return List.of(begins ? term + ":*" : term);
    }

    /** Letters, digits and marks: none of them could end the quotes. */
    private static String term(String word) {
        return "'" + word + "'";
    }

    /** Each word as the index is asked for it. */
    List<String> queries() {
        return words.stream().map(Word::query).toList();
    }

    /** What is worth asking the index for. */
    List<String> narrowQueries() {
        List<String> narrow =
                words.stream().filter(word -> !word.broad()).map(Word::query).toList();
        return narrow.isEmpty() ? queries() : narrow;
    }

    List<Word> inexact() {
        return words.stream().filter(word -> !word.exact()).toList();
    }

    static String all(List<String> queries) {
        return queries.stream().map(query -> "(" + query + ")").collect(Collectors.joining(" & "));
    }
}
