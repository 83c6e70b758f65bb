package dev.manabi.postmortem.postmortem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MarkdownTest {

    @Test
    void nothing_in_a_cell_ends_the_cell_the_row_or_the_text() {
        assertThat(Markdown.cell("a | b\nc\r\nd \\| <script> ")).isEqualTo("a \\| b c d \\\\\\| &lt;script>");
    }

    @Test
    void a_table_is_a_head_a_rule_and_rows() {
        assertThat(Markdown.table(List.of("A", "B"), List.of(List.of("1", "2"))))
                .isEqualTo("| A | B |\n| --- | --- |\n| 1 | 2 |");
    }

    @Test
    void only_addresses_of_the_web_become_links() {
        assertThat(Markdown.link("graph", "https://g.example/d?a=(b)|c"))
                .isEqualTo("graph (https://g.example/d?a=(b)\\|c)");
        assertThat(Markdown.link("graph", "https://g.example/d?a=(b)"))
                .isEqualTo("[graph](https://g.example/d?a=%28b%29)");
        assertThat(Markdown.link("click", "javascript:alert(1)")).isEqualTo("click (javascript:alert(1))");
        assertThat(Markdown.link("a]b", "HTTP://g.example/")).isEqualTo("[a\\]b](HTTP://g.example/)");
        assertThat(Markdown.link("x", "https:///nowhere")).isEqualTo("x (https:///nowhere)");
        assertThat(Markdown.link("javascript:1", "javascript:1")).isEqualTo("javascript:1");
    }

    @Test
    void references_to_people_become_names_and_mail_addresses_do_not() {
        Map<String, String> names = Map.of("mei", "Mei | Tanaka", "ken.s", "Ken");
        assertThat(Markdown.withNames("@mei, (@ken.s). @sam a@mei.example @mei. 担当は@meiです", names))
                .isEqualTo("Mei \\| Tanaka, (Ken). @sam a@mei.example Mei \\| Tanaka. 担当はMei \\| Tanakaです");
        assertThat(Markdown.mentions("@mei and @ken.s, @mei again, a@b.example"))
                .containsExactly("mei", "ken.s");
    }
}
