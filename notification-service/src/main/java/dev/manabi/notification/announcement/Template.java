package dev.manabi.notification.announcement;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One part of a text. {@code {word}} stands for a value; a value is never looked at again, so that braces in it are
 * just braces.
 */
record Template(String text) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)}");
    private static final Pattern PARAGRAPHS = Pattern.compile("\\n\\n+");

    Set<String> placeholders() {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    String plain(UnaryOperator<String> values) {
        return filled(text, UnaryOperator.identity(), values);
    }

    /** For a room. A link of ours is left as it is: it holds nothing that came from elsewhere. */
    String chat(Markup markup, UnaryOperator<String> values) {
        return filled(
                markup.ownText(text),
                UnaryOperator.identity(),
                word -> word.equals("link") ? values.apply(word) : markup.escaped(values.apply(word)));
    }

    /** Paragraphs and line breaks, and {@code {link}} as a link. */
    String html(UnaryOperator<String> values) {
        List<String> paragraphs = Arrays.asList(PARAGRAPHS.split(text.strip()));
        return paragraphs.stream()
                .map(paragraph -> filled(paragraph, Template::htmlLines, word -> htmlValue(word, values.apply(word))))
                .collect(Collectors.joining("</p>\n<p>", "<p>", "</p>\n"));
    }

    private static String htmlValue(String word, String value) {
        String escaped = htmlLines(value);
        return word.equals("link") ? "<a href=\"" + escaped + "\">" + escaped + "</a>" : escaped;
    }

    private static String filled(String text, UnaryOperator<String> own, UnaryOperator<String> values) {
        StringBuilder filled = new StringBuilder();
        int from = 0;
        Matcher found = PLACEHOLDER.matcher(text);
        while (found.find()) {
            filled.append(own.apply(text.substring(from, found.start())));
            filled.append(values.apply(found.group(1)));
            from = found.end();
        }
        return filled.append(own.apply(text.substring(from))).toString();
    }

    private static String htmlLines(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;")
                .replace("\n", "<br>\n");
    }
}
