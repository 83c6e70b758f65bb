package dev.manabi.blameless;

import org.jspecify.annotations.Nullable;

/** In which language findings are explained. What is judged is told apart sentence by sentence, by its letters. */
public enum Language {
    ENGLISH,
    JAPANESE;

    /**
     * @param code {@code ja}; anything else, or null, is English
     */
    public static Language of(@Nullable String code) {
        return "ja".equals(code) ? JAPANESE : ENGLISH;
    }
}
