package dev.manabi.postmortem.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Who wrote which stretch of a text. The stretches together are as long as the text, and neighbours are by different
 * people.
 */
public record Authorship(List<Stretch> stretches) {

    /** @param length in UTF-16 units, 1 or more */
    public record Stretch(int length, String by) {

        public Stretch {
            if (length < 1) {
                throw new IllegalArgumentException("A stretch is not %d long".formatted(length));
            }
        }
    }

    public Authorship {
        stretches = List.copyOf(isJoined(stretches) ? stretches : joined(stretches));
    }

    /** All of it by one person. */
    public static Authorship of(String text, String by) {
        return new Authorship(text.isEmpty() ? List.of() : List.of(new Stretch(text.length(), by)));
    }

    /** Of the text. */
    public int length() {
        return stretches.stream().mapToInt(Stretch::length).sum();
    }

    /**
     * @param by who wrote everything that the changes insert
     * @throws IllegalArgumentException where the changes are of a text of another length
     */
    public Authorship apply(ChangeSet changes, String by) {
        if (changes.length() != length()) {
            throw new IllegalArgumentException(
                    "The changes are of a text of length %d, this one has %d".formatted(changes.length(), length()));
        }
        List<Stretch> changed = new ArrayList<>();
        int index = 0;
        int passed = 0;
        for (Section section : changes.sections()) {
            add(section.inserted().length(), by, changed);
            int left = section.length();
            while (left > 0) {
                Stretch stretch = stretches.get(index);
                int piece = Math.min(stretch.length() - passed, left);
                if (section.keeps()) {
                    add(piece, stretch.by(), changed);
                }
                left -= piece;
                passed += piece;
                if (passed == stretch.length()) {
                    index++;
                    passed = 0;
                }
            }
        }
        return new Authorship(changed);
    }

    /** So it is after every change; only what comes from elsewhere may not be. */
    private static boolean isJoined(List<Stretch> stretches) {
        String before = null;
        for (Stretch stretch : stretches) {
            if (stretch.length() == 0 || stretch.by().equals(before)) {
                return false;
            }
            before = stretch.by();
        }
        return true;
    }

    private static List<Stretch> joined(List<Stretch> stretches) {
        List<Stretch> joined = new ArrayList<>();
        stretches.forEach(stretch -> add(stretch.length(), stretch.by(), joined));
        return joined;
    }

    private static void add(int length, String by, List<Stretch> stretches) {
        if (length == 0) {
            return;
        }
        if (!stretches.isEmpty() && stretches.getLast().by().equals(by)) {
            stretches.set(stretches.size() - 1, new Stretch(stretches.getLast().length() + length, by));
        } else {
            stretches.add(new Stretch(length, by));
        }
    }
}
