package dev.manabi.incident.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manabi.eventsourcing.DomainException.InvalidValue;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            Card payments FAIL!    | card fail payments
            checkout-4.2           | 2 4 checkout
            決済                    | 決済 済
            決済障害                 | 害 決済障 済障害 障害
            サーバー                 | サーバ バー ー ーバー
            ｻｰﾊﾞｰ                  | サーバ バー ー ーバー
            ＡＰＩ障害                | api 害 障害
            API の 502              | 502 api の
            école déjà             | déjà école
            𠮷野家                   | 家 野家 𠮷野家
            --- 🔥 ...              | ""
            """)
    void a_text_has_these_words(String text, String words) {
        assertThat(String.join(" ", Words.of(List.of(text)))).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            Pay        | 'pay':*
            12         | '12'
            INC-12     | 'inc' & '12'
            決          | '決':*
            決済         | '決済':*
            障害を        | '障害を':*
            決済障害      | '決済障' & '済障害'
            API障害      | 'api' & '障害':*
            it's'      | 'it' & 's':*
            x\\':*&!    | 'x':*
            """)
    void the_index_is_asked(String text, String query) {
        assertThat(of(text).queries()).containsExactly(query);
    }

    @Test
    void only_what_the_index_cannot_tell_is_looked_up_in_the_text() {
        assertThat(of("pay 12 決済 決").inexact()).isEmpty();
        assertThat(of("決済障害 INC-12 x!").inexact()).hasSize(3);
    }

    @Test
    void what_nearly_everything_begins_with_is_not_asked_of_the_index_beside_something_rarer() {
        assertThat(of("e timeout").narrowQueries()).containsExactly("'timeout':*");
        assertThat(of("e f").narrowQueries()).containsExactly("'e':*", "'f':*");
        assertThat(of("決 5 timeout").narrowQueries()).contains("'決':*");
    }

    @Test
    void a_number_is_a_whole_one() {
        SearchText.Word number = of("INC-12").words().getFirst();
        assertThat(number.isIn("see inc-12.")).isTrue();
        assertThat(number.isIn("inc-120 came before inc-12")).isTrue();
        assertThat(number.isIn("inc-120")).isFalse();
        assertThat(number.isIn("inc 12")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\u3000"})
    void nothing_is_looked_for(String text) {
        assertThat(SearchText.of(text)).isNull();
    }

    @Test
    void what_cannot_be_looked_for_is_refused() {
        assertThatThrownBy(() -> SearchText.of("---")).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> SearchText.of("x".repeat(201))).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> SearchText.of("a b c d e f g h i j k l m n o p q r s t u"))
                .isInstanceOf(InvalidValue.class);
    }

    private static SearchText of(String text) {
        return Objects.requireNonNull(SearchText.of(text));
    }
}
