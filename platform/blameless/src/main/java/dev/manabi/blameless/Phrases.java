package dev.manabi.blameless;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Many phrases, looked for at once: the text is read letter by letter for as long as one of them goes on. */
final class Phrases {

    private final Map<Character, Phrases> next = new HashMap<>();
    private boolean ends;

    private Phrases() {}

    /**
     * @param text phrases, which blanks part
     */
    static Phrases of(String text) {
        Phrases root = new Phrases();
        for (String phrase : text.strip().split("\\s+")) {
            Phrases node = root;
            for (int at = 0; at < phrase.length(); at++) {
                node = node.next.computeIfAbsent(phrase.charAt(at), any -> new Phrases());
            }
            node.ends = true;
        }
        return root;
    }

    @Nullable
    Phrases after(char letter) {
        return next.get(letter);
    }

    /** Whether a phrase ends here. */
    boolean ends() {
        return ends;
    }
}
