package dev.manabi.postmortem.similar;

import dev.manabi.postmortem.search.TextWords;
import dev.manabi.postmortem.search.TextWords.Word;
import dev.manabi.postmortem.similar.Terms.Term;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Shared words as a person reads them: neighbouring characters of Japanese are put together again. */
final class SharedWords {

    private SharedWords() {}

    /** Those that weigh most first. */
    static List<String> shown(String text, List<Term> shared, int most) {
        Map<String, Term> byWord = shared.stream().collect(Collectors.toMap(Term::word, Function.identity()));
        Map<String, Double> weights = new HashMap<>();
        StringBuilder phrase = new StringBuilder();
        double weight = 0;
        for (Word word : TextWords.of(text)) {
            Term term = byWord.get(word.text());
            if (term == null || !follows(phrase, word)) {
                keep(weights, phrase, weight);
                weight = 0;
            }
            if (term != null) {
                phrase.append(phrase.isEmpty() ? word.text() : lastOf(word.text()));
                weight += term.weight();
            }
        }
        keep(weights, phrase, weight);
        return weights.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .limit(most)
                .toList();
    }

    private static void keep(Map<String, Double> weights, StringBuilder phrase, double weight) {
        if (!phrase.isEmpty()) {
            weights.merge(phrase.toString(), weight, Math::max);
            phrase.setLength(0);
        }
    }

    /** Whether it begins with the last characters of what has been put together. */
    private static boolean follows(StringBuilder phrase, Word word) {
        String text = word.text();
        return word.spaceless()
                && text.codePointCount(0, text.length()) == TextWords.TOGETHER
                && phrase.toString()
                        .endsWith(text.substring(0, text.length() - lastOf(text).length()));
    }

    private static String lastOf(String word) {
        return word.substring(word.offsetByCodePoints(word.length(), -1));
    }
}
