package dev.manabi.postmortem.rendering;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.owasp.html.Encoding;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/**
 * Markdown as one HTML page that needs nothing else: its style is in it, and it loads nothing. Raw HTML is shown as text,
 * an image becomes a link to it (whoever reads is not reported to wherever it lies), and what comes out passes a list of
 * allowed elements once more. The page is well-formed XML too.
 */
public final class HtmlPage {

    /** Deeper nesting than anybody writes is read as text: it would exhaust the stack. */
    private static final int DEEPEST = 50;

    private static final String STYLE = text("/rendering/page.css");
    private static final String LOADS_NOTHING = "default-src 'none'; style-src '" + digest(STYLE) + "'";

    /** For the answer's header; what only a header can say is added to what the page says of itself. */
    public static final String CONTENT_SECURITY_POLICY =
            LOADS_NOTHING + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

    private static final List<Extension> EXTENSIONS =
            List.of(TablesExtension.create(), StrikethroughExtension.create(), AutolinkExtension.create());
    private static final Parser PARSER = Parser.builder()
            .extensions(EXTENSIONS)
            .maxOpenBlockParsers(DEEPEST)
            .maxInlineNesting(DEEPEST)
            .build();
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
            .extensions(EXTENSIONS)
            .escapeHtml(true)
            .sanitizeUrls(true)
            .nodeRendererFactory(ImageAsLink::new)
            .build();
    private static final PolicyFactory ALLOWED = new HtmlPolicyBuilder()
            .allowElements("h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "blockquote", "pre", "code")
            .allowElements("em", "strong", "del", "ul", "ol", "li", "a")
            .allowElements("table", "thead", "tbody", "tr", "th", "td")
            .allowAttributes("href")
            .onElements("a")
            .allowAttributes("align")
            .matching(false, "left", "center", "right")
            .onElements("th", "td")
            .allowAttributes("start")
            .matching((element, attribute, value) -> value.matches("[0-9]{1,9}") ? value : null)
            .onElements("ol")
            .allowUrlProtocols("http", "https", "mailto")
            .toFactory();

    private HtmlPage() {}

    /** @param language IETF tag */
    public static String of(String title, String language, String markdown) {
        String body = ALLOWED.sanitize(RENDERER.render(PARSER.parse(markdown)));
        return """
                <!DOCTYPE html>
                <html lang="%1$s" xml:lang="%1$s" xmlns="http://www.w3.org/1999/xhtml">
                <head>
                <meta charset="UTF-8" />
                <meta http-equiv="Content-Security-Policy" content="%2$s" />
                <meta name="referrer" content="no-referrer" />
                <title>%3$s</title>
                <style>%4$s</style>
                </head>
                <body>
                %5$s
                </body>
                </html>
                """.formatted(escaped(language), LOADS_NOTHING, escaped(title), STYLE, body);
    }

    private static String escaped(String text) {
        try {
            StringBuilder escaped = new StringBuilder();
            Encoding.encodeRcdataOnto(text, escaped);
            return escaped.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(String style) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static String text(String resource) {
        try (InputStream stream = HtmlPage.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("The service was built without " + resource);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
