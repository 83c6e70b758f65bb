package dev.manabi.postmortem.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.manabi.postmortem.text.ChangeSet.Replacement;
import dev.manabi.testkit.NodePackages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What editors make of random changes is what we make of them, asked of the packages that editors run. */
class ChangeSetEqualsCodeMirrorTest {

    private static final int CASES = 5_000;
    private static final int SESSIONS = 500;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static NodePackages packages;

    @BeforeAll
    static void install() {
        packages = NodePackages.install(Path.of("src/test/node"));
    }

    @Test
    void changes_known_from_the_last_time_are_equal() throws JsonProcessingException {
        assertEqual(1);
    }

    @Test
    void changes_never_seen_before_are_equal() throws JsonProcessingException {
        assertEqual(new Random().nextInt(Integer.MAX_VALUE));
    }

    private static void assertEqual(int seed) throws JsonProcessingException {
        List<String> lines = packages.run(
                "changesets.mjs", Integer.toString(seed), Integer.toString(CASES), Integer.toString(SESSIONS));
        assertThat(lines).hasSize(CASES + SESSIONS);
        for (int index = 0; index < CASES; index++) {
            assertChanges(JSON.readTree(lines.get(index)), "seed %d, line %d".formatted(seed, index));
        }
        Figures figures = new Figures();
        for (int index = CASES; index < lines.size(); index++) {
            assertSession(JSON.readTree(lines.get(index)), "seed %d, line %d".formatted(seed, index), figures);
        }
        assertThat(figures.moved).as("updates that others had overtaken").isGreaterThan(SESSIONS);
        assertThat(figures.known).as("updates sent again").isGreaterThan(SESSIONS);
    }

    private static void assertChanges(JsonNode line, String where) {
        String text = line.get("text").textValue();
        ChangeSet one = changes(line.get("one"));
        ChangeSet other = changes(line.get("other"));
        ChangeSet next = changes(line.get("next"));
        String after = one.apply(text);
        ChangeSet inverted = one.invert(text);
        SoftAssertions all = new SoftAssertions();
        for (String name : List.of("one", "other", "next")) {
            all.assertThat(json(changes(line.get(name)))).as(name).isEqualTo(line.get(name));
        }
        all.assertThat(json(ChangeSet.of(text.length(), replacements(line.get("replacements")))))
                .as("of")
                .isEqualTo(line.get("of"));
        all.assertThat(after).as("after").isEqualTo(line.get("after").textValue());
        all.assertThat(one.length()).as("length").isEqualTo(text.length());
        all.assertThat(one.newLength()).as("new length").isEqualTo(after.length());
        all.assertThat(json(one.compose(next))).as("composed").isEqualTo(line.get("composed"));
        all.assertThat(one.compose(next).apply(text))
                .as("after both")
                .isEqualTo(line.get("afterBoth").textValue());
        all.assertThat(json(inverted)).as("inverted").isEqualTo(line.get("inverted"));
        all.assertThat(inverted.apply(after))
                .as("undone")
                .isEqualTo(line.get("undone").textValue());
        all.assertThat(json(one.map(other, false))).as("map").isEqualTo(line.get("map"));
        all.assertThat(json(one.map(other, true))).as("map, before").isEqualTo(line.get("mapBefore"));
        all.assertThat(json(inverted.map(next, true))).as("inverted, mapped").isEqualTo(line.get("invertedMap"));
        ChangeSet onTop = other.map(one, false);
        all.assertThat(onTop.apply(after))
                .as("merged")
                .isEqualTo(line.get("merged").textValue());
        all.assertThat(one.map(other, true).apply(other.apply(text)))
                .as("merged the other way round")
                .isEqualTo(line.get("merged").textValue());
        all.assertThat(json(one.compose(onTop))).as("merged changes").isEqualTo(line.get("mergedChanges"));
        for (int side : List.of(-1, 0, 1)) {
            all.assertThat(IntStream.rangeClosed(0, text.length())
                            .map(position -> one.mapPosition(position, side))
                            .toArray())
                    .as("positions, side %d", side)
                    .isEqualTo(numbers(line.get("positions").get(Integer.toString(side))));
        }
        assertThat(all.errorsCollected()).as("%s: %s", where, line).isEmpty();
    }

    /** Updates that were compared, so that the comparison cannot become one of nothing. */
    private static final class Figures {
        private int moved;
        private int known;
    }

    private static void assertSession(JsonNode line, String where, Figures figures) {
        String text = line.get("start").textValue();
        List<TextUpdate> accepted = new ArrayList<>();
        for (JsonNode push : line.get("pushes")) {
            List<TextUpdate> updates = updates(push.get("updates"));
            List<TextUpdate> over = accepted.subList(push.get("version").intValue(), accepted.size());
            List<TextUpdate> rebased = line.get("oneByOne").booleanValue()
                    ? TextUpdate.rebase(updates, over)
                    : rebasedAtOnce(updates, over);
            assertThat(json(rebased)).as("%s: %s", where, line).isEqualTo(push.get("rebased"));
            figures.known += updates.size() - rebased.size();
            figures.moved += over.isEmpty() ? 0 : rebased.size();
            for (TextUpdate update : rebased) {
                text = update.changes().apply(text);
                accepted.add(update);
            }
            assertThat(text)
                    .as("%s: %s", where, line)
                    .isEqualTo(push.get("text").textValue());
        }
        assertThat(text).as("%s: %s", where, line).isEqualTo(line.get("end").textValue());
        for (JsonNode editor : line.get("editors")) {
            assertThat(text).as("%s: %s", where, line).isEqualTo(editor.textValue());
        }
    }

    /** As {@code rebaseUpdates} does, which the service does not: it shows that change sets compose and move alike. */
    private static List<TextUpdate> rebasedAtOnce(List<TextUpdate> updates, List<TextUpdate> over) {
        ChangeSet others = null;
        int accepted = 0;
        for (TextUpdate update : over) {
            if (accepted < updates.size() && updates.get(accepted).clientId().equals(update.clientId())) {
                others =
                        others == null ? null : others.map(updates.get(accepted).changes(), true);
                accepted++;
            } else {
                others = others == null ? update.changes() : others.compose(update.changes());
            }
        }
        List<TextUpdate> left = updates.subList(accepted, updates.size());
        return others == null ? left : TextUpdate.rebase(left, List.of(new TextUpdate("others", others)));
    }

    private static ChangeSet changes(JsonNode json) {
        return JSON.convertValue(json, ChangeSet.class);
    }

    private static JsonNode json(Object value) {
        return JSON.valueToTree(value);
    }

    private static List<TextUpdate> updates(JsonNode json) {
        return StreamSupport.stream(json.spliterator(), false)
                .map(update -> JSON.convertValue(update, TextUpdate.class))
                .toList();
    }

    private static List<Replacement> replacements(JsonNode json) {
        return StreamSupport.stream(json.spliterator(), false)
                .map(replacement -> JSON.convertValue(replacement, Replacement.class))
                .toList();
    }

    private static int[] numbers(JsonNode json) {
        return StreamSupport.stream(json.spliterator(), false)
                .mapToInt(JsonNode::intValue)
                .toArray();
    }
}
