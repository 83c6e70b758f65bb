package dev.manabi.notification.announcement;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Plain text as a mail shows it: paragraphs, line breaks, and our own addresses as links. */
final class Html {

    private static final Pattern PARAGRAPHS = Pattern.compile("\\n\\n+");

    private final Pattern ownAddress;

    /** @param publicUrl what our addresses begin with */
    Html(String publicUrl) {
        this.ownAddress = Pattern.compile(Pattern.quote(escaped(publicUrl)) + "(/[0-9A-Za-z/_.-]*)?(?![0-9A-Za-z.:@])");
    }

    /** @param text of which nothing is taken for HTML */
    String of(String text) {
        return Arrays.stream(PARAGRAPHS.split(text.strip()))
                .map(paragraph -> ownAddress
                        .matcher(escaped(paragraph).replace("\n", "<br>\n"))
                        .replaceAll("<a href=\"$0\">$0</a>"))
                .collect(Collectors.joining("</p>\n<p>", "<p>", "</p>\n"));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
