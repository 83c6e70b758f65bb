package dev.manabi.postmortem.text;

import java.util.Optional;

/**
 * A range of a text that a remark is about.
 *
 * @param from where it begins, in UTF-16 units
 * @param to where it ends, after {@code from}
 */
public record TextRange(int from, int to) {

    public TextRange {
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException("There is nothing from %d to %d".formatted(from, to));
        }
    }

    /**
     * Where the range is after the changes. What is typed within it belongs to it, what is typed at its edges does not.
     *
     * @return empty when nothing of it is left: it was removed, or it was replaced together with text beside it. Where
     *     exactly the range was replaced, the range is what stands in its place
     */
    public Optional<TextRange> map(ChangeSet changes) {
        int newFrom = changes.mapPosition(from, 1);
        int newTo = changes.mapPosition(to, -1);
        return newFrom < newTo ? Optional.of(new TextRange(newFrom, newTo)) : Optional.empty();
    }
}
