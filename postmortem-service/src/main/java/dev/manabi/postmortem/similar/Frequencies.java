package dev.manabi.postmortem.similar;

import java.util.Map;

/**
 * In how many texts a word stands.
 *
 * @param texts how many were counted
 * @param byWord those that stand in more than one
 */
record Frequencies(int texts, Map<String, Integer> byWord) {

    int of(String word) {
        return byWord.getOrDefault(word, 0);
    }
}
