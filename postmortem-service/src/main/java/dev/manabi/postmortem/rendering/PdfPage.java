package dev.manabi.postmortem.rendering;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * An {@link HtmlPage} as a PDF. The fonts come with the service; nothing is read from the disk and nothing is asked of the
 * network, whatever the page names.
 */
public final class PdfPage {

    private static final String FONT = "BIZ UDPGothic";

    /** Fonts and the whole page are in memory while it is drawn: whoever comes later waits. */
    private static final Semaphore AT_ONCE = new Semaphore(2);

    private static final String DOCTYPE = "<!DOCTYPE html>\n";

    static {
        XRLog.setLoggingEnabled(false);
    }

    private PdfPage() {}

    public static byte[] of(String htmlPage) {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        PdfRendererBuilder builder = new PdfRendererBuilder()
                .withW3cDocument(tree(htmlPage), null)
                .withProducer("Manabi")
                .toStream(pdf);
        builder.useFont(() -> font("Regular"), FONT, 400, FontStyle.NORMAL, true);
        builder.useFont(() -> font("Bold"), FONT, 700, FontStyle.NORMAL, true);
        builder.useUriResolver((base, address) -> null);
        for (ExternalResourceControlPriority moment : ExternalResourceControlPriority.values()) {
            builder.useExternalResourceAccessControl((address, kind) -> false, moment);
        }
        AT_ONCE.acquireUninterruptibly();
        try {
            builder.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            AT_ONCE.release();
        }
        return pdf.toByteArray();
    }

    private static InputStream font(String weight) {
        return Objects.requireNonNull(
                PdfPage.class.getResourceAsStream("/rendering/BIZUDPGothic-" + weight + ".ttf"),
                "the service was built without its fonts");
    }

    /** The page without its document type: a parser that refuses these cannot be led anywhere by one. */
    private static Document tree(String htmlPage) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            String xml = htmlPage.startsWith(DOCTYPE) ? htmlPage.substring(DOCTYPE.length()) : htmlPage;
            return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
        } catch (ParserConfigurationException | IOException | SAXException e) {
            throw new IllegalStateException("A page of ours is well-formed", e);
        }
    }
}
