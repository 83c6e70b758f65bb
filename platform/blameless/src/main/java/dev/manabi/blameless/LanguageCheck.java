package dev.manabi.blameless;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the wordings of the rules {@link Rule L1 to L9} in a Markdown text, English and Japanese. It flags framing, never facts; code, addresses, block
 * quotes and what stands in quotation marks are not judged. It is deterministic, keeps no state and can be used by many threads at once.
 *
 * <p>The first Japanese sentence that is judged loads a dictionary; see {@link #prepare}.
 */
public final class LanguageCheck {

    /**
     * What is found in the passage, in the order of the text, no two of them overlapping: where two rules concern the same words, the one that says more stays.
     */
    public List<Finding> findings(Passage passage) {
        List<Finding> found = new ArrayList<>();
        for (Block block : Prose.of(passage.markdown())) {
            Marks marks = new Marks(block, passage);
            HeatedSigns.mark(block, marks);
            for (Sentence sentence : Sentence.of(block)) {
                if (sentence.japanese()) {
                    JapaneseRules.mark(sentence, passage, marks);
                } else {
                    EnglishRules.mark(sentence, passage, marks);
                }
            }
            found.addAll(marks.findings());
        }
        found.sort(Comparator.comparingInt(Finding::start));
        return List.copyOf(found);
    }

    /** Loads the Japanese dictionary now, so that no request waits for it. */
    public static void prepare() {
        JapaneseWords.of("準備");
    }
}
