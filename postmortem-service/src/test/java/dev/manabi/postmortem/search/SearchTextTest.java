package dev.manabi.postmortem.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.postmortem.search.Piece.Kind;
import dev.manabi.postmortem.search.SearchQuery.Word;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTextTest {

    @Test
    void words_are_kept_with_where_and_how_often_they_stand() {
        assertThat(SearchIndex.vector(List.of(
                        new Piece(Kind.TITLE, "title", "", "Cards fail"),
                        new Piece(Kind.SECTION, "summary", "Summary", "Cards, CARDS & ｃａｒｄｓ"),
                        new Piece(Kind.COMMENT, "1", "", "決済障害"))))
                .isEqualTo("'cards':1A,2B,3B,4B 'fail':1A '害':1D '決済障':1D '済障害':1D '障害':1D ");
    }

    @Test
    void a_text_that_is_longer_than_postgresql_keeps_is_found_by_its_beginning() {
        String text = "first "
                + java.util.stream.IntStream.range(0, 100_000)
                        .mapToObj(n -> "word" + n)
                        .collect(Collectors.joining(" "))
                + " last";
        String vector = SearchIndex.vector(List.of(new Piece(Kind.SECTION, "s", "", text)));
        assertThat(vector).contains("'first':", "'word1':").doesNotContain("'last':");
    }

    @Test
    void a_query_asks_for_beginnings_of_words_whole_numbers_and_pieces_of_japanese() {
        assertThat(query("timeout")).isEqualTo("('timeout':*)");
        assertThat(query("INC-12")).isEqualTo("('inc' & '12')");
        assertThat(query("決済")).isEqualTo("('決済':*)");
        assertThat(query("決済障害")).isEqualTo("('決済障' & '済障害')");
        assertThat(SearchQuery.of("ＴＩＭＥ 5", Kind.SECTION).all()).isEqualTo("('time':*B) & ('5':B)");
    }

    private static String query(String text) {
        return SearchQuery.of(text, null).all();
    }

    @Test
    void a_query_without_a_word_is_refused() {
        for (String nothing :
                new String[] {null, "", " ", "!?", "a ".repeat(150), "a b c d e f g h i j k l m n o p q r s t u"}) {
            assertThatThrownBy(() -> SearchQuery.of(nothing, null)).isInstanceOf(InvalidValue.class);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Timeouts here     | timeout  | [Timeout]s here",
                "no overtime       | time     | ",
                "INC-120 and INC-12| inc-12   | INC-120 and [INC-12]",
                "カード決済の障害   | 決済     | カード[決済]の障害",
                "ｶｰﾄﾞ決済           | カード    | [ｶｰﾄﾞ]決済",
                "a㍿b               | 株式     | a[㍿]b",
                "İstanbul CARDS     | cards    | İstanbul [CARDS]",
                "one two one        | one two  | [one] [two] [one]",
                "決済決済            | 決済     | [決済][決済]",
            })
    void what_is_marked_stands_where_it_was_written(String text, String looked, String marked) {
        List<Word> words = SearchQuery.of(looked, null).words();
        List<Snippet.Span> spans = Snippet.spans(PlainText.of(text), words);
        if (marked == null) {
            assertThat(spans).isEmpty();
            return;
        }
        assertThat(Snippet.around(text, spans).stream()
                        .map(part -> part.marked() ? "[" + part.text() + "]" : part.text())
                        .collect(Collectors.joining()))
                .isEqualTo(marked);
    }

    @Test
    void a_snippet_of_a_long_text_is_cut_and_cuts_no_character() {
        String text = "😀".repeat(300) + "needle" + "😀".repeat(300);
        List<Snippet.Part> parts = Snippet.around(
                text,
                Snippet.spans(PlainText.of(text), SearchQuery.of("needle", null).words()));
        String shown = parts.stream().map(Snippet.Part::text).collect(Collectors.joining());
        assertThat(shown).startsWith("… 😀").endsWith("😀 …").contains("needle").hasSizeLessThan(220);
    }
}
