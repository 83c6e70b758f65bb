package dev.manabi.postmortem.similar;

import dev.manabi.postmortem.search.TextWords;
import dev.manabi.postmortem.search.TextWords.Word;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The words that tell a text from others: those that few other texts have. A word weighs {@code (1 + ln(times)) ·
 * ln((texts + 1) / (texts with it + 1))}; of three Japanese characters a third of it, because each of them stands in
 * three words.
 *
 * @param terms the heaviest first
 */
record Terms(List<Term> terms) {

    /** So many words say what a text is about. */
    private static final int MOST = 100;

    private static final int SHORTEST = 3;

    /** A word that more texts have than these, or than one of fifty, is a common one. */
    private static final int ALWAYS_RARE = 10;

    private static final int COMMON_SHARE = 50;

    /**
     * @param query finds the word, in singular and plural
     * @param weight more for what fewer texts have
     */
    record Term(String word, String query, double weight) {}

    static Terms of(String text, Frequencies frequencies) {
        Map<String, Integer> times = new HashMap<>();
        for (Word word : TextWords.of(text)) {
            if (says(word)) {
                times.merge(word.text(), 1, Integer::sum);
            }
        }
        List<Term> terms = new ArrayList<>();
        int rare = Math.max(ALWAYS_RARE, frequencies.texts() / COMMON_SHARE);
        times.forEach((word, count) -> {
            boolean spaceless = TextWords.isSpaceless(word);
            Set<String> forms = spaceless ? Set.of(word) : forms(word);
            int having = forms.stream().mapToInt(frequencies::of).sum();
            double weight = (1 + Math.log(count)) * Math.log((frequencies.texts() + 1.0) / (having + 1.0));
            if (having <= rare && weight > 0) {
                terms.add(new Term(word, query(forms), spaceless ? weight / TextWords.TOGETHER : weight));
            }
        });
        terms.sort(Comparator.comparingDouble(Term::weight).reversed().thenComparing(Term::word));
        return new Terms(terms.subList(0, Math.min(MOST, terms.size())));
    }

    double weight() {
        return terms.stream().mapToDouble(Term::weight).sum();
    }

    /** Numbers, what is very short and particles of Japanese say nothing of what it is about. */
    private static boolean says(Word word) {
        String text = word.text();
        if (word.spaceless()) {
            return text.codePointCount(0, text.length()) >= 2
                    && !text.codePoints().allMatch(Terms::isHiragana);
        }
        return text.length() >= SHORTEST && !text.codePoints().allMatch(Character::isDigit);
    }

    private static boolean isHiragana(int character) {
        return Character.UnicodeScript.of(character) == Character.UnicodeScript.HIRAGANA || character == 'ー';
    }

    /** One certificate, two certificates. */
    private static Set<String> forms(String word) {
        Set<String> forms = new LinkedHashSet<>(List.of(word));
        if (word.codePoints().allMatch(Character::isLetter)) {
            forms.add(word.endsWith("s") ? word.substring(0, word.length() - 1) : word + "s");
        }
        return forms;
    }

    /** Letters, digits and marks: none of them could end the quotes. */
    private static String query(Set<String> forms) {
        return "'" + String.join("' | '", forms) + "'";
    }
}
