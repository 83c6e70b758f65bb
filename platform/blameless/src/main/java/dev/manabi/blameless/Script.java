package dev.manabi.blameless;

import java.lang.Character.UnicodeScript;

/** Which letters a text is written in. */
final class Script {

    private Script() {}

    static boolean isLatin(String text) {
        return text.codePoints().noneMatch(Script::isJapanese);
    }

    static boolean isJapanese(int letter) {
        return letter >= 0x3041
                && switch (UnicodeScript.of(letter)) {
                    case HIRAGANA, KATAKANA, HAN -> true;
                    default -> false;
                };
    }
}
