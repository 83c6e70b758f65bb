package dev.manabi.postmortem.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.manabi.postmortem.text.ChangeSet.Replacement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TextRangeTest {

    private static final String TEXT = "The cache was cold.";
    private static final TextRange CACHE = new TextRange(4, 9);

    @Test
    void it_moves_with_what_is_typed_before_it_and_not_with_what_is_typed_after_it() {
        assertThat(after(new Replacement(0, 3, "At 10:00 the"))).contains("cache");
        assertThat(after(new Replacement(14, 18, "warm"))).contains("cache");
    }

    @Test
    void what_is_typed_within_it_belongs_to_it_and_what_is_typed_at_its_edges_does_not() {
        assertThat(after(new Replacement(6, 6, "😀"))).contains("ca😀che");
        assertThat(after(new Replacement(4, 4, "large "))).contains("cache");
        assertThat(after(new Replacement(9, 9, " of ours"))).contains("cache");
        assertThat(after(new Replacement(4, 4, "("), new Replacement(9, 9, ")")))
                .contains("cache");
    }

    @Test
    void what_is_left_of_it_remains() {
        assertThat(after(new Replacement(0, 6, ""))).contains("che");
        assertThat(after(new Replacement(0, 6, "A "))).contains("che");
        assertThat(after(new Replacement(7, 13, " is"))).contains("cac");
        assertThat(after(new Replacement(5, 8, ""))).contains("ce");
    }

    @Test
    void it_is_gone_when_nothing_of_it_is_left() {
        assertThat(after(new Replacement(4, 9, ""))).isEmpty();
        assertThat(after(new Replacement(3, 10, ""))).isEmpty();
        assertThat(after(new Replacement(3, 10, " disk "))).isEmpty();
        assertThat(after(new Replacement(4, 13, "disk is"))).isEmpty();
        assertThat(after(new Replacement(0, 9, "A disk"))).isEmpty();
        assertThat(after(new Replacement(4, 9, ""), new Replacement(9, 9, "disk")))
                .isEmpty();
    }

    @Test
    void it_is_what_stands_in_its_place_where_exactly_it_was_replaced() {
        assertThat(after(new Replacement(4, 9, "disk"))).contains("disk");
        assertThat(after(new Replacement(4, 6, "la"), new Replacement(6, 9, "tch")))
                .contains("latch");
    }

    @Test
    void a_range_of_nothing_is_none() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TextRange(3, 3))
                .withMessage("There is nothing from 3 to 3");
        assertThatIllegalArgumentException().isThrownBy(() -> new TextRange(3, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new TextRange(-1, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> CACHE.map(ChangeSet.empty(8)));
    }

    private static Optional<String> after(Replacement... replacements) {
        ChangeSet changes = ChangeSet.of(TEXT.length(), List.of(replacements));
        String after = changes.apply(TEXT);
        return CACHE.map(changes).map(range -> after.substring(range.from(), range.to()));
    }
}
