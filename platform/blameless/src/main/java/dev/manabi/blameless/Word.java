package dev.manabi.blameless;

/**
 * A word of an English sentence, or one sign.
 *
 * @param lower the word in lower case, with a straight apostrophe
 * @param start where it begins in its block
 */
record Word(String text, String lower, int start, int end) {

    boolean isHandle() {
        return text.length() > 2 && (text.startsWith("@") || text.endsWith("@"));
    }

    boolean isSign() {
        return text.length() == 1 && !Character.isLetterOrDigit(text.charAt(0));
    }

    /** "didn't" and its like; "cannot" too. */
    boolean isNegative() {
        return lower.endsWith("n't") || lower.equals("cannot") || lower.equals("not") || lower.equals("never");
    }
}
