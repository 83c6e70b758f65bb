package dev.manabi.postmortem.transfer;

import java.io.StringReader;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.representer.Representer;

/**
 * What a text says of itself, in YAML before it begins. Only texts and lists of texts are read; no object is ever made from
 * YAML, and what is nested deeper stays where it is, in the text that is kept.
 */
final class FrontMatter {

    private static final int LONGEST_VALUE = 300;
    private static final int MOST_VALUES = 50;
    private static final Pattern SEVERITY = Pattern.compile("(?:SEV|SEVERITY|S)?[ _-]?([1-5])");
    private static final Pattern DATE = Pattern.compile("([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2}).*", Pattern.DOTALL);

    private final Map<String, List<String>> fields;

    private FrontMatter(Map<String, List<String>> fields) {
        this.fields = fields;
    }

    /** @param yaml null where there is none */
    static FrontMatter of(@Nullable String yaml) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        if (yaml != null && root(yaml) instanceof MappingNode mapping) {
            for (NodeTuple field : mapping.getValue()) {
                if (field.getKeyNode() instanceof ScalarNode name) {
                    fields.putIfAbsent(name.getValue().strip().toLowerCase(Locale.ROOT), values(field.getValueNode()));
                }
            }
        }
        return new FrontMatter(fields);
    }

    /** Whether it is YAML that names fields; two rules in a text are no front matter. */
    static boolean isFields(String yaml) {
        return root(yaml) instanceof MappingNode;
    }

    @Nullable
    String first(String... names) {
        return all(names).stream().findFirst().orElse(null);
    }

    /** Lists, and texts that hold a list with commas. */
    List<String> all(String... names) {
        return Stream.of(names)
                .flatMap(name -> fields.getOrDefault(name, List.of()).stream())
                .toList();
    }

    List<String> list(String... names) {
        return all(names).stream()
                .flatMap(value -> Stream.of(value.split("[,、]", MOST_VALUES)))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .distinct()
                .limit(MOST_VALUES)
                .toList();
    }

    /** {@code SEV1} to {@code SEV5}, however it is written; null where it says none of them. */
    @Nullable
    String severity() {
        String value = first("severity", "sev", "重要度", "深刻度");
        if (value == null) {
            return null;
        }
        Matcher matcher = SEVERITY.matcher(value.toUpperCase(Locale.ROOT));
        return matcher.matches() ? "SEV" + matcher.group(1) : null;
    }

    @Nullable
    LocalDate date() {
        String value = first("date", "incident_date", "incident-date", "日付", "発生日");
        Matcher matcher = DATE.matcher(value == null ? "" : value);
        if (!matcher.matches()) {
            return null;
        }
        try {
            return LocalDate.of(
                    Integer.parseInt(matcher.group(1)),
                    Integer.parseInt(matcher.group(2)),
                    Integer.parseInt(matcher.group(3)));
        } catch (DateTimeException e) {
            return null; // the front matter is kept as it is
        }
    }

    private static List<String> values(Node node) {
        List<String> values = new ArrayList<>();
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(one -> add(values, one));
        } else {
            add(values, node);
        }
        return values;
    }

    private static void add(List<String> values, Node node) {
        if (node instanceof ScalarNode scalar && values.size() < MOST_VALUES) {
            String value = scalar.getValue().strip();
            if (!value.isEmpty() && value.length() <= LONGEST_VALUE) {
                values.add(value);
            }
        }
    }

    /** The tree of nodes, of which nothing is constructed; null where it is no YAML. */
    private static @Nullable Node root(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(10);
        options.setAllowRecursiveKeys(false);
        try {
            return new Yaml(
                            new SafeConstructor(options),
                            new Representer(new DumperOptions()),
                            new DumperOptions(),
                            options)
                    .compose(new StringReader(yaml));
        } catch (YAMLException e) {
            return null;
        }
    }
}
