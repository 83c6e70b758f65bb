package dev.manabi.incident.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.StringReader;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/**
 * YAML of strangers. Only its shape is read and no object is made of it: whatever is no map or list is text as it was
 * written, so that {@code no} is no boolean and {@code 1e9} no number. A collection may not be repeated by an alias,
 * therefore what comes out is no larger than what went in.
 */
final class SafeYaml {

    private static final int DEEPEST = 20;
    private static final int LONGEST_REASON = 200;
    private static final Pattern NOT_ASCII = Pattern.compile("[^ -~]+");
    private static final Set<Tag> PLAIN =
            Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.TIMESTAMP, Tag.MAP, Tag.SEQ);

    private SafeYaml() {}

    /** One document, and in which line of the text its content begins, counted from 0; null where it holds nothing. */
    record Document(@Nullable JsonNode content, int line) {}

    /** Says what is wrong in which line, counted from 0. */
    @SuppressWarnings("serial") // never serialised: it lives for one request
    static final class Unreadable extends Exception {
        private final int line;
        private final String reason;

        Unreadable(int line, String reason) {
            super(reason);
            this.line = line;
            this.reason = reason;
        }

        int line() {
            return line;
        }

        String reason() {
            return reason;
        }
    }

    /** @param text one document */
    static Document read(String text) throws Unreadable {
        try {
            Node root = yaml().compose(new StringReader(text));
            return root == null
                    ? new Document(null, 0)
                    : new Document(json(root), root.getStartMark().getLine());
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine();
            throw new Unreadable(line, said(e.getProblem()));
        } catch (YAMLException e) {
            throw new Unreadable(0, said(e.getMessage()));
        }
    }

    private static String said(@Nullable String problem) {
        String line = problem == null
                ? ""
                : NOT_ASCII.matcher(problem).replaceAll(" ").strip();
        return "It is no YAML that is read here: " + line.substring(0, Math.min(line.length(), LONGEST_REASON));
    }

    private static Yaml yaml() {
        LoaderOptions limits = new LoaderOptions();
        limits.setNestingDepthLimit(DEEPEST);
        limits.setMaxAliasesForCollections(0);
        limits.setAllowRecursiveKeys(false);
        DumperOptions unused = new DumperOptions();
        return new Yaml(new SafeConstructor(limits), new Representer(unused), unused, limits);
    }

    private static JsonNode json(Node node) throws Unreadable {
        if (!PLAIN.contains(node.getTag())) {
            throw new Unreadable(line(node), "It holds a tag; nothing but plain maps, lists and texts is read.");
        }
        return switch (node) {
            case MappingNode map -> object(map);
            case SequenceNode list -> array(list);
            case ScalarNode scalar ->
                scalar.getTag().equals(Tag.NULL) ? NullNode.getInstance() : TextNode.valueOf(scalar.getValue());
            default -> throw new Unreadable(line(node), "It holds something that is no map, list or text.");
        };
    }

    private static ObjectNode object(MappingNode map) throws Unreadable {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (NodeTuple field : map.getValue()) {
            if (!(field.getKeyNode() instanceof ScalarNode key)) {
                throw new Unreadable(line(field.getKeyNode()), "A key is no text.");
            }
            if (key.getTag().equals(Tag.MERGE)) {
                throw new Unreadable(line(key), "Maps are not merged with <<.");
            }
            if (object.has(key.getValue())) {
                throw new Unreadable(line(key), "A key is there twice.");
            }
            object.set(key.getValue(), json(field.getValueNode()));
        }
        return object;
    }

    private static ArrayNode array(SequenceNode list) throws Unreadable {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (Node item : list.getValue()) {
            array.add(json(item));
        }
        return array;
    }

    private static int line(Node node) {
        return node.getStartMark().getLine();
    }
}
