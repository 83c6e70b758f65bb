package dev.manabi.postmortem.text;

import com.github.difflib.DiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.Chunk;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What was removed from a text and added to it, by the word and for people to read. Texts too long or too different to
 * be compared so are compared by the line, and the words of those lines as far as that goes; texts that are too long or
 * too different for that as well were replaced, from the first word that differs to the last.
 */
public final class WordDifference {

    /** Comparing takes about the square of how many words there are; this is a fraction of a second. */
    private static final long MOST_STEPS = 16_000_000;

    private final List<Part> parts = new ArrayList<>();
    private final StringBuilder removed = new StringBuilder();
    private final StringBuilder added = new StringBuilder();
    private String space = "";
    private long stepsLeft = MOST_STEPS;

    private WordDifference() {}

    public enum Kind {
        SAME,
        REMOVED,
        ADDED
    }

    public record Part(Kind kind, String text) {}

    /**
     * @return what is the same and what was removed make up {@code before}, what is the same and what was added make up
     *     {@code after}; where something was replaced, what was removed comes before what was added
     */
    public static List<Part> between(String before, String after) {
        WordDifference difference = new WordDifference();
        difference.compare(words(before), words(after), difference::replace, difference::byLines);
        difference.finishReplacement();
        return List.copyOf(difference.parts);
    }

    private void byLines(String before, String after) {
        compare(lines(before), lines(after), this::byWordsOfLines, this::replace);
    }

    private void byWordsOfLines(String before, String after) {
        compare(words(before), words(after), this::replace, this::replace);
    }

    /**
     * @param differs takes what stood and what stands between two things that are the same
     * @param tooMuch takes what would take too long to compare
     */
    private void compare(
            List<String> before,
            List<String> after,
            BiConsumer<String, String> differs,
            BiConsumer<String, String> tooMuch) {
        int most = Math.min(before.size(), after.size());
        int begin = 0;
        while (begin < most && before.get(begin).equals(after.get(begin))) {
            begin++;
        }
        int end = 0;
        while (end < most - begin && before.get(before.size() - 1 - end).equals(after.get(after.size() - 1 - end))) {
            end++;
        }
        List<String> from = before.subList(begin, before.size() - end);
        List<String> to = after.subList(begin, after.size() - end);
        keep(String.join("", before.subList(0, begin)));
        if (from.isEmpty() || to.isEmpty()) {
            replace(String.join("", from), String.join("", to));
        } else if (affordable(from.size() + to.size())) {
            walk(from, to, differs);
        } else {
            tooMuch.accept(String.join("", from), String.join("", to));
        }
        keep(String.join("", before.subList(before.size() - end, before.size())));
    }

    private boolean affordable(long count) {
        long steps = count * count;
        if (steps > stepsLeft) {
            return false;
        }
        stepsLeft -= steps;
        return true;
    }

    private void walk(List<String> from, List<String> to, BiConsumer<String, String> differs) {
        Map<String, Integer> numbers = new HashMap<>();
        int at = 0;
        int newAt = 0;
        int begin = 0;
        int newBegin = 0;
        for (AbstractDelta<Integer> delta : DiffUtils.diff(
                        numbered(from, numbers), numbered(to, numbers), new MyersDiffWithLinearSpace<>())
                .getDeltas()) {
            Chunk<Integer> source = delta.getSource();
            Chunk<Integer> target = delta.getTarget();
            if (source.getPosition() > at) {
                differs.accept(text(from, begin, at), text(to, newBegin, newAt));
                keep(text(from, at, source.getPosition()));
                begin = source.getPosition();
                newBegin = target.getPosition();
            }
            at = source.getPosition() + source.size();
            newAt = target.getPosition() + target.size();
        }
        differs.accept(text(from, begin, at), text(to, newBegin, newAt));
        keep(text(from, at, from.size()));
    }

    private static String text(List<String> pieces, int begin, int end) {
        return String.join("", pieces.subList(begin, end));
    }

    /** Numbers are compared at once, however long the words are and however alike they begin. */
    private static List<Integer> numbered(List<String> words, Map<String, Integer> numbers) {
        List<Integer> numbered = new ArrayList<>();
        for (String word : words) {
            Integer next = numbers.size();
            Integer known = numbers.putIfAbsent(word, next);
            numbered.add(known == null ? next : known);
        }
        return numbered;
    }

    private void keep(String text) {
        if (text.isEmpty()) {
            return;
        }
        if (space.isEmpty() && !removed.isEmpty() && !added.isEmpty() && isSpace(text)) {
            space = text;
            return;
        }
        finishReplacement();
        addPart(Kind.SAME, text);
    }

    /** Words that were replaced one after the other are read as one replacement, with the spaces between them. */
    private void replace(String before, String after) {
        if (before.isEmpty() && after.isEmpty()) {
            return;
        }
        if (before.isEmpty() || after.isEmpty()) {
            if (!space.isEmpty()) {
                finishReplacement();
            }
        } else {
            removed.append(space);
            added.append(space);
            space = "";
        }
        removed.append(before);
        added.append(after);
    }

    private void finishReplacement() {
        addPart(Kind.REMOVED, removed.toString());
        addPart(Kind.ADDED, added.toString());
        addPart(Kind.SAME, space);
        removed.setLength(0);
        added.setLength(0);
        space = "";
    }

    private void addPart(Kind kind, String text) {
        if (text.isEmpty()) {
            return;
        }
        if (!parts.isEmpty() && parts.getLast().kind() == kind) {
            parts.set(parts.size() - 1, new Part(kind, parts.getLast().text() + text));
        } else {
            parts.add(new Part(kind, text));
        }
    }

    private static boolean isSpace(String text) {
        return text.isBlank() && text.indexOf('\n') < 0;
    }

    /** Words and what stands between them; in Japanese too, which needs no spaces for it. No emoji is cut in two. */
    private static List<String> words(String text) {
        BreakIterator edges = BreakIterator.getWordInstance(Locale.ROOT);
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        edges.setText(text);
        characters.setText(text);
        List<String> words = new ArrayList<>();
        int begin = edges.first();
        for (int end = edges.next(); end != BreakIterator.DONE; end = edges.next()) {
            if (characters.isBoundary(end)) {
                words.add(text.substring(begin, end));
                begin = end;
            }
        }
        return words;
    }

    /** Each with the line break that ends it. */
    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int begin = 0;
        while (begin < text.length()) {
            int end = text.indexOf('\n', begin) + 1;
            lines.add(text.substring(begin, end == 0 ? text.length() : end));
            begin = end == 0 ? text.length() : end;
        }
        return lines;
    }
}
