package dev.manabi.notification.channel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Text as a mail header carries it (RFC 2047). The mail client's own encoding cuts characters outside the basic plane
 * (emoji, rare kanji) into halves that nobody can read.
 */
final class HeaderText {

    private static final Pattern PLAIN = Pattern.compile("[\\x20-\\x7e]*");

    /** 60 characters of Base64: with its frame a word stays below the 75 that are allowed. */
    private static final int BYTES_OF_A_WORD = 45;

    private HeaderText() {}

    /** @param text one line without control characters */
    static String encode(String text) {
        if (PLAIN.matcher(text).matches() && !text.contains("=?")) {
            return text;
        }
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int bytes = 0;
        for (int codePoint : text.codePoints().toArray()) {
            String character = Character.toString(codePoint);
            int size = character.getBytes(StandardCharsets.UTF_8).length;
            if (bytes + size > BYTES_OF_A_WORD) {
                words.add(word(word));
                word.setLength(0);
                bytes = 0;
            }
            word.append(character);
            bytes += size;
        }
        words.add(word(word));
        return String.join("\n ", words);
    }

    private static String word(CharSequence text) {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(bytes) + "?=";
    }
}
