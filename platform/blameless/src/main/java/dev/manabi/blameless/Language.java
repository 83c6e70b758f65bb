package dev.manabi.blameless;

/** In which language findings are explained. What is judged is told apart sentence by sentence, by its letters. */
public enum Language {
    ENGLISH,
    JAPANESE
}
