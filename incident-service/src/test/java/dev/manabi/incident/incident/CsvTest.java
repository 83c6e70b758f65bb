package dev.manabi.incident.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.incident.incident.Csv.Column;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

    private static final Csv<List<Object>> CSV =
            new Csv<>(List.of(new Column<>("first", List::getFirst), new Column<>("last", List::getLast)));

    @Test
    void the_header_says_that_it_is_utf_8_and_names_the_fields() {
        assertThat(CSV.header()).isEqualTo("\uFEFFfirst,last\r\n");
    }

    @Test
    void what_has_a_meaning_in_the_format_is_quoted() {
        assertThat(row("a,b", "say \"no\"")).isEqualTo("\"a,b\",\"say \"\"no\"\"\"\r\n");
        assertThat(row("two\nlines", "決済")).isEqualTo("\"two\nlines\",決済\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "＝1", "＋1", "－1", "＠x"})
    void a_spreadsheet_computes_nothing(String text) {
        assertThat(row(text, "a" + text)).isEqualTo("'" + text + ",a" + text + "\r\n");
        assertThat(row(List.of(text, "x"), "")).isEqualTo("'" + text + ";x,\r\n");
    }

    @Test
    void a_formula_behind_a_line_break_is_none_either() {
        assertThat(row("\r=1", "\n=1")).isEqualTo("\"'\r=1\",\"'\n=1\"\r\n");
    }

    @Test
    void numbers_are_numbers_and_lists_are_joined() {
        assertThat(row(-5L, List.of("checkout", "pay,ments"))).isEqualTo("-5,\"checkout;pay,ments\"\r\n");
        assertThat(row(true, List.of())).isEqualTo("true,\r\n");
    }

    @Test
    void the_unknown_is_empty() {
        Csv<Optional<String>> csv = new Csv<>(
                List.of(new Column<>("known", Optional::isPresent), new Column<>("value", one -> one.orElse(null))));
        assertThat(csv.row(Optional.empty())).isEqualTo("false,\r\n");
    }

    private static String row(Object first, Object last) {
        return CSV.row(Arrays.asList(first, last));
    }
}
