package dev.manabi.postmortem.rendering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlPageTest {

    private static final Pattern TAG = Pattern.compile("<([a-zA-Z][a-zA-Z0-9]*)([^>]*)>");

    @Test
    void text_tables_lists_and_code_are_there() {
        String page = HtmlPage.of("決済 & <b>", "ja", """
                # 決済が失敗

                | 時刻 | 出来事 |
                | --- | ---: |
                | 10:02 | `deploy` ~~old~~ |

                3. three
                4. **four** https://status.example/1
                """);
        assertThat(page)
                .contains("<html lang=\"ja\"", "<title>決済 &amp; &lt;b&gt;</title>", "<h1>決済が失敗</h1>")
                .contains("<th>時刻</th>", "<td align=\"right\"><code>deploy</code> <del>old</del></td>")
                .contains("<ol start=\"3\"><li>three</li>", "<strong>four</strong>")
                .contains("href=\"https://status.example/1\"");
    }

    /** Each from the lists of what has gone wrong elsewhere. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "text <img src=file:///etc/passwd> text",
                "<svg><style><img src=x onerror=alert(1)></style></svg>",
                "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
                "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
                "<a href=\"javascript:alert(1)\">x</a>",
                "<iframe src=//evil.example></iframe><form action=//evil.example><input name=a></form>",
                "<style>@import 'http://127.0.0.1/x.css'; body { background: url(http://127.0.0.1/) }</style>",
                "<base href=//evil.example><meta http-equiv=refresh content=\"0;url=//evil.example\">",
                "<link rel=stylesheet href=http://127.0.0.1:5432/>",
                "[x](javascript:alert(1))",
                "[x](JaVaScRiPt:alert(1))",
                "[x](java\u0001script:alert(1))",
                "[x](&#106;avascript:alert(1))",
                "[x](data:text/html;base64,PHNjcmlwdD4=)",
                "[x](vbscript:msgbox)",
                "[x](file:///etc/passwd)",
                "<javascript:alert(1)>",
                "![x](javascript:alert(1))",
                "![beacon](https://evil.example/seen.gif)",
                "![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)",
                "[x]: javascript:alert(1)\n\n[x]",
                "[a](https://x.example \"\\\" onmouseover=alert(1) \\\"\")",
                "[a](<https://x.example/\" onmouseover=\"alert(1)>)",
                "`<img src=x onerror=alert(1)>`",
                "```html onload=alert(1)\n<script>alert(1)</script>\n```",
                "```mermaid\ngraph TD; A[\"<img src=x onerror=alert(1)>\"]\n```",
                "| <script>alert(1)</script> |\n| --- |\n| ![x](//evil.example) |",
                "# <svg onload=alert(1)>",
                "</body></html><script>alert(1)</script>",
                "<!-- --><script>alert(1)</script><!-- -->",
                "<![CDATA[<script>alert(1)</script>]]>",
                "<?php system('id'); ?>",
                "\u0000\u0001\u000b\uffff<b>\ud800</b>"
            })
    void nothing_in_it_runs_or_loads(String markdown) {
        String page = HtmlPage.of(markdown, "en", markdown);
        String body = page.substring(page.indexOf("<body>"));
        TAG.matcher(body).results().forEach(tag -> {
            assertThat(tag.group(1))
                    .isIn(
                            "body",
                            "p",
                            "a",
                            "code",
                            "pre",
                            "table",
                            "thead",
                            "tbody",
                            "tr",
                            "th",
                            "td",
                            "h1",
                            "h2",
                            "ul",
                            "ol",
                            "li",
                            "em",
                            "strong",
                            "blockquote",
                            "hr",
                            "br",
                            "del");
            assertThat(tag.group(2).replaceFirst(" /$", ""))
                    .matches(
                            "|( (href=\"((https?:|mailto:|//)[^\"]*)?\"|rel=\"[a-z ]*\"|align=\"[a-z]+\"|start=\"[0-9]+\"))*");
        });
        assertThat(page.substring(0, page.indexOf("<body>")))
                .containsOnlyOnce("<title>")
                .doesNotContain("<script");
        assertThat(PdfPage.of(page)).startsWith("%PDF-".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    @Test
    void endless_nesting_exhausts_nothing() {
        for (String part : new String[] {">", "- ", "![", "[", "**a *b ", "*a **", "`", "<b>", "| ", "(", "1. "}) {
            assertThat(HtmlPage.of("deep", "en", part.repeat(20_000))).contains("</html>");
        }
    }

    @Test
    void the_page_says_itself_that_it_loads_nothing() {
        assertThat(HtmlPage.CONTENT_SECURITY_POLICY).startsWith("default-src 'none'; style-src 'sha256-");
        assertThat(HtmlPage.of("t", "en", "x"))
                .contains(
                        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-");
    }
}
