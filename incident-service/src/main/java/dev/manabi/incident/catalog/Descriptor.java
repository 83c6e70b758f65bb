package dev.manabi.incident.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.manabi.eventsourcing.DomainException.InvalidValue;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * One document of an imported file, which is meant to describe one entity.
 *
 * @param document counted from 1
 * @param line in which it begins, or in which it cannot be read any further, counted from 1; null in JSON
 * @param content missing where it could not be read
 * @param fault why it could not be read
 */
record Descriptor(
        int document,
        @Nullable Integer line,
        JsonNode content,
        @Nullable String fault) {

    static final int MOST = 1_000;

    /** Where YAML begins a document, also within what looks like a text of several lines. */
    private static final Pattern MARKER = Pattern.compile("(?m)^---(?=[ \\t\\r\\n]|\\z)");

    /** Documents that stand each for itself: one that cannot be read does not spoil the others. */
    static List<Descriptor> ofYaml(String text) {
        List<Descriptor> descriptors = new ArrayList<>();
        Matcher marker = MARKER.matcher(text);
        int line = 1;
        int from = 0;
        while (from <= text.length()) {
            int to = marker.find() ? marker.start() : text.length();
            String part = text.substring(from, to);
            // What stands behind the dashes belongs to the document, and so does its line.
            add(descriptors, part, line);
            line += (int) part.chars().filter(one -> one == '\n').count();
            from = to == text.length() ? to + 1 : marker.end();
        }
        return descriptors;
    }

    private static void add(List<Descriptor> descriptors, String part, int line) {
        if (part.lines().map(String::strip).allMatch(Descriptor::saysNothing)) {
            return;
        }
        int document = descriptors.size() + 1;
        requireFew(document);
        try {
            SafeYaml.Document read = SafeYaml.read(part);
            if (read.content() != null) {
                descriptors.add(new Descriptor(document, line + read.line(), read.content(), null));
            }
        } catch (SafeYaml.Unreadable e) {
            descriptors.add(new Descriptor(document, line + e.line(), MissingNode.getInstance(), e.reason()));
        }
    }

    /** A comment, or a directive as it may stand before the first document. */
    private static boolean saysNothing(String line) {
        return line.isEmpty() || line.startsWith("#") || line.startsWith("%");
    }

    /** An entity, a list of entities, or a page of them as Backstage answers it. */
    static List<Descriptor> ofJson(ObjectMapper json, String text) throws JsonProcessingException {
        JsonNode read =
                json.reader().with(StreamReadFeature.STRICT_DUPLICATE_DETECTION).readTree(text);
        JsonNode items = read.path("items").isArray() ? read.path("items") : read;
        if (read.isMissingNode()) {
            return List.of();
        }
        if (!items.isArray()) {
            return List.of(new Descriptor(1, null, read, null));
        }
        requireFew(items.size());
        List<JsonNode> entities =
                StreamSupport.stream(items.spliterator(), false).toList();
        return IntStream.range(0, entities.size())
                .mapToObj(at -> new Descriptor(at + 1, null, entities.get(at), null))
                .toList();
    }

    private static void requireFew(int count) {
        if (count > MOST) {
            throw new InvalidValue("body", "At most " + MOST + " entities are imported at once. Send them in parts.");
        }
    }
}
