package dev.manabi.blameless;

import java.util.ArrayList;
import java.util.List;

/**
 * A sentence of a block.
 *
 * @param start where it begins in the block
 * @param before the sentence before it in the same block, or nothing
 */
record Sentence(String text, int start, boolean japanese, String before) {

    /** Longer ones are cut: the work per sentence stays bounded. */
    private static final int LONGEST = 2_000;

    static List<Sentence> of(Block block) {
        List<Sentence> sentences = new ArrayList<>();
        String text = block.text();
        String before = "";
        int start = 0;
        for (int at = 0; at < text.length(); at++) {
            if (ends(text, at) || at - start >= LONGEST || at == text.length() - 1) {
                String sentence = text.substring(start, at + 1);
                if (!sentence.isBlank()) {
                    sentences.add(new Sentence(sentence, start, !Script.isLatin(sentence), before));
                    before = sentence;
                }
                start = at + 1;
            }
        }
        return sentences;
    }

    private static boolean ends(String text, int at) {
        boolean last = at == text.length() - 1;
        return switch (text.charAt(at)) {
            case '。', '！', '？' -> last || !endsSentence(text.charAt(at + 1));
            case '.', '!', '?' -> last || (Character.isWhitespace(text.charAt(at + 1)) && !isAbbreviation(text, at));
            default -> false;
        };
    }

    private static boolean endsSentence(char sign) {
        return sign == '！' || sign == '？' || sign == '!' || sign == '?';
    }

    /** "e.g." and "i.e." end no sentence, nor does an initial. */
    private static boolean isAbbreviation(String text, int at) {
        return text.charAt(at) == '.'
                && at >= 1
                && Character.isLetter(text.charAt(at - 1))
                && (at == 1 || !Character.isLetterOrDigit(text.charAt(at - 2)));
    }
}
