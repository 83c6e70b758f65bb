package dev.manabi.postmortem.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.manabi.postmortem.text.Authorship.Stretch;
import dev.manabi.postmortem.text.ChangeSet.Replacement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AuthorshipTest {

    @Test
    void a_new_text_is_by_one_person_and_an_empty_one_by_nobody() {
        assertThat(Authorship.of("障害😀", "mei").stretches()).containsExactly(new Stretch(4, "mei"));
        assertThat(Authorship.of("", "mei").stretches()).isEmpty();
        assertThat(Authorship.of("", "mei")
                        .apply(ChangeSet.replacing("", "abc"), "alex")
                        .stretches())
                .containsExactly(new Stretch(3, "alex"));
    }

    @Test
    void what_is_inserted_is_by_who_inserted_it() {
        assertThat(Authorship.of("abcd", "mei")
                        .apply(
                                ChangeSet.of(4, List.of(new Replacement(1, 2, "xyz"), new Replacement(4, 4, "!"))),
                                "alex")
                        .stretches())
                .containsExactly(
                        new Stretch(1, "mei"), new Stretch(3, "alex"), new Stretch(2, "mei"), new Stretch(1, "alex"));
    }

    @Test
    void what_is_removed_is_by_nobody_and_what_it_parted_is_one_again() {
        Authorship two =
                Authorship.of("abcd", "mei").apply(ChangeSet.of(4, List.of(new Replacement(2, 2, "x"))), "alex");
        assertThat(two.stretches()).hasSize(3);
        assertThat(two.apply(ChangeSet.of(5, List.of(new Replacement(2, 3, ""))), "ken")
                        .stretches())
                .containsExactly(new Stretch(4, "mei"));
        assertThat(two.apply(ChangeSet.of(5, List.of(new Replacement(0, 5, ""))), "ken")
                        .stretches())
                .isEmpty();
    }

    @Test
    void neighbours_of_one_person_are_joined_however_they_come() {
        assertThat(new Authorship(List.of(new Stretch(1, "mei"), new Stretch(2, "mei"), new Stretch(1, "alex"))))
                .isEqualTo(new Authorship(List.of(new Stretch(3, "mei"), new Stretch(1, "alex"))));
        assertThat(Authorship.of("ab", "mei")
                        .apply(ChangeSet.of(2, List.of(new Replacement(1, 1, "x"))), "mei")
                        .stretches())
                .containsExactly(new Stretch(3, "mei"));
    }

    @Test
    void changes_of_another_text_and_stretches_of_nothing_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Authorship.of("ab", "mei").apply(ChangeSet.empty(3), "mei"))
                .withMessage("The changes are of a text of length 3, this one has 2");
        assertThatIllegalArgumentException().isThrownBy(() -> new Stretch(0, "mei"));
    }

    @Test
    void it_is_stored_and_read_again() throws JsonProcessingException {
        ObjectMapper json = new ObjectMapper();
        Authorship authorship = new Authorship(List.of(new Stretch(3, "mei"), new Stretch(1, "alex")));
        assertThat(json.writeValueAsString(authorship))
                .isEqualTo("{\"stretches\":[{\"length\":3,\"by\":\"mei\"},{\"length\":1,\"by\":\"alex\"}]}");
        assertThat(json.readValue(json.writeValueAsString(authorship), Authorship.class))
                .isEqualTo(authorship);
    }

    /** Told another way: every character of the text carries the name of who wrote it. */
    @Test
    void every_character_is_by_who_wrote_it_after_any_changes() {
        Random random = new Random(11);
        for (int round = 0; round < 300; round++) {
            List<String> writers = new ArrayList<>(Collections.nCopies(random.nextInt(6), "mei"));
            Authorship authorship = Authorship.of("x".repeat(writers.size()), "mei");
            for (int change = 0; change < 20; change++) {
                String by = List.of("mei", "alex", "ken").get(random.nextInt(3));
                int from = random.nextInt(writers.size() + 1);
                int to = from + random.nextInt(Math.min(5, writers.size() - from + 1));
                int inserted = random.nextInt(4);
                authorship = authorship.apply(
                        ChangeSet.of(writers.size(), List.of(new Replacement(from, to, "y".repeat(inserted)))), by);
                List<String> replaced = writers.subList(from, to);
                replaced.clear();
                replaced.addAll(Collections.nCopies(inserted, by));
                assertThat(authorship.length()).isEqualTo(writers.size());
                assertThat(authorship.stretches().stream()
                                .flatMap(stretch -> Collections.nCopies(stretch.length(), stretch.by()).stream()))
                        .isEqualTo(writers);
            }
            List<Stretch> stretches = authorship.stretches();
            for (int index = 1; index < stretches.size(); index++) {
                assertThat(stretches.get(index).by())
                        .isNotEqualTo(stretches.get(index - 1).by());
            }
        }
    }
}
