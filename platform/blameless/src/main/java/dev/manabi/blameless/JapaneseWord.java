package dev.manabi.blameless;

/**
 * A morpheme.
 *
 * @param base its dictionary form
 * @param kind part of speech with its subdivisions, such as 名詞-サ変接続
 * @param start where it begins in its block
 */
record JapaneseWord(String text, String base, String kind, int start, int end) {

    boolean isNoun() {
        return kind.startsWith("名詞") || kind.startsWith("接頭詞") || kind.startsWith("未知語");
    }

    boolean isVerb() {
        return kind.startsWith("動詞");
    }
}
