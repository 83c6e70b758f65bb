package dev.manabi.postmortem.postmortem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MergeTest {

    private static final String BASE = "| a |\n| b |\n| c |";

    @Test
    void what_nobody_wrote_in_becomes_what_it_is_elsewhere() {
        assertThat(Merge.of(BASE, BASE, "| a |\n| x |\n| b |\n| c |")).contains("| a |\n| x |\n| b |\n| c |");
    }

    @Test
    void what_people_wrote_stays_wherever_it_stands() {
        assertThat(Merge.of(BASE, "Before.\n\n" + BASE + "\n\nAfter.", "| a |\n| b |\n| b2 |\n| c |\n| d |"))
                .contains("Before.\n\n| a |\n| b |\n| b2 |\n| c |\n| d |\n\nAfter.");
        assertThat(Merge.of(BASE, "| a |\n| c |", "| a |\n| b |\n| c |\n| d |")).contains("| a |\n| c |\n| d |");
        assertThat(Merge.of(BASE, "| A! |\n| b |\n| c |", "| a |\n| b |\n| C |"))
                .contains("| A! |\n| b |\n| C |");
    }

    @Test
    void lines_that_both_changed_are_left_to_people() {
        assertThat(Merge.of(BASE, "| a |\n| ours |\n| c |", "| a |\n| theirs |\n| c |"))
                .isEmpty();
        assertThat(Merge.of(BASE, "", "| a |\n| b2 |\n| c |")).isEmpty();
    }

    @Test
    void an_empty_text_takes_everything() {
        assertThat(Merge.of("", "", "| a |")).contains("| a |");
        assertThat(Merge.added(BASE, "| a |\n| x |\n| b |\n\n| c |")).containsExactly("| x |");
    }

    @Test
    void no_line_of_ours_is_ever_lost_and_every_line_of_theirs_comes() {
        Random random = new Random(7);
        int merges = 0;
        for (int round = 0; round < 2_000; round++) {
            List<String> base = numbered("base", random.nextInt(8));
            List<String> ours = with(base, "ours", random);
            List<String> theirs = with(base, "theirs", random);
            var merged = Merge.of(text(base), text(ours), text(theirs));
            if (merged.isPresent()) {
                merges++;
                List<String> lines = List.of(merged.get().split("\n"));
                assertThat(of("ours", lines)).isEqualTo(of("ours", ours));
                assertThat(of("theirs", lines)).isEqualTo(of("theirs", theirs));
                assertThat(of("base", lines)).allMatch(line -> ours.contains(line) && theirs.contains(line));
            }
        }
        assertThat(merges).isGreaterThan(500);
    }

    private static List<String> of(String name, List<String> lines) {
        return lines.stream().filter(line -> line.startsWith(name)).toList();
    }

    private static List<String> numbered(String name, int lines) {
        List<String> all = new ArrayList<>();
        for (int line = 0; line <= lines; line++) {
            all.add(name + line);
        }
        return all;
    }

    private static List<String> with(List<String> base, String name, Random random) {
        List<String> changed = new ArrayList<>(base);
        for (int change = random.nextInt(3); change > 0; change--) {
            if (random.nextBoolean() && changed.size() > 1) {
                changed.remove(random.nextInt(changed.size()));
            } else {
                changed.add(random.nextInt(changed.size() + 1), name + change);
            }
        }
        return changed;
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines);
    }
}
