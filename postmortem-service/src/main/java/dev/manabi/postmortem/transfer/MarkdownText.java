package dev.manabi.postmortem.transfer;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * A Markdown text with line ends of one kind, its front matter apart, and the headings that stand in it: not those in code,
 * quotations or lists.
 *
 * @param frontMatter without its fences, or null where there is none
 * @param body everything else, to the letter
 */
record MarkdownText(@Nullable String frontMatter, String body, List<Title> titles) {

    private static final int LONGEST_FRONT_MATTER = 20_000;
    private static final int DEEPEST = 50;
    private static final Parser PARSER = Parser.builder()
            .includeSourceSpans(IncludeSourceSpans.BLOCKS)
            .maxOpenBlockParsers(DEEPEST)
            .maxInlineNesting(DEEPEST)
            .build();

    /**
     * A heading.
     *
     * @param level 1 to 6
     * @param text without Markdown
     * @param start where its first line begins in the body
     * @param end where the line after it begins
     */
    record Title(int level, String text, int start, int end) {}

    static MarkdownText of(String source) {
        String text = source.replace("\r\n", "\n").replace('\r', '\n');
        if (text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
        int fence = closingFence(text);
        if (fence < 0) {
            return new MarkdownText(null, text, titles(text));
        }
        int end = text.indexOf('\n', fence);
        String body = end < 0 ? "" : text.substring(end + 1);
        return new MarkdownText(text.substring(4, fence), body, titles(body));
    }

    /** Where the line begins that ends the front matter; negative where there is none. */
    private static int closingFence(String text) {
        if (!text.startsWith("---\n")) {
            return -1;
        }
        int line = 4;
        while (line < text.length() && line < LONGEST_FRONT_MATTER) {
            int next = text.indexOf('\n', line);
            String read = text.substring(line, next < 0 ? text.length() : next).stripTrailing();
            if (read.equals("---") || read.equals("...")) {
                return FrontMatter.isFields(text.substring(4, line)) ? line : -1;
            }
            if (next < 0) {
                return -1;
            }
            line = next + 1;
        }
        return -1;
    }

    private static List<Title> titles(String body) {
        List<Title> titles = new ArrayList<>();
        for (Node block = PARSER.parse(body).getFirstChild(); block != null; block = block.getNext()) {
            if (block instanceof Heading heading) {
                titles.add(title(heading, body));
            }
        }
        return titles;
    }

    private static Title title(Heading heading, String body) {
        SourceSpan first = heading.getSourceSpans().getFirst();
        SourceSpan last = heading.getSourceSpans().getLast();
        int start = body.lastIndexOf('\n', first.getInputIndex() - 1) + 1;
        int lineEnd = body.indexOf('\n', last.getInputIndex() + last.getLength());
        PlainText text = new PlainText();
        heading.accept(text);
        return new Title(heading.getLevel(), text.plain(), start, lineEnd < 0 ? body.length() : lineEnd + 1);
    }

    private static final class PlainText extends AbstractVisitor {
        private final StringBuilder text = new StringBuilder();

        @Override
        public void visit(Text literal) {
            text.append(literal.getLiteral());
        }

        @Override
        public void visit(Code literal) {
            text.append(literal.getLiteral());
        }

        @Override
        public void visit(SoftLineBreak lineBreak) {
            text.append(' ');
        }

        @Override
        public void visit(HardLineBreak lineBreak) {
            text.append(' ');
        }

        String plain() {
            return text.toString().strip();
        }
    }
}
