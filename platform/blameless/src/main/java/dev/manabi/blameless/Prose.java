package dev.manabi.blameless;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Reads the prose out of Markdown, block by block. Fenced and indented code, block quotes and comments are left out; inline code, addresses and quotations
 * become {@link Block#THING}. One pass over the text; every look ahead is bounded.
 */
final class Prose {

    /** How far the end of inline code, a quotation or an address of a link is looked for. */
    private static final int AHEAD = 500;

    private final String markdown;
    private final List<Block> blocks = new ArrayList<>();

    /** The places of the open paragraph's letters; -1 is a blank that joins two lines. */
    private int[] open = new int[256];

    private int length;
    private String fence = "";
    private boolean comment;
    private boolean list;

    private Prose(String markdown) {
        this.markdown = markdown;
    }

    static List<Block> of(String markdown) {
        Prose prose = new Prose(markdown);
        int start = 0;
        while (start < markdown.length()) {
            int end = markdown.indexOf('\n', start);
            end = end < 0 ? markdown.length() : end;
            prose.line(start, end);
            start = end + 1;
        }
        prose.close(false);
        return prose.blocks;
    }

    private void line(int start, int end) {
        int first = start;
        while (first < end && Character.isWhitespace(markdown.charAt(first))) {
            first++;
        }
        int last = end;
        while (last > first && Character.isWhitespace(markdown.charAt(last - 1))) {
            last--;
        }
        if (!fence.isEmpty()) {
            if (markdown.startsWith(fence, first)
                    && markdown.substring(first, last).chars().allMatch(c -> c == fence.charAt(0))) {
                fence = "";
            }
            return;
        }
        if (comment) {
            comment = markdown.substring(first, last).indexOf("-->") < 0;
            return;
        }
        if (first == last) {
            close(false);
            return;
        }
        if (startsCode(start, first)) {
            return;
        }
        char sign = markdown.charAt(first);
        if (markdown.startsWith("```", first) || markdown.startsWith("~~~", first)) {
            close(false);
            int run = first;
            while (run < last && markdown.charAt(run) == sign) {
                run++;
            }
            fence = markdown.substring(first, run);
            return;
        }
        if (markdown.startsWith("<!--", first)
                && markdown.substring(first, last).indexOf("-->") < 0) {
            close(false);
            comment = true;
            return;
        }
        if (sign == '>') {
            close(false);
            return;
        }
        if (sign == '#') {
            close(false);
            list = false;
            while (first < last && markdown.charAt(first) == '#') {
                first++;
            }
            append(first, last);
            close(true);
            return;
        }
        if (isRow(first, last)) {
            close(false);
            row(first, last);
            return;
        }
        if (isRule(first, last)) {
            close(sign == '=' || sign == '-');
            return;
        }
        int item = afterMarker(first, last);
        if (item > first) {
            close(false);
            list = true;
            if (item < last && markdown.charAt(item) == '>') {
                return;
            }
            append(item, last);
            return;
        }
        if (length == 0 && first == start) {
            list = false;
        }
        append(first, last);
    }

    /** Four blanks where no paragraph and no list goes on. */
    private boolean startsCode(int start, int first) {
        return length == 0 && !list && (first - start >= 4 || markdown.charAt(start) == '\t');
    }

    private boolean isRow(int first, int last) {
        if (markdown.charAt(first) == '|') {
            return true;
        }
        int bar = markdown.indexOf('|', first);
        return bar >= 0 && bar < last && markdown.indexOf('|', bar + 1) >= 0 && markdown.indexOf('|', bar + 1) < last;
    }

    private void row(int first, int last) {
        int cell = first;
        boolean code = false;
        for (int at = first; at <= last; at++) {
            if (at < last && markdown.charAt(at) == '`') {
                code = !code;
            }
            if (at == last
                    || (markdown.charAt(at) == '|' && !code && (at == first || markdown.charAt(at - 1) != '\\'))) {
                append(cell, at);
                close(false);
                cell = at + 1;
            }
        }
    }

    private boolean isRule(int first, int last) {
        char sign = markdown.charAt(first);
        if (sign != '-' && sign != '=' && sign != '*' && sign != '_') {
            return false;
        }
        for (int at = first; at < last; at++) {
            if (markdown.charAt(at) != sign && markdown.charAt(at) != ' ') {
                return false;
            }
        }
        return last - first >= 3;
    }

    private int afterMarker(int first, int last) {
        int at = first;
        char sign = markdown.charAt(first);
        if (sign == '-' || sign == '*' || sign == '+' || sign == '・' || sign == '•') {
            at++;
            if (sign == '・' || sign == '•') {
                return at;
            }
        } else {
            while (at < last && at < first + 9 && markdown.charAt(at) >= '0' && markdown.charAt(at) <= '9') {
                at++;
            }
            if (at == first || at == last || (markdown.charAt(at) != '.' && markdown.charAt(at) != ')')) {
                return first;
            }
            at++;
        }
        if (at < last && markdown.charAt(at) != ' ') {
            return first;
        }
        while (at < last && markdown.charAt(at) == ' ') {
            at++;
        }
        if (at + 3 < last && markdown.charAt(at) == '[' && markdown.charAt(at + 2) == ']') {
            at += 4;
        }
        return Math.min(at, last);
    }

    private void append(int start, int end) {
        if (start >= end) {
            return;
        }
        if (open.length < length + end - start + 1) {
            open = Arrays.copyOf(open, Math.max(open.length * 2, length + end - start + 1));
        }
        boolean wide = length > 0
                && Script.isJapanese(markdown.charAt(open[length - 1]))
                && Script.isJapanese(markdown.charAt(start));
        if (length > 0 && !wide) {
            open[length++] = -1;
        }
        for (int at = start; at < end; at++) {
            open[length++] = at;
        }
    }

    private void close(boolean heading) {
        if (length == 0) {
            return;
        }
        StringBuilder raw = new StringBuilder(length);
        for (int at = 0; at < length; at++) {
            if (open[at] < 0) {
                open[at] = open[at - 1];
                raw.append(' ');
            } else {
                raw.append(markdown.charAt(open[at]));
            }
        }
        Inline inline = new Inline(raw.toString(), open);
        blocks.add(inline.block(heading));
        length = 0;
    }

    /** Takes the marks out of one block. */
    private static final class Inline {

        private final String raw;
        private final int[] places;
        private final StringBuilder text;
        private final int[] origin;

        Inline(String raw, int[] places) {
            this.raw = raw;
            this.places = places;
            this.text = new StringBuilder(raw.length());
            this.origin = new int[raw.length()];
        }

        Block block(boolean heading) {
            int at = 0;
            while (at < raw.length()) {
                at = next(at);
            }
            return new Block(text.toString(), Arrays.copyOf(origin, text.length()), heading);
        }

        /** Reads what stands here and says where to go on. */
        private int next(int at) {
            char sign = raw.charAt(at);
            switch (sign) {
                case '\\' -> {
                    return keep(at + 1 < raw.length() && isMark(raw.charAt(at + 1)) ? at + 1 : at);
                }
                case '`' -> {
                    int run = at;
                    while (run < raw.length() && raw.charAt(run) == '`') {
                        run++;
                    }
                    int end = closing(raw.substring(at, Math.min(run, at + AHEAD)), run);
                    return end < 0 ? run : thing(at, end);
                }
                case '<' -> {
                    int end = at + 1 < raw.length() && isTag(raw.charAt(at + 1)) ? closing(">", at + 1) : -1;
                    return end < 0 ? keep(at) : end;
                }
                case ']' -> {
                    boolean link = at + 1 < raw.length() && (raw.charAt(at + 1) == '(' || raw.charAt(at + 1) == '[');
                    int end = link ? closing(raw.charAt(at + 1) == '(' ? ")" : "]", at + 2) : -1;
                    return end < 0 ? at + 1 : end;
                }
                case '[', '*' -> {
                    return at + 1;
                }
                case '_' -> {
                    return isInWord(at) ? keep(at) : at + 1;
                }
                case '"' -> {
                    int end = isInWord(at) || follows(at) ? -1 : closing("\"", at + 1);
                    return end < 0 ? keep(at) : thing(at, end);
                }
                case '“', '「', '『', '‘', '«' -> {
                    int end = closing(sign, counterpart(sign), at);
                    return end < 0 ? keep(at) : thing(at, end);
                }
                case 'h', 'H', 'f', 'w' -> {
                    return isAddress(at) ? thing(at, endOfAddress(at)) : keep(at);
                }
                default -> {
                    return keep(at);
                }
            }
        }

        private int keep(int at) {
            origin[text.length()] = places[at];
            text.append(raw.charAt(at));
            return at + 1;
        }

        /** One sign for all of it. */
        private int thing(int at, int end) {
            origin[text.length()] = places[at];
            text.append(Block.THING);
            return end;
        }

        private int closing(String mark, int from) {
            int end = raw.substring(from, Math.min(raw.length(), from + AHEAD)).indexOf(mark);
            return end < 0 ? -1 : from + end + mark.length();
        }

        private int closing(char opens, char closes, int from) {
            int depth = 0;
            for (int at = from; at < raw.length() && at < from + AHEAD; at++) {
                if (raw.charAt(at) == opens) {
                    depth++;
                } else if (raw.charAt(at) == closes && --depth == 0) {
                    return at + 1;
                }
            }
            return -1;
        }

        private static char counterpart(char sign) {
            return switch (sign) {
                case '“' -> '”';
                case '「' -> '」';
                case '『' -> '』';
                case '‘' -> '’';
                default -> '»';
            };
        }

        private static boolean isMark(char sign) {
            return sign < 128 && !Character.isLetterOrDigit(sign) && sign > ' ';
        }

        private static boolean isTag(char sign) {
            return sign == '/' || sign == '!' || (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z');
        }

        private boolean isInWord(int at) {
            return follows(at) && at + 1 < raw.length() && Character.isLetterOrDigit(raw.charAt(at + 1));
        }

        private boolean follows(int at) {
            return at > 0 && Character.isLetterOrDigit(raw.charAt(at - 1));
        }

        private boolean isAddress(int at) {
            if (follows(at)) {
                return false;
            }
            String ahead = raw.substring(at, Math.min(raw.length(), at + 8)).toLowerCase(Locale.ROOT);
            return ahead.startsWith("http://")
                    || ahead.startsWith("https://")
                    || ahead.startsWith("ftp://")
                    || ahead.startsWith("www.");
        }

        private int endOfAddress(int at) {
            int end = at;
            while (end < raw.length()
                    && raw.charAt(end) > ' '
                    && raw.charAt(end) < 127
                    && ")>]\"".indexOf(raw.charAt(end)) < 0) {
                end++;
            }
            while (".,;:!?".indexOf(raw.charAt(end - 1)) >= 0) {
                end--;
            }
            return end;
        }
    }
}
