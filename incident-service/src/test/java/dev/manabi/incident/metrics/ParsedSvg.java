package dev.manabi.incident.metrics;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A drawing as an XML parser understands it, which complains where it is not well-formed. */
final class ParsedSvg {

    private final Document document;

    private ParsedSvg(Document document) {
        this.document = document;
    }

    static ParsedSvg of(String svg) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return new ParsedSvg(factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg))));
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new AssertionError("Not well-formed: " + e.getMessage() + "\n" + svg, e);
        }
    }

    List<String> elements() {
        return all("*").stream().map(Element::getLocalName).toList();
    }

    List<String> texts() {
        return all("text").stream().map(Element::getTextContent).toList();
    }

    /** The drawn lines, each as the commands of its path. */
    List<String> paths() {
        return all("path").stream().map(one -> one.getAttribute("d")).toList();
    }

    private List<Element> all(String name) {
        NodeList found = document.getElementsByTagNameNS("http://www.w3.org/2000/svg", name);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }
}
