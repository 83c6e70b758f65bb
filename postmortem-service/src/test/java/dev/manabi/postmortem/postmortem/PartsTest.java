package dev.manabi.postmortem.postmortem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.postmortem.postmortem.domain.Content;
import dev.manabi.postmortem.postmortem.domain.Section;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What two contents have in common is known by their parts. */
class PartsTest {

    private static final Content CONTENT = content("Cards were declined", "47 minutes");

    @Test
    void a_part_has_another_hash_exactly_where_it_changed() {
        assertThat(changed(CONTENT, content("Cards were declined", "48 minutes")))
                .containsExactly("impact");
        assertThat(changed(CONTENT, content("Cards were refused", "47 minutes")))
                .containsExactly("TITLE");
        assertThat(changed(CONTENT, content("Cards were declined", "47 minutes")))
                .isEmpty();
    }

    @Test
    void whatever_changes_the_hash_of_the_content_changes_a_part_and_only_that() {
        Content other = content("Cards were declined", "48 minutes");
        assertThat(CONTENT.hash()).isNotEqualTo(other.hash());
        assertThat(changed(CONTENT, other)).isNotEmpty();
    }

    private static List<String> changed(Content before, Content after) {
        return after.parts().stream()
                .filter(part -> !before.parts().contains(part))
                .map(Content.Part::key)
                .toList();
    }

    private static Content content(String title, String impact) {
        return new Content(
                title,
                List.of(new Section("impact", "Impact", true, impact), new Section("summary", "Summary", true, "")),
                List.of());
    }
}
