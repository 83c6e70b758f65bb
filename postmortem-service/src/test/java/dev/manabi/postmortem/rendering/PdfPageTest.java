package dev.manabi.postmortem.rendering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PdfPageTest {

    private static final String MARKDOWN = """
            # 決済が 47 分間失敗した

            The connection pool of checkout was smaller than the number of its workers.
            接続プールが小さすぎたため、カード決済が「タイムアウト」しました。

            | 時刻 (UTC) | 出来事 |
            | --- | --- |
            | 2026-03-02 10:02 | アラートが鳴った |
            | 2026-03-02 10:21 | rolled back |

            ```
            kubectl rollout undo deployment/checkout  # 元に戻す
            ```
            """;

    @Test
    void japanese_english_and_tables_can_be_read_from_it() throws IOException {
        byte[] pdf = PdfPage.of(HtmlPage.of("PM-7", "ja", MARKDOWN));
        Files.write(Path.of("target/postmortem.pdf"), pdf);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            String text = new PDFTextStripper().getText(document);
            assertThat(text.replaceAll("\\R", "")).contains("接続プールが小さすぎたため、カード決済が「タイムアウト」しました。");
            assertThat(text)
                    .contains("決済が 47 分間失敗した", "The connection pool of checkout was smaller")
                    .contains("時刻 (UTC) 出来事", "2026-03-02 10:02 アラートが鳴った", "2026-03-02 10:21 rolled back")
                    .contains("kubectl rollout undo", "元に戻す", "1 / 1");
            for (var name : document.getPage(0).getResources().getFontNames()) {
                PDFont font = document.getPage(0).getResources().getFont(name);
                assertThat(font.isEmbedded() || font.getName().startsWith("Courier"))
                        .as(font.getName())
                        .isTrue();
            }
        }
    }

    /** Handed a page that no sanitiser has seen. */
    @Test
    void it_reads_no_file_and_asks_no_server(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "the-secret");
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String here = "http://127.0.0.1:" + server.getLocalPort() + "/";
            String page = """
                    <html xmlns="http://www.w3.org/1999/xhtml">
                    <head>
                    <base href="%1$s" />
                    <link rel="stylesheet" href="%1$sa.css" />
                    <style>@import url(%1$sb.css); @font-face { font-family: x; src: url(%1$sx.ttf); }
                    body { background-image: url(%1$sc.png); font-family: x; }</style>
                    </head>
                    <body>
                    <img src="%1$sd.png" /><img src="%2$s" /><img src="e.png" />
                    <object data="%1$sf" type="image/svg+xml"></object><iframe src="%2$s"></iframe>
                    <svg xmlns="http://www.w3.org/2000/svg"><image href="%1$sg.png" /></svg>
                    text
                    </body>
                    </html>
                    """.formatted(here, secret.toUri());
            String text;
            try (PDDocument document = Loader.loadPDF(PdfPage.of(page))) {
                text = new PDFTextStripper().getText(document);
            }
            assertThat(text).contains("text").doesNotContain("the-secret");
            server.setSoTimeout(1);
            assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }
}
