package dev.manabi.postmortem.text;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What replaces which ranges of a text. Positions and lengths are in UTF-16 units, lines end with {@code \n} and with
 * nothing else. It behaves in everything as the change sets of CodeMirror 6 do, and its JSON is theirs, because editors
 * and this service each work out what becomes of their changes after those of others: where they differed by one
 * character, people would see different texts.
 *
 * <p>Methods throw {@link IllegalArgumentException} where a text or another change set has not the length it must have.
 */
public final class ChangeSet {

    /** Nobody's typing has more; what has costs more to work with than it is worth. */
    private static final int MOST_PARTS = 100_000;

    private final List<Section> sections;
    private final int length;
    private final int newLength;

    ChangeSet(List<Section> sections) {
        this.sections = List.copyOf(sections);
        this.length = total(sections.stream().mapToLong(Section::length).sum());
        this.newLength = total(sections.stream().mapToLong(Section::newLength).sum());
    }

    private static int total(long length) {
        if (length > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("The changes are of a text longer than %d".formatted(Integer.MAX_VALUE));
        }
        return (int) length;
    }

    /**
     * @param from where the replaced range begins, 0 or more
     * @param to where it ends, not before {@code from}; the same where it only inserts
     */
    public record Replacement(int from, int to, String insert) {

        public Replacement {
            if (from < 0 || to < from) {
                throw new IllegalArgumentException("There is no range from %d to %d".formatted(from, to));
            }
        }
    }

    /**
     * @param length of the text
     * @param replacements in the order of the text, none reaching into the next
     */
    public static ChangeSet of(int length, List<Replacement> replacements) {
        if (length < 0) {
            throw new IllegalArgumentException("A text is not %d long".formatted(length));
        }
        Sections sections = new Sections();
        int at = 0;
        for (Replacement replacement : replacements) {
            if (replacement.from() < at || replacement.to() > length) {
                throw new IllegalArgumentException("The range from %d to %d is not between %d and %d"
                        .formatted(replacement.from(), replacement.to(), at, length));
            }
            sections.keep(replacement.from() - at);
            sections.replace(replacement.to() - replacement.from(), replacement.insert());
            at = replacement.to();
        }
        sections.keep(length - at);
        return sections.changeSet();
    }

    public static ChangeSet empty(int length) {
        return of(length, List.of());
    }

    /**
     * One replacement of everything between what both texts begin and end with. What is found here is found again from
     * the same texts years later: stored events are read by it, so it must never change.
     */
    public static ChangeSet replacing(String before, String after) {
        return of(before.length(), List.of(narrowed(0, before, after)));
    }

    /** What changed word by word, as {@link WordDifference} finds it, so that positions in other words keep theirs. */
    public static ChangeSet between(String before, String after) {
        List<Replacement> replacements = new ArrayList<>();
        int at = 0;
        String removed = "";
        for (WordDifference.Part part : WordDifference.between(before, after)) {
            switch (part.kind()) {
                case SAME -> {
                    replacements.add(narrowed(at, removed, ""));
                    at += removed.length() + part.text().length();
                    removed = "";
                }
                case REMOVED -> removed = part.text();
                case ADDED -> {
                    replacements.add(narrowed(at, removed, part.text()));
                    at += removed.length();
                    removed = "";
                }
            }
        }
        replacements.add(narrowed(at, removed, ""));
        return of(before.length(), replacements);
    }

    /** Without what both begin and end with; a surrogate pair is of one piece. */
    private static Replacement narrowed(int from, String before, String after) {
        int most = Math.min(before.length(), after.length());
        int same = Arrays.mismatch(before.toCharArray(), after.toCharArray());
        int begin = same < 0 ? most : same;
        if (begin > 0 && Character.isHighSurrogate(before.charAt(begin - 1))) {
            begin--;
        }
        int end = 0;
        while (end < most - begin
                && before.charAt(before.length() - 1 - end) == after.charAt(after.length() - 1 - end)) {
            end++;
        }
        if (end > 0 && Character.isLowSurrogate(before.charAt(before.length() - end))) {
            end--;
        }
        return new Replacement(
                from + begin, from + before.length() - end, after.substring(begin, after.length() - end));
    }

    /** Of the text before the changes. */
    public int length() {
        return length;
    }

    /** Of the text after the changes. */
    public int newLength() {
        return newLength;
    }

    /** Whether every text stays as it is. */
    public boolean isEmpty() {
        return sections.isEmpty()
                || (sections.size() == 1 && sections.getFirst().keeps());
    }

    List<Section> sections() {
        return sections;
    }

    /**
     * @return the text with the changes made
     * @throws IllegalArgumentException also where a change begins or ends between the two halves of a surrogate pair:
     *     what would be left of that character is no text, and cannot be stored
     */
    public String apply(String text) {
        requireLength(text);
        StringBuilder changed = new StringBuilder(newLength);
        int at = 0;
        for (Section section : sections) {
            if (section.keeps()) {
                changed.append(text, at, at + section.length());
            } else {
                requireEdge(text, at);
                requireEdge(text, at + section.length());
                changed.append(section.inserted());
            }
            at += section.length();
        }
        return changed.toString();
    }

    private static void requireEdge(String text, int at) {
        if (at > 0
                && at < text.length()
                && Character.isHighSurrogate(text.charAt(at - 1))
                && Character.isLowSurrogate(text.charAt(at))) {
            throw new IllegalArgumentException("A change cuts the character at %d in two".formatted(at - 1));
        }
    }

    private void requireLength(String text) {
        if (text.length() != length) {
            throw new IllegalArgumentException(
                    "The changes are of a text of length %d, this one has %d".formatted(length, text.length()));
        }
    }

    /** These changes and then those of the other one, which begins with the text that these end with. */
    public ChangeSet compose(ChangeSet other) {
        requireLength(newLength, other);
        if (isEmpty()) {
            return other;
        }
        if (other.isEmpty()) {
            return this;
        }
        Sections composed = new Sections();
        Walk first = new Walk(sections);
        Walk second = new Walk(other.sections);
        boolean continued = false;
        while (!first.atEnd() || !second.atEnd()) {
            if (first.onlyRemoves()) {
                composed.replace(first.left(), "", continued);
                first.next();
            } else if (second.replaces() && second.left() == 0) {
                composed.replace(0, second.place(), continued);
                second.next();
            } else {
                int piece = Math.min(first.newLeft(), second.left());
                int count = composed.count();
                if (first.keeps() && second.keeps()) {
                    composed.keep(piece);
                } else {
                    composed.replace(
                            first.keeps() ? piece : first.replaced(),
                            second.keeps() ? first.piece(piece) : second.place(),
                            continued);
                }
                boolean within =
                        (first.replaces() && first.newLeft() > piece) || (second.replaces() && second.left() > piece);
                continued = within && (continued || composed.count() > count);
                first.passNew(piece);
                second.pass(piece);
            }
        }
        return composed.changeSet();
    }

    /** What brings back the text as it was, given that text. */
    public ChangeSet invert(String before) {
        requireLength(before);
        List<Section> inverted = new ArrayList<>();
        int at = 0;
        for (Section section : sections) {
            int end = at + section.length();
            inverted.add(section.keeps() ? section : new Section(section.newLength(), before.substring(at, end)));
            at = end;
        }
        return new ChangeSet(inverted);
    }

    /**
     * What these changes become after those of the other one, which begins with the same text. What both removed is
     * removed once, and what both inserted stays.
     *
     * @param before whether what these insert comes first where both insert at one place
     */
    public ChangeSet map(ChangeSet other, boolean before) {
        requireLength(length, other);
        if (other.isEmpty()) {
            return this;
        }
        Sections mapped = new Sections();
        Walk ours = new Walk(sections);
        Walk theirs = new Walk(other.sections);
        while (!ours.atEnd() || !theirs.atEnd()) {
            if (ours.keeps() && theirs.keeps()) {
                int piece = Math.min(ours.left(), theirs.left());
                mapped.keep(piece);
                ours.pass(piece);
                theirs.pass(piece);
            } else if (theirs.replaces() && (!ours.replaces() || ours.placed() || beginsAfter(ours, theirs, before))) {
                mapped.keep(theirs.newLeft());
                passRemoved(theirs.left(), ours, mapped);
                theirs.next();
            } else {
                passReplaced(ours, theirs, mapped);
            }
        }
        return mapped.changeSet();
    }

    /** Of two replacements that begin at one place the shorter comes first. */
    private static boolean beginsAfter(Walk ours, Walk theirs, boolean before) {
        return ours.fresh() && (theirs.left() < ours.left() || (theirs.left() == ours.left() && !before));
    }

    /** They removed so much: of our replacements that end there only what they insert is left. */
    private static void passRemoved(int removed, Walk ours, Sections mapped) {
        int left = removed;
        while (left > 0) {
            int piece = Math.min(ours.left(), left);
            if (ours.replaces() && ours.left() <= piece) {
                mapped.replace(0, ours.place());
            }
            ours.pass(piece);
            left -= piece;
        }
    }

    /** Our replacement as far as the next place where they insert; what they removed in between is gone already. */
    private static void passReplaced(Walk ours, Walk theirs, Sections mapped) {
        int left = ours.left();
        int removed = 0;
        while (left > 0 && (theirs.keeps() || (theirs.onlyRemoves() && theirs.left() < left))) {
            int piece = Math.min(left, theirs.left());
            if (theirs.keeps()) {
                removed += piece;
            }
            left -= piece;
            theirs.pass(piece);
        }
        mapped.replace(removed, ours.place());
        ours.pass(ours.left() - left);
    }

    private static void requireLength(int length, ChangeSet other) {
        if (other.length != length) {
            throw new IllegalArgumentException(
                    "The changes are of a text of length %d where it must be %d".formatted(other.length, length));
        }
    }

    /**
     * Where a position of the text before the changes is after them. One within a replaced range goes to an end of what
     * replaced it, one at the beginning of such a range stays there.
     *
     * @param side negative to stay before what is inserted at the position, and to go to the beginning of what replaced
     *     its surroundings; otherwise after it, and to the end
     */
    public int mapPosition(int position, int side) {
        if (position < 0 || position > length) {
            throw new IllegalArgumentException(
                    "There is no position %d in a text of length %d".formatted(position, length));
        }
        int at = 0;
        int newAt = 0;
        for (Section section : sections) {
            int end = at + section.length();
            if (section.keeps() && end > position) {
                return newAt + position - at;
            }
            boolean insertsAfter = end == position && section.length() == 0 && side < 0;
            if (!section.keeps() && (end > position || insertsAfter)) {
                return position == at || side < 0 ? newAt : newAt + section.newLength();
            }
            at = end;
            newAt += section.newLength();
        }
        return newAt;
    }

    /** A number for what stays, and an array for what is replaced: how much, and the lines put in its place. */
    @JsonValue
    public List<Object> toJson() {
        return sections.stream().map(ChangeSet::part).toList();
    }

    private static Object part(Section section) {
        if (section.keeps()) {
            return section.length();
        }
        List<Object> part = new ArrayList<>();
        part.add(section.length());
        if (section.newLength() > 0) {
            Collections.addAll(part, (Object[]) section.inserted().split("\n", -1));
        }
        return part;
    }

    /** @throws IllegalArgumentException saying which part is not as {@link #toJson} writes it */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static ChangeSet fromJson(JsonNode json) {
        if (!json.isArray()) {
            throw new IllegalArgumentException("Changes are an array of numbers and of arrays");
        }
        if (json.size() > MOST_PARTS) {
            throw new IllegalArgumentException(
                    "Changes have at most %d parts, not %d".formatted(MOST_PARTS, json.size()));
        }
        List<Section> sections = new ArrayList<>();
        for (JsonNode part : json) {
            sections.add(section(part, sections.size()));
        }
        return new ChangeSet(sections);
    }

    private static Section section(JsonNode part, int index) {
        Section section = part.isArray()
                ? new Section(count(part.path(0), index), lines(part, index))
                : new Section(count(part, index), null);
        if (section.length() == 0 && section.newLength() == 0) {
            throw new IllegalArgumentException("Part %d of the changes is about nothing".formatted(index));
        }
        return section;
    }

    private static int count(JsonNode number, int index) {
        if (!number.isIntegralNumber() || !number.canConvertToInt() || number.intValue() < 0) {
            throw new IllegalArgumentException(
                    "Part %d of the changes is neither a count of characters nor an array that begins with one"
                            .formatted(index));
        }
        return number.intValue();
    }

    private static String lines(JsonNode part, int index) {
        StringBuilder insert = new StringBuilder();
        for (int line = 1; line < part.size(); line++) {
            if (!part.get(line).isTextual()) {
                throw new IllegalArgumentException(
                        "Part %d of the changes has something other than a line at %d".formatted(index, line));
            }
            String text = part.get(line).textValue();
            requireLine(text, index, line);
            insert.append(line == 1 ? "" : "\n").append(text);
        }
        return insert.toString();
    }

    /** PostgreSQL's jsonb refuses a NUL and half a character, and an event has to be stored. */
    private static void requireLine(String text, int index, int line) {
        if (text.indexOf('\n') >= 0) {
            throw new IllegalArgumentException(
                    "Part %d of the changes has a line break within line %d".formatted(index, line));
        }
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("Part %d of the changes has a NUL in line %d".formatted(index, line));
        }
        if (text.codePoints().anyMatch(ChangeSet::isHalfACharacter)) {
            throw new IllegalArgumentException(
                    "Part %d of the changes has half a surrogate pair in line %d".formatted(index, line));
        }
    }

    private static boolean isHalfACharacter(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChangeSet changes && sections.equals(changes.sections);
    }

    @Override
    public int hashCode() {
        return sections.hashCode();
    }

    /** Lengths only, because it may end in a log: {@code 5 2:3} keeps 5 and replaces 2 by 3. */
    @Override
    public String toString() {
        return sections.stream()
                .map(section -> section.keeps()
                        ? Integer.toString(section.length())
                        : section.length() + ":" + section.newLength())
                .collect(Collectors.joining(" "));
    }
}
