package dev.manabi.postmortem.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A cut of a text around what was found in it, in parts: whoever shows it marks those that were found. It is text as it
 * was written, and never HTML.
 */
final class Snippet {

    private static final int BEFORE = 60;
    private static final int LENGTH = 200;
    private static final int MOST_MARKS = 20;

    private Snippet() {}

    /** @param marked whether it is what was looked for */
    record Part(String text, boolean marked) {}

    /** From one place of the written text to another. */
    record Span(int from, int to) {}

    /** Where the words stand, in order and without overlapping; a few are enough. */
    static List<Span> spans(PlainText text, List<SearchQuery.Word> words) {
        List<Span> all = new ArrayList<>();
        for (SearchQuery.Word word : words) {
            int at = word.in(text.text(), 0);
            for (int found = 0; at >= 0 && found < MOST_MARKS; found++) {
                int end = at + word.plain().length();
                all.add(new Span(text.written(at), text.writtenEnd(end)));
                at = word.in(text.text(), end);
            }
        }
        all.sort(Comparator.comparingInt(Span::from).thenComparing(Span::to, Comparator.reverseOrder()));
        List<Span> apart = new ArrayList<>();
        for (Span span : all) {
            if (apart.isEmpty() || span.from() >= apart.getLast().to()) {
                apart.add(span);
            }
        }
        return apart;
    }

    /** @param spans at least one */
    static List<Part> around(String written, List<Span> spans) {
        int begin = boundary(written, Math.max(0, spans.getFirst().from() - BEFORE));
        int end = boundary(
                written,
                Math.min(
                        written.length(),
                        Math.max(begin + LENGTH, spans.getFirst().to())));
        List<Part> parts = new ArrayList<>();
        int at = begin;
        for (Span span : spans) {
            if (span.to() <= end) {
                add(parts, written.substring(at, span.from()), false);
                add(parts, written.substring(span.from(), span.to()), true);
                at = span.to();
            }
        }
        add(parts, written.substring(at, end), false);
        if (begin > 0) {
            parts.addFirst(new Part("… ", false));
        }
        if (end < written.length()) {
            parts.add(new Part(" …", false));
        }
        return parts;
    }

    private static void add(List<Part> parts, String text, boolean marked) {
        if (!text.isEmpty()) {
            parts.add(new Part(text.replaceAll("\\s+", " "), marked));
        }
    }

    /** Never between the halves of a character. */
    private static int boundary(String text, int at) {
        boolean within = at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at));
        return within ? at - 1 : at;
    }
}
