package dev.manabi.postmortem.similar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.postmortem.similar.Terms.Term;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TermsTest {

    private static final Frequencies OF_A_THOUSAND = new Frequencies(
            1_000, Map.of("the", 1_000, "error", 600, "certificate", 15, "certificates", 4, "kubelet", 3));

    @Test
    void what_few_texts_have_weighs_most_and_what_many_have_nothing() {
        assertThat(words("The kubelet error: the certificate of 2026")).containsExactly("kubelet", "certificate");
    }

    @Test
    void singular_and_plural_are_the_same() {
        assertThat(Terms.of("certificates", OF_A_THOUSAND).terms())
                .extracting(Term::query)
                .containsExactly("'certificates' | 'certificate'");
    }

    @Test
    void japanese_is_taken_three_characters_at_a_time_without_particles() {
        assertThat(words("決済基盤でした")).containsExactlyInAnyOrder("決済基", "済基盤", "基盤で", "盤でし");
    }

    @Test
    void shared_japanese_is_shown_put_together_again() {
        Terms terms = Terms.of("決済基盤が停止し、kubelet も停止した", OF_A_THOUSAND);
        List<Term> shared = terms.terms().stream()
                .filter(term -> List.of("決済基", "済基盤", "kubelet").contains(term.word()))
                .toList();
        assertThat(SharedWords.shown("決済基盤が停止し、kubelet も停止した", shared, 5)).containsExactlyInAnyOrder("決済基盤", "kubelet");
    }

    private static List<String> words(String text) {
        return Terms.of(text, OF_A_THOUSAND).terms().stream().map(Term::word).toList();
    }
}
