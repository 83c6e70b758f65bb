package dev.manabi.kit;

/** Text that PostgreSQL gives back as it was given. */
public final class Storable {

    private Storable() {}

    /** @return false where the text holds a NUL or half of a surrogate pair */
    public static boolean is(String text) {
        for (int at = 0; at < text.length(); at++) {
            char one = text.charAt(at);
            if (one == 0 || Character.isLowSurrogate(one)) {
                return false;
            }
            if (Character.isHighSurrogate(one)) {
                at++;
                if (at == text.length() || !Character.isLowSurrogate(text.charAt(at))) {
                    return false;
                }
            }
        }
        return true;
    }
}
