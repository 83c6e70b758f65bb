package dev.manabi.postmortem.text;

import org.jspecify.annotations.Nullable;

/**
 * A stretch of a text and what a change set makes of it.
 *
 * @param length how much of the text it is about, in UTF-16 units
 * @param insert what stands there afterwards; null where the text stays as it is
 */
record Section(int length, @Nullable String insert) {

    boolean keeps() {
        return insert == null;
    }

    /** What is put in; nothing where the text stays. */
    String inserted() {
        return insert == null ? "" : insert;
    }

    int newLength() {
        return insert == null ? length : insert.length();
    }
}
