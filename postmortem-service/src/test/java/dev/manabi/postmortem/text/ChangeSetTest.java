package dev.manabi.postmortem.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import dev.manabi.postmortem.text.ChangeSet.Replacement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeSetTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void ranges_are_replaced_and_the_rest_stays() {
        ChangeSet changes = ChangeSet.of(
                11,
                List.of(new Replacement(0, 1, "C"), new Replacement(5, 6, "\n"), new Replacement(11, 11, "! 障害 😀")));
        assertThat(changes.apply("check\tfails")).isEqualTo("Check\nfails! 障害 😀");
        assertThat(changes.length()).isEqualTo(11);
        assertThat(changes.newLength()).isEqualTo(18);
        assertThat(changes.isEmpty()).isFalse();
        assertThat(changes).hasToString("1:1 4 1:1 5 0:7");
    }

    @Test
    void a_carriage_return_is_a_character_like_others() throws JsonProcessingException {
        ChangeSet changes = ChangeSet.of(4, List.of(new Replacement(2, 2, "x\r\ny")));
        assertThat(changes.apply("a\r\nb")).isEqualTo("a\rx\r\ny\nb");
        assertThat(JSON.writeValueAsString(changes)).isEqualTo("[2,[0,\"x\\r\",\"y\"],2]");
    }

    @Test
    void what_is_typed_at_one_place_is_one_insertion_and_what_is_replaced_side_by_side_stays_two() {
        assertThat(ChangeSet.of(3, List.of(new Replacement(1, 1, "a"), new Replacement(1, 1, "b"))))
                .isEqualTo(ChangeSet.of(3, List.of(new Replacement(1, 1, "ab"))));
        assertThat(ChangeSet.of(3, List.of(new Replacement(0, 1, ""), new Replacement(1, 2, ""))))
                .isEqualTo(ChangeSet.of(3, List.of(new Replacement(0, 2, ""))));
        assertThat(ChangeSet.of(3, List.of(new Replacement(0, 1, "a"), new Replacement(1, 2, "b"))))
                .hasToString("1:1 1:1 1")
                .isNotEqualTo(ChangeSet.of(3, List.of(new Replacement(0, 2, "ab"))));
    }

    @Test
    void nothing_changes_nothing() {
        ChangeSet nothing = ChangeSet.empty(3);
        assertThat(nothing.isEmpty()).isTrue();
        assertThat(nothing.apply("abc")).isEqualTo("abc");
        assertThat(ChangeSet.of(3, List.of(new Replacement(2, 2, "")))).isEqualTo(nothing);
        assertThat(ChangeSet.empty(0).isEmpty()).isTrue();
        assertThat(ChangeSet.empty(0).toJson()).isEmpty();
        assertThat(ChangeSet.empty(0).mapPosition(0, 1)).isZero();
    }

    @Test
    void ranges_that_do_not_exist_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Replacement(2, 1, ""));
        assertThatIllegalArgumentException().isThrownBy(() -> new Replacement(-1, 1, ""));
        assertThatIllegalArgumentException().isThrownBy(() -> ChangeSet.empty(-1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChangeSet.of(3, List.of(new Replacement(2, 4, ""))))
                .withMessage("The range from 2 to 4 is not between 0 and 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChangeSet.of(3, List.of(new Replacement(0, 2, ""), new Replacement(1, 3, ""))))
                .withMessage("The range from 1 to 3 is not between 2 and 3");
    }

    @Test
    void texts_and_changes_of_another_length_are_refused() {
        ChangeSet changes = ChangeSet.of(3, List.of(new Replacement(0, 1, "xyz")));
        ChangeSet ofFour = ChangeSet.of(4, List.of(new Replacement(0, 1, "")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> changes.apply("abcd"))
                .withMessage("The changes are of a text of length 3, this one has 4");
        assertThatIllegalArgumentException().isThrownBy(() -> changes.invert("abcd"));
        assertThatIllegalArgumentException().isThrownBy(() -> changes.compose(ofFour));
        assertThatIllegalArgumentException().isThrownBy(() -> changes.compose(ChangeSet.empty(4)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> changes.map(ofFour, true))
                .withMessage("The changes are of a text of length 4 where it must be 3");
        assertThatIllegalArgumentException().isThrownBy(() -> changes.map(ChangeSet.empty(4), false));
        assertThatIllegalArgumentException().isThrownBy(() -> changes.mapPosition(4, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> changes.mapPosition(-1, 1));
    }

    @Test
    void half_a_character_is_never_left() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        ChangeSet.of(4, List.of(new Replacement(1, 2, ""))).apply("a😀b"))
                .withMessage("A change cuts the character at 1 in two");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        ChangeSet.of(4, List.of(new Replacement(2, 3, ""))).apply("a😀b"));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        ChangeSet.of(4, List.of(new Replacement(2, 2, "x"))).apply("a😀b"));
        assertThat(ChangeSet.of(4, List.of(new Replacement(1, 3, "x"))).apply("a😀b"))
                .isEqualTo("axb");
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "1, 1, 1", "2, 2, 2", "3, 2, 5", "4, 5, 5", "5, 6, 8", "6, 9, 9"})
    void positions_go_to_an_end_of_what_replaced_their_surroundings(int position, int before, int after) {
        ChangeSet changes = ChangeSet.of(6, List.of(new Replacement(2, 4, "xyz"), new Replacement(5, 5, "uv")));
        assertThat(changes.apply("abcdef")).isEqualTo("abxyzeuvf");
        assertThat(changes.mapPosition(position, -1)).isEqualTo(before);
        assertThat(changes.mapPosition(position, 1)).isEqualTo(after);
    }

    @Test
    void two_people_who_type_at_one_place_see_the_same_text_in_the_end() {
        ChangeSet ours = ChangeSet.of(2, List.of(new Replacement(1, 1, "ours")));
        ChangeSet theirs = ChangeSet.of(2, List.of(new Replacement(1, 1, "theirs")));
        assertThat(ours.compose(theirs.map(ours, false)).apply("ab")).isEqualTo("aourstheirsb");
        assertThat(theirs.compose(ours.map(theirs, true)).apply("ab")).isEqualTo("aourstheirsb");
    }

    @Test
    void what_both_removed_is_removed_once_and_what_was_typed_in_it_stays() {
        ChangeSet removed = ChangeSet.of(6, List.of(new Replacement(1, 5, "")));
        ChangeSet overlapping = ChangeSet.of(6, List.of(new Replacement(3, 6, "x")));
        assertThat(removed.compose(overlapping.map(removed, false)).apply("abcdef"))
                .isEqualTo("ax");
        assertThat(overlapping.compose(removed.map(overlapping, true)).apply("abcdef"))
                .isEqualTo("ax");
    }

    @Test
    void what_is_inverted_brings_the_text_back() {
        ChangeSet changes = ChangeSet.of(5, List.of(new Replacement(0, 2, "x\ny"), new Replacement(4, 5, "")));
        assertThat(changes.invert("ab\nde").apply(changes.apply("ab\nde"))).isEqualTo("ab\nde");
        assertThat(changes.compose(changes.invert("ab\nde")).apply("ab\nde")).isEqualTo("ab\nde");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                "abcd   | abxd   | 2 1:1 1",
                "abcd   | abcd   | 4",
                "aa     | aaa    | 2 0:1",
                "aaa    | aa     | 2 1:0",
                "''     | ab     | 0:2",
                "ab     | ''     | 2:0",
                "''     | ''     | ''",
                "x😀y   | x😁y   | 1 2:2 1",
                "x😀y   | x🨀y   | 1 2:2 1",
                "😀     | 😀😀   | 2 0:2",
                "障害   | 大障害 | 0:1 2"
            })
    void one_replacement_is_of_all_between_the_first_difference_and_the_last(
            String before, String after, String lengths) {
        ChangeSet changes = ChangeSet.replacing(before, after);
        assertThat(changes).hasToString(lengths);
        assertThat(changes.apply(before)).isEqualTo(after);
    }

    @Test
    void words_that_did_not_change_keep_the_positions_in_them() {
        String before = "The cache was cold. 障害が発生した。\nNobody saw the alarm.";
        String after = "At first the cache was cold. 障害は再び発生した。\nSomebody saw an alarm.";
        ChangeSet changes = ChangeSet.between(before, after);
        assertThat(changes.apply(before)).isEqualTo(after);
        for (String word : List.of("cache", "cold", "障害", "発生", "saw", "alarm")) {
            for (int at = 0; at < word.length(); at++) {
                assertThat(changes.mapPosition(before.indexOf(word) + at, 1))
                        .as(word)
                        .isEqualTo(after.indexOf(word) + at);
            }
        }
    }

    @Property
    void both_ways_to_find_what_changed_lead_to_the_text_after(
            @ForAll("texts") String before, @ForAll("texts") String after) {
        assertThat(ChangeSet.replacing(before, after).apply(before)).isEqualTo(after);
        assertThat(ChangeSet.between(before, after).apply(before)).isEqualTo(after);
        assertThat(ChangeSet.between(before, before).isEmpty()).isTrue();
    }

    @Property
    void nothing_that_is_found_cuts_a_character(@ForAll("texts") String before, @ForAll("texts") String after) {
        for (ChangeSet changes : List.of(ChangeSet.replacing(before, after), ChangeSet.between(before, after))) {
            assertThat(ChangeSet.fromJson(JSON.valueToTree(changes))).isEqualTo(changes);
        }
    }

    @Provide
    static Arbitrary<String> texts() {
        return Arbitraries.of(
                        "cache", "cold", " ", " ", "\n", "\r\n", "障害", "が", "発生", "。", "😀", "😁", "👩‍🚀", "𠮷",
                        "e\u0301", "e", "\u0301", "12.5", "-", "*")
                .list()
                .ofMaxSize(25)
                .map(words -> String.join("", words));
    }

    @Test
    void json_is_read_as_it_is_written() throws JsonProcessingException {
        String json = "[3,[2],[0,\"one\",\"\",\"障害 😀\"],1,[4,\"\",\"\"]]";
        ChangeSet changes = JSON.readValue(json, ChangeSet.class);
        assertThat(changes).hasToString("3 2:0 0:10 1 4:1");
        assertThat(JSON.writeValueAsString(changes)).isEqualTo(json);
        assertThat(JSON.readValue("[]", ChangeSet.class)).isEqualTo(ChangeSet.empty(0));
        assertThat(JSON.readValue("[[3,\"\"]]", ChangeSet.class)).hasToString("3:0");
    }

    @Test
    void an_update_is_read_and_written_with_the_names_that_editors_use() throws JsonProcessingException {
        String json = "{\"clientID\":\"k3j2\",\"changes\":[1,[0,\"a\"]]}";
        TextUpdate update = JSON.readValue(json, TextUpdate.class);
        assertThat(update).isEqualTo(new TextUpdate("k3j2", ChangeSet.of(1, List.of(new Replacement(1, 1, "a")))));
        assertThat(JSON.writeValueAsString(update)).isEqualTo(json);
        for (String wrong : List.of(
                "{\"changes\":[1]}",
                "{\"clientID\":\"k3j2\"}",
                "{\"clientID\":\"k3j2\",\"changes\":null}",
                "{\"clientID\":\"\",\"changes\":[1]}",
                "{\"clientID\":\"a b\",\"changes\":[1]}",
                "{\"clientID\":\"%s\",\"changes\":[1]}".formatted("a".repeat(101)),
                "{\"clientID\":\"\\u0000\",\"changes\":[1]}")) {
            assertThatThrownBy(() -> JSON.readValue(wrong, TextUpdate.class))
                    .as(wrong)
                    .isInstanceOf(ValueInstantiationException.class)
                    .hasRootCauseInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                       | an array of numbers and of arrays",
                "3                        | an array of numbers and of arrays",
                "\"abc\"                  | an array of numbers and of arrays",
                "[-1]                     | Part 0 of the changes is neither a count",
                "[1.0]                    | Part 0 of the changes is neither a count",
                "[1e2]                    | Part 0 of the changes is neither a count",
                "[2147483648]             | Part 0 of the changes is neither a count",
                "[99999999999999999999]   | Part 0 of the changes is neither a count",
                "[1,true]                 | Part 1 of the changes is neither a count",
                "[1,null]                 | Part 1 of the changes is neither a count",
                "[1,\"1\"]                | Part 1 of the changes is neither a count",
                "[1,{}]                   | Part 1 of the changes is neither a count",
                "[1,[]]                   | Part 1 of the changes is neither a count",
                "[1,[\"a\"]]              | Part 1 of the changes is neither a count",
                "[1,[[1]]]                | Part 1 of the changes is neither a count",
                "[1,[-1,\"a\"]]           | Part 1 of the changes is neither a count",
                "[0]                      | Part 0 of the changes is about nothing",
                "[[0]]                    | Part 0 of the changes is about nothing",
                "[2,[0,\"\"]]             | Part 1 of the changes is about nothing",
                "[[0,1]]                  | Part 0 of the changes has something other than a line at 1",
                "[[0,\"a\",null]]         | Part 0 of the changes has something other than a line at 2",
                "[[0,\"a\",[\"b\"]]]      | Part 0 of the changes has something other than a line at 2",
                "[[0,\"a\\nb\"]]          | Part 0 of the changes has a line break within line 1",
                "[[0,\"a\",\"\\u0000\"]]  | Part 0 of the changes has a NUL in line 2",
                "[[0,\"\\ud83d\"]]        | Part 0 of the changes has half a surrogate pair in line 1",
                "[[0,\"\\ude00\\ud83d\"]] | Part 0 of the changes has half a surrogate pair in line 1",
                "[[0,\"\\ud83d\",\"\\ude00\"]] | Part 0 of the changes has half a surrogate pair in line 1",
                "[2147483647,1]           | a text longer than 2147483647",
                "[2147483647,[2147483647],[2147483647]] | a text longer than 2147483647",
                "[2147483647,[0,\"a\"]]   | a text longer than 2147483647",
            })
    void json_that_no_editor_writes_is_refused_with_a_reason(String json, String reason) {
        assertThatThrownBy(() -> JSON.readValue(json, ChangeSet.class))
                .isInstanceOf(ValueInstantiationException.class)
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void json_of_too_many_parts_is_refused() throws JsonProcessingException {
        String most = IntStream.range(0, 100_000).mapToObj(part -> "1").collect(Collectors.joining(","));
        assertThat(JSON.readValue("[" + most + "]", ChangeSet.class).length()).isEqualTo(100_000);
        assertThatThrownBy(() -> JSON.readValue("[" + most + ",1]", ChangeSet.class))
                .isInstanceOf(ValueInstantiationException.class)
                .hasMessageContaining("Changes have at most 100000 parts, not 100001");
    }

    @Test
    void json_nested_without_end_is_refused() {
        assertThatThrownBy(() -> JSON.readValue("[".repeat(100_000), ChangeSet.class))
                .isInstanceOf(JsonProcessingException.class);
        assertThatThrownBy(() -> JSON.readValue("[".repeat(500) + "]".repeat(500), ChangeSet.class))
                .isInstanceOf(ValueInstantiationException.class);
    }

    @Test
    void a_million_characters_are_put_in_and_found_again() throws JsonProcessingException {
        String text = "障害が発生した。\nIt was long. 😀\n".repeat(40_000);
        assertThat(text.length()).isGreaterThan(900_000);
        ChangeSet changes = ChangeSet.replacing("ab", "a" + text + "b");
        ChangeSet read = JSON.readValue(JSON.writeValueAsString(changes), ChangeSet.class);
        assertThat(read.apply("ab")).isEqualTo("a" + text + "b");
        assertThat(read.invert("ab").apply("a" + text + "b")).isEqualTo("ab");
    }

    @Test
    void work_grows_with_the_changes_and_not_with_their_square() {
        int many = 50_000;
        String text = "x".repeat(many);
        ChangeSet typed = ChangeSet.of(
                many,
                IntStream.range(0, many)
                        .mapToObj(at -> new Replacement(at, at, "twenty characters..."))
                        .toList());
        ChangeSet removed = ChangeSet.of(many, List.of(new Replacement(0, many, "")));
        assertThat(assertTimeout(
                        Duration.ofSeconds(5), () -> typed.map(removed, false).apply("")))
                .hasSize(20 * many);
        assertThat(assertTimeout(
                        Duration.ofSeconds(5),
                        () -> typed.compose(ChangeSet.of(21 * many, List.of(new Replacement(0, 21 * many, ""))))
                                .apply(text)))
                .isEmpty();
    }

    @Test
    void very_long_and_wholly_different_texts_are_compared_in_a_moment() {
        String before = numbered("before", 30_000);
        String after = numbered("after", 30_000);
        assertThat(assertTimeout(
                        Duration.ofSeconds(5),
                        () -> ChangeSet.between(before, after).apply(before)))
                .isEqualTo(after);
    }

    private static String numbered(String word, int count) {
        String[] words = new String[count];
        Arrays.setAll(words, index -> word + index + (index % 10 == 9 ? "\n" : " "));
        return String.join("", words);
    }
}
