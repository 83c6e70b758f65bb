package dev.manabi.incident.metrics;

/** Text from outside as one line that can be stored, drawn and read. */
final class PlainText {

    private static final int REPLACEMENT = 0xFFFD;

    private PlainText() {}

    /**
     * @param most characters that are taken
     * @return without control characters, turns of direction, halves of surrogate pairs and whatever else has no shape
     */
    static String line(String text, int most) {
        StringBuilder line = new StringBuilder();
        text.codePoints()
                .limit(most)
                .map(one -> Character.isWhitespace(one) ? ' ' : one)
                .map(one -> hasShape(one) ? one : REPLACEMENT)
                .forEach(line::appendCodePoint);
        return text.codePointCount(0, text.length()) > most ? line.append('…').toString() : line.toString();
    }

    private static boolean hasShape(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
