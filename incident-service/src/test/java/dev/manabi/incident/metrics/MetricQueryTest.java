package dev.manabi.incident.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.incident.metrics.MetricQuery.Question;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricQueryTest {

    @Test
    void a_query_about_a_service_is_asked_once_for_each() {
        assertThat(query("up{job=\"$service\"} or down{job='$service'}").questions(List.of("a", "b", "a")))
                .containsExactly(
                        new Question("a", "up{job=\"a\"} or down{job='a'}"),
                        new Question("b", "up{job=\"b\"} or down{job='b'}"));
        assertThat(query("up{job=\"$service\"}").questions(List.of())).isEmpty();
    }

    @Test
    void a_query_about_none_is_asked_once() {
        assertThat(query("sum(up)").questions(List.of("a", "b"))).containsExactly(new Question("", "sum(up)"));
        assertThat(query("sum(up)").questions(List.of())).containsExactly(new Question("", "sum(up)"));
    }

    @Test
    void only_the_services_that_it_names_concern_it() {
        assertThat(query("up{job=\"$service\"}", "b", "c").questions(List.of("a", "b")))
                .containsExactly(new Question("b", "up{job=\"b\"}"));
        assertThat(query("sum(up)", "b", "c").questions(List.of("a", "b")))
                .containsExactly(new Question("", "sum(up)"));
        assertThat(query("sum(up)", "c").questions(List.of("a", "b"))).isEmpty();
    }

    @Test
    void only_the_whole_word_stands_for_the_service() {
        assertThat(query("up{a=\"$services\", b=\"$service_x\", c=\"$service-x\"}")
                        .questions(List.of("s")))
                .containsExactly(new Question("s", "up{a=\"$services\", b=\"$service_x\", c=\"s-x\"}"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "checkout-web.eu_1, checkout-web.eu_1",
                "決済, 決済",
                "a\"b, a\\U00000022b",
                "a'b, a\\U00000027b",
                "a`b, a\\U00000060b",
                "a\\b, a\\U0000005cb",
                "$1\\1, \\U000000241\\U0000005c1",
                "a{b}, a\\U0000007bb\\U0000007d",
                "|a\nb|, a\\U0000000ab",
                "😀, \\U0001f600"
            })
    void a_service_cannot_end_the_text_that_it_stands_in(String service, String escaped) {
        assertThat(query("\"$service\"").questions(List.of(service)))
                .containsExactly(new Question(service, "\"" + escaped + "\""));
    }

    private static MetricQuery query(String promql, String... services) {
        MetricQuery query = new MetricQuery();
        query.id = "q";
        query.query = promql;
        query.services = List.of(services);
        return query;
    }
}
