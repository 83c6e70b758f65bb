package dev.manabi.incident.metrics;

/** Writes elements of an SVG document. Every text and every attribute is escaped here, and nowhere else. */
final class Svg {

    private final StringBuilder out = new StringBuilder();

    /** @param attributes names and values in turn */
    Svg open(String name, String... attributes) {
        start(name, attributes);
        out.append('>');
        return this;
    }

    Svg close(String name) {
        out.append("</").append(name).append(">\n");
        return this;
    }

    /** @param attributes names and values in turn */
    Svg empty(String name, String... attributes) {
        start(name, attributes);
        out.append("/>\n");
        return this;
    }

    /** @param attributes names and values in turn */
    Svg text(String name, String text, String... attributes) {
        open(name, attributes);
        out.append(escaped(text));
        return close(name);
    }

    private void start(String name, String... attributes) {
        out.append('<').append(name);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(escaped(attributes[i + 1]))
                    .append('"');
        }
    }

    private static String escaped(String text) {
        return PlainText.line(text, Integer.MAX_VALUE)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&apos;");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
