package dev.manabi.review.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.manabi.review.checklist.Checklist.Criterion;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What comes with the service. */
class ChecklistsTest {

    private static final List<ChecklistDocument> SHIPPED =
            Checklists.SHIPPED.stream().map(Checklists::shipped).toList();

    @Test
    void the_founding_document_asks_six_things() {
        assertThat(Checklists.shipped("founding-document").criteria())
                .extracting(Criterion::key)
                .containsExactly(
                        "no-needless-blame",
                        "key-data-gathered",
                        "impact-analysis-sufficient",
                        "root-cause-deep-enough",
                        "action-plan-appropriate",
                        "shared-with-stakeholders");
    }

    @Test
    void every_text_is_there_in_english_and_japanese() {
        assertThat(SHIPPED).isNotEmpty().allSatisfy(checklist -> {
            assertThat(checklist.criteria()).isNotEmpty();
            Stream.concat(
                            Stream.of(checklist.title()),
                            checklist.criteria().stream().flatMap(c -> Stream.of(c.title(), c.help())))
                    .forEach(text -> {
                        assertThat(text.en()).isNotBlank();
                        assertThat(text.ja()).matches(".*[\\p{IsHiragana}\\p{IsKatakana}\\p{IsHan}].*");
                    });
        });
    }

    @Test
    void it_keeps_to_what_is_asked_of_everybody_else() {
        assertThat(SHIPPED).allSatisfy(checklist -> {
            assertThat(checklist.key()).matches("[a-z]+(-[a-z]+)*");
            assertThat(checklist.criteria())
                    .extracting(Criterion::key)
                    .allMatch(key -> key.matches("[a-z]+(-[a-z]+)*"));
            assertThatCode(checklist::check).doesNotThrowAnyException();
        });
    }

    @Test
    void every_kind_of_hint_stands_beside_some_criterion() {
        assertThat(SHIPPED)
                .allSatisfy(checklist -> assertThat(
                                checklist.criteria().stream().flatMap(criterion -> criterion.hints().stream()))
                        .contains(HintKind.values()));
    }

    @Test
    void what_is_stored_is_read_as_it_was_written() {
        assertThat(SHIPPED)
                .allSatisfy(checklist ->
                        assertThat(ChecklistDocument.read(checklist.write())).isEqualTo(checklist));
    }
}
