package dev.manabi.benchmarks;

import java.util.Random;

/**
 * People who write one text over years, a character at a time: one goes on for a while at one place, typing or deleting,
 * then another one elsewhere. Always the same ones.
 */
final class Typist {

    private static final String[] PEOPLE = {"mei", "alex", "ken", "hana"};
    private static final String CHARACTERS = "etaoinshrdlucmfwypvbgk        .,\n";
    private static final int SHORTEST = 20;
    private static final int LONGEST = 60;
    private static final int LITTLE = 1_000;
    private static final double DELETING = 0.4;

    private final Random random = new Random(20_261_123);
    private final StringBuilder text;
    private String person = PEOPLE[0];
    private int cursor;
    private int left;
    private boolean deleting;

    Typist(String text) {
        this.text = new StringBuilder(text);
    }

    /** What is changed next, as CodeMirror writes it; the text is changed. */
    String next() {
        if (left-- == 0) {
            left = SHORTEST + random.nextInt(LONGEST - SHORTEST);
            person = PEOPLE[random.nextInt(PEOPLE.length)];
            cursor = random.nextInt(text.length() + 1);
            deleting = text.length() > LITTLE && random.nextDouble() < DELETING;
        }
        if (deleting && cursor > 0) {
            cursor--;
            text.deleteCharAt(cursor);
            return changes("[1]", text.length() - cursor);
        }
        char character = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
        String changes =
                changes(character == '\n' ? "[0, \"\", \"\"]" : "[0, \"" + character + "\"]", text.length() - cursor);
        text.insert(cursor, character);
        cursor++;
        return changes;
    }

    private String changes(String change, int after) {
        return "[" + (cursor == 0 ? "" : cursor + ", ") + change + (after == 0 ? "" : ", " + after) + "]";
    }

    /** Who made the last change. */
    String person() {
        return person;
    }

    String text() {
        return text.toString();
    }
}
