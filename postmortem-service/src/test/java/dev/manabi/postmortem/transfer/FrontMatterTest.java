package dev.manabi.postmortem.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrontMatterTest {

    @Test
    void fields_are_texts_and_lists_of_texts() {
        FrontMatter said = FrontMatter.of("""
                Title: "Cards: declined"
                date: 2019-05-01 10:00
                severity: sev-2
                services: checkout, payments
                tags:
                  - dns
                  - 決済
                incident: INC-12
                owner: yes
                """);
        assertThat(said.first("title")).isEqualTo("Cards: declined");
        assertThat(said.date()).isEqualTo(LocalDate.of(2019, 5, 1));
        assertThat(said.severity()).isEqualTo("SEV2");
        assertThat(said.list("services")).containsExactly("checkout", "payments");
        assertThat(said.list("tags")).containsExactly("dns", "決済");
        assertThat(said.first("incident")).isEqualTo("INC-12");
        assertThat(said.first("owner")).isEqualTo("yes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [*c,*c]",
                "title: !!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[!!java.net.URL [\"http://127.0.0.1/\"]]]]",
                "title: !!java.io.File [/etc/passwd]",
                "? [a]\n: b",
                "&a a: *a",
                "a: *nobody",
                "title: [[[[x]]]]",
                "\"",
                "\t",
                "%YAML 9.9\n---\na: b",
                "a: b\na: c",
                "date: 2019-99-99",
                "title: {<<: *x}",
                "- just\n- a list",
                ""
            })
    void hostile_front_matter_says_nothing(String yaml) {
        FrontMatter said = FrontMatter.of(yaml);
        assertThat(said.date()).isNull();
        assertThat(said.severity()).isNull();
        assertThat(said.list("title")).isEmpty();
    }

    @Test
    void endless_nesting_exhausts_nothing() {
        assertThat(FrontMatter.isFields("a: " + "[".repeat(10_000))).isFalse();
        assertThat(FrontMatter.isFields("{a: ".repeat(5_000))).isFalse();
        assertThat(FrontMatter.isFields("- ".repeat(9_000))).isFalse();
    }
}
