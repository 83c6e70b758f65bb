package dev.manabi.postmortem.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.postmortem.template.domain.Template;
import dev.manabi.postmortem.template.domain.Template.Prefill;
import dev.manabi.postmortem.template.domain.Template.TemplateSection;
import dev.manabi.postmortem.transfer.CutText.Part;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CutTextTest {

    private static final Template TEMPLATE = new Template(
            "default",
            "en",
            1,
            "Default",
            Stream.of(
                            "people",
                            "summary",
                            "impact",
                            "root-cause",
                            "trigger",
                            "timeline",
                            "response",
                            "went-well",
                            "went-badly",
                            "lucky",
                            "lessons")
                    .map(key -> new TemplateSection(key, key.replace('-', ' '), true, Prefill.NONE, ""))
                    .toList());

    private static CutText cut(String text) {
        return CutText.of(MarkdownText.of(text), TEMPLATE);
    }

    private static List<String> keys(String text) {
        return cut(text).parts().stream().map(Part::key).toList();
    }

    private static String whole(CutText cut) {
        return cut.opening()
                + cut.parts().stream()
                        .map(part -> part.before() + part.text() + part.after())
                        .collect(Collectors.joining());
    }

    @Test
    void headings_are_known_by_other_names_in_english_and_japanese() {
        assertThat(keys("""
                # Cards were declined

                ## 1. Overview
                ## Who was affected?
                ## **Root Cause(s):**
                ## ⚡ Trigger
                ## Timeline (all times in UTC)
                ## Resolution and recovery
                ## What didn't go so well
                ## Lessons Learnt
                """))
                .containsExactly(
                        "summary", "impact", "root-cause", "trigger", "timeline", "response", "went-badly", "lessons");
        assertThat(keys("""
                # 決済障害

                ## 1. 何が起きた？
                ## 影響範囲
                ## 根本原因
                ## 発生原因
                ## 時系列
                ## 暫定対応
                ## うまくいったこと
                ## 学び
                """))
                .containsExactly(
                        "summary", "impact", "root-cause", "trigger", "timeline", "response", "went-well", "lessons");
    }

    @Test
    void what_the_template_does_not_have_keeps_its_heading_and_its_place() {
        CutText cut = cut("""
                ## Summary
                Short.
                ## Wetter am Tag
                Sunny.
                ## 決済会社の話
                Slow.
                ## Impact
                Some.
                ## Impact
                More.
                """);
        assertThat(cut.parts())
                .extracting(Part::key, Part::title, Part::ofTemplate, Part::text)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("summary", "Summary", true, "Short."),
                        org.assertj.core.groups.Tuple.tuple("wetter-am-tag", "Wetter am Tag", false, "Sunny."),
                        org.assertj.core.groups.Tuple.tuple("section", "決済会社の話", false, "Slow."),
                        org.assertj.core.groups.Tuple.tuple("impact", "Impact", true, "Some."),
                        org.assertj.core.groups.Tuple.tuple("impact-2", "Impact", false, "More."));
    }

    @Test
    void deeper_headings_stay_in_their_section_unless_they_mean_one() {
        CutText cut = cut("""
                # Cards were declined
                They were.

                ## Timeline
                ### 10:02
                ### Impact
                Seen by users.
                ## Lessons learned
                ### What went well
                Alerts.
                ### Ideas
                Many.
                """);
        assertThat(cut.title()).isEqualTo("Cards were declined");
        assertThat(cut.parts())
                .extracting(Part::key)
                .containsExactly("summary", "timeline", "lessons", "went-well", "ideas");
        assertThat(cut.parts().get(1).text()).isEqualTo("### 10:02\n### Impact\nSeen by users.");
    }

    @Test
    void what_only_looks_like_a_heading_is_none() {
        assertThat(keys("## Summary\n```\n# impact\n```\n> # Timeline\n\n- # Trigger\n\n    # Lessons\n"))
                .containsExactly("summary");
        assertThat(keys("Summary\n=======\ntext\n\nImpact\n---\nmore\n")).containsExactly("summary", "impact");
    }

    @Test
    void front_matter_is_read_and_two_rules_are_none() {
        MarkdownText text = MarkdownText.of("---\r\ntitle: \"X\"\r\nservices: [a, b]\r\n---\r\n# X\r\n");
        assertThat(text.frontMatter()).isEqualTo("title: \"X\"\nservices: [a, b]\n");
        assertThat(text.body()).isEqualTo("# X\n");
        assertThat(MarkdownText.of("---\nJust a sentence.\n---\nMore.\n").frontMatter())
                .isNull();
    }

    /** The one rule: whatever comes in, nothing is lost. */
    @Property(tries = 1_000)
    void the_parts_are_the_text_again(@ForAll("texts") String source) {
        MarkdownText text = MarkdownText.of(source);
        CutText cut = CutText.of(text, TEMPLATE);
        assertThat(whole(cut)).isEqualTo(text.body());
        assertThat(cut.parts()).extracting(Part::key).doesNotHaveDuplicates();
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "# ",
                        "## ",
                        "### ",
                        "Summary",
                        "Impact ##",
                        "Timeline",
                        "影響",
                        "\n",
                        "\n\n",
                        "\r\n",
                        "\r",
                        " ",
                        "\t",
                        "---\n",
                        "===\n",
                        "```\n",
                        "> ",
                        "- ",
                        "1. ",
                        "text",
                        "<div>\n",
                        "| a |\n",
                        "\u0085",
                        "\u2028",
                        "\u3000",
                        "    code\n",
                        "[x]: y\n",
                        "\\",
                        "a: b\n",
                        "#",
                        "\uFEFF",
                        "\f")
                .list()
                .ofMaxSize(30)
                .map(parts -> String.join("", parts));
    }
}
