package dev.manabi.postmortem.postmortem;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writing Markdown around text that others wrote, so that it can break neither a table nor a link. */
final class Markdown {

    private static final Pattern MENTION =
            Pattern.compile("(?<![\\p{Alnum}@._/-])@([\\p{Alnum}](?:[\\p{Alnum}._-]*[\\p{Alnum}])?)");
    private static final Pattern GRAPH = Pattern.compile("/api/v1/incidents/[\\w-]+/graphs/[\\w.-]+");
    private static final Set<String> LINKED = Set.of("http", "https");

    private Markdown() {}

    /** A table; cells are Markdown already. */
    static String table(List<String> head, List<List<String>> rows) {
        StringBuilder table = new StringBuilder();
        row(table, head);
        row(table, head.stream().map(_ -> "---").toList());
        rows.forEach(cells -> row(table, cells));
        return table.toString().stripTrailing();
    }

    private static void row(StringBuilder table, List<String> cells) {
        table.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    /** Plain text as the content of a cell: one line, and nothing in it ends the cell or begins HTML. */
    static String cell(String text) {
        return text.strip()
                .replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("<", "&lt;")
                .replaceAll("\\R+", " ");
    }

    /** A reference to a person; names are looked up when somebody reads. */
    static String person(String id) {
        return "@" + id;
    }

    /** Names in place of references, where a name is known. */
    static String withNames(String text, Map<String, String> names) {
        return MENTION.matcher(text).replaceAll(mention -> {
            String name = names.get(mention.group(1));
            return Matcher.quoteReplacement(name == null ? mention.group() : cell(name));
        });
    }

    /** Everybody who is referred to. */
    static List<String> mentions(String text) {
        return MENTION.matcher(text)
                .results()
                .map(mention -> mention.group(1))
                .distinct()
                .toList();
    }

    /** A link where the address is one of the web or of an incident's own graph, and plain text otherwise. */
    static String link(String text, String address) {
        String label = cell(text).replace("[", "\\[").replace("]", "\\]");
        if (GRAPH.matcher(address).matches()) {
            return "[" + label + "](" + address + ")";
        }
        try {
            URI uri = new URI(address.strip());
            String scheme = uri.getScheme();
            if (scheme != null && LINKED.contains(scheme.toLowerCase(Locale.ROOT)) && uri.getHost() != null) {
                return "[" + label + "](" + encoded(uri.toASCIIString()) + ")";
            }
        } catch (URISyntaxException e) {
            // no address of the web: shown, not linked
        }
        return text.equals(address) ? label : label + " (" + cell(address) + ")";
    }

    private static String encoded(String address) {
        return address.replace("(", "%28")
                .replace(")", "%29")
                .replace("|", "%7C")
                .replace("<", "%3C");
    }
}
