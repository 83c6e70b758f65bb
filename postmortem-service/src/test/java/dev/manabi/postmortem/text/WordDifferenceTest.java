package dev.manabi.postmortem.text;

import static dev.manabi.postmortem.text.WordDifference.Kind.ADDED;
import static dev.manabi.postmortem.text.WordDifference.Kind.REMOVED;
import static dev.manabi.postmortem.text.WordDifference.Kind.SAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.manabi.postmortem.text.WordDifference.Kind;
import dev.manabi.postmortem.text.WordDifference.Part;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class WordDifferenceTest {

    @Test
    void a_word_that_was_replaced_is_told_as_a_whole() {
        assertThat(WordDifference.between("The cache was cold.", "The cache was warm."))
                .containsExactly(
                        new Part(SAME, "The cache was "),
                        new Part(REMOVED, "cold"),
                        new Part(ADDED, "warm"),
                        new Part(SAME, "."));
    }

    @Test
    void japanese_is_cut_into_words_without_spaces() {
        assertThat(WordDifference.between("障害が発生しました。", "障害は発生しました。"))
                .containsExactly(
                        new Part(SAME, "障害"), new Part(REMOVED, "が"), new Part(ADDED, "は"), new Part(SAME, "発生しました。"));
    }

    @Test
    void a_character_of_several_is_never_taken_apart() {
        assertThat(WordDifference.between("cafe\u0301 😀", "cafe 😁"))
                .containsExactly(new Part(REMOVED, "cafe\u0301 😀"), new Part(ADDED, "cafe 😁"));
        assertThat(WordDifference.between("👩‍🚀", "👩‍🔧"))
                .containsExactly(new Part(REMOVED, "👩‍🚀"), new Part(ADDED, "👩‍🔧"));
        assertThat(WordDifference.between("👍🏻", "👍🏿"))
                .containsExactly(new Part(REMOVED, "👍🏻"), new Part(ADDED, "👍🏿"));
    }

    @Test
    void words_replaced_one_after_the_other_are_one_replacement_and_lines_are_not() {
        assertThat(WordDifference.between("It was the old disk.", "It was a new disk."))
                .containsExactly(
                        new Part(SAME, "It was "),
                        new Part(REMOVED, "the old"),
                        new Part(ADDED, "a new"),
                        new Part(SAME, " disk."));
        assertThat(WordDifference.between("one\ntwo", "uno\ndos"))
                .containsExactly(
                        new Part(REMOVED, "one"),
                        new Part(ADDED, "uno"),
                        new Part(SAME, "\n"),
                        new Part(REMOVED, "two"),
                        new Part(ADDED, "dos"));
    }

    @Test
    void what_is_only_added_or_only_removed_is_told_alone() {
        assertThat(WordDifference.between("a c", "a b c"))
                .containsExactly(new Part(SAME, "a "), new Part(ADDED, "b "), new Part(SAME, "c"));
        assertThat(WordDifference.between("", "one\n")).containsExactly(new Part(ADDED, "one\n"));
        assertThat(WordDifference.between("one\r\n", "")).containsExactly(new Part(REMOVED, "one\r\n"));
        assertThat(WordDifference.between("", "")).isEmpty();
        assertThat(WordDifference.between("same", "same")).containsExactly(new Part(SAME, "same"));
    }

    @Test
    void words_of_a_long_text_are_told_where_it_was_changed_here_and_there() {
        String before = lines("line", 1_500);
        String after = before.replace("line 3 of", "row 3 of").replace("line 1490 of", "row 1490 of");
        List<Part> parts = assertTimeout(Duration.ofSeconds(5), () -> WordDifference.between(before, after));
        assertMakesUp(parts, before, after);
        assertThat(parts.stream().filter(part -> part.kind() != SAME))
                .containsExactly(
                        new Part(REMOVED, "line"),
                        new Part(ADDED, "row"),
                        new Part(REMOVED, "line"),
                        new Part(ADDED, "row"));
    }

    @Test
    void texts_too_different_to_compare_were_replaced() {
        String before = "Same.\n" + lines("line", 20_000) + "Same.";
        String after = "Same.\n" + lines("row", 20_000) + "Same.";
        List<Part> parts = assertTimeout(Duration.ofSeconds(5), () -> WordDifference.between(before, after));
        assertMakesUp(parts, before, after);
        assertThat(parts.stream().map(Part::kind)).containsExactly(SAME, REMOVED, ADDED, SAME);
    }

    @Test
    void no_text_takes_long() {
        Random random = new Random(5);
        for (int different : new int[] {1, 2, 20, 1_000, 1_000_000}) {
            for (int count : new int[] {990, 10_000, 200_000}) {
                String before = words(random, different, count);
                String after = words(random, different, count);
                assertMakesUp(
                        assertTimeout(Duration.ofSeconds(5), () -> WordDifference.between(before, after)),
                        before,
                        after);
            }
        }
    }

    @Property(tries = 3_000)
    void what_is_same_and_removed_is_the_text_before_and_what_is_same_and_added_the_text_after(
            @ForAll String before, @ForAll String after) {
        assertMakesUp(WordDifference.between(before, after), before, after);
    }

    @Test
    void parts_of_a_text_changed_at_random_make_up_both_texts() {
        Random random = new Random(3);
        for (int round = 0; round < 500; round++) {
            String before = words(random, 5, random.nextInt(200));
            StringBuilder after = new StringBuilder(before);
            for (int change = random.nextInt(6); change > 0; change--) {
                int from = random.nextInt(after.length() + 1);
                int to = from + random.nextInt(Math.min(20, after.length() - from + 1));
                after.replace(from, to, words(random, 5, random.nextInt(6)));
            }
            assertMakesUp(WordDifference.between(before, after.toString()), before, after.toString());
        }
    }

    private static void assertMakesUp(List<Part> parts, String before, String after) {
        assertThat(without(ADDED, parts)).isEqualTo(before);
        assertThat(without(REMOVED, parts)).isEqualTo(after);
        for (int index = 0; index < parts.size(); index++) {
            assertThat(parts.get(index).text()).isNotEmpty();
            Kind kind = parts.get(index).kind();
            Kind previous = index == 0 ? null : parts.get(index - 1).kind();
            assertThat(previous).isNotEqualTo(kind);
            if (kind == REMOVED) {
                assertThat(previous).isNotEqualTo(ADDED);
            }
        }
    }

    private static String without(Kind kind, List<Part> parts) {
        return parts.stream()
                .filter(part -> part.kind() != kind)
                .map(Part::text)
                .collect(Collectors.joining());
    }

    private static String lines(String word, int count) {
        return IntStream.range(0, count)
                .mapToObj(line -> "%s %d of many\n".formatted(word, line))
                .collect(Collectors.joining());
    }

    private static String words(Random random, int different, int count) {
        return IntStream.range(0, count)
                .mapToObj(word -> "w" + random.nextInt(different) + (random.nextInt(8) == 0 ? "\n" : " "))
                .collect(Collectors.joining());
    }
}
