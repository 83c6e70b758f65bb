package dev.manabi.review.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.review.checklist.Checklist.Criterion;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChecklistsTest {

    private final Checklists checklists = new Checklists();

    @Test
    void the_founding_document_asks_six_things() {
        Checklist checklist = checklists.newest("founding-document").orElseThrow();
        assertThat(checklist.criteria())
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
        assertThat(checklists.newest()).isNotEmpty().allSatisfy(checklist -> {
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
    void keys_are_in_kebab_case_and_unique() {
        assertThat(checklists.newest()).allSatisfy(checklist -> {
            assertThat(checklist.key()).matches("[a-z]+(-[a-z]+)*");
            assertThat(checklist.criteria())
                    .extracting(Criterion::key)
                    .doesNotHaveDuplicates()
                    .allMatch(key -> key.matches("[a-z]+(-[a-z]+)*"));
        });
    }

    @Test
    void a_version_that_there_is_not_is_not_found() {
        assertThat(checklists.find("founding-document", 1)).isPresent();
        assertThat(checklists.find("founding-document", 99)).isEmpty();
        assertThat(checklists.newest("unheard-of")).isEmpty();
    }
}
