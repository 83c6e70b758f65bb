package dev.manabi.postmortem.search;

import dev.manabi.kit.TextRuns;
import java.util.ArrayList;
import java.util.List;

/** The words of a text as the index knows them, in their order. */
public final class TextWords {

    /** So many neighbouring characters are a word where a language writes no spaces. */
    public static final int TOGETHER = TextRuns.TOGETHER;

    private TextWords() {}

    /** @param spaceless whether its neighbours overlap with it */
    public record Word(String text, boolean spaceless) {}

    public static List<Word> of(String text) {
        List<Word> words = new ArrayList<>();
        TextRuns.of(PlainText.of(text).text())
                .forEach(run -> run.words().forEach(word -> words.add(new Word(word, run.spaceless()))));
        return words;
    }

    public static boolean isSpaceless(String word) {
        return TextRuns.isSpaceless(word.codePointAt(0));
    }
}
