package dev.manabi.postmortem.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.manabi.postmortem.policy.CelExpression.Fault;
import dev.manabi.postmortem.policy.CelExpression.Wrong;
import dev.manabi.postmortem.policy.domain.Expression.Finding;
import dev.manabi.postmortem.policy.domain.IncidentFacts;
import dev.manabi.postmortem.policy.domain.IncidentFacts.Figure;
import dev.manabi.postmortem.policy.domain.IncidentFacts.NoticedBy;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CelExpressionTest {

    private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

    private static final IncidentFacts KNOWN = incident(
            START,
            START.plusSeconds(2 * 3600),
            true,
            55,
            1200L,
            NoticedBy.CUSTOMER,
            List.of("checkout", "payments"),
            List.of(new Figure("MONEY", "refunds", new BigDecimal("1250.50"), "EUR", true)));

    private static final IncidentFacts UNKNOWN = incident(null, null, null, null, null, null, List.of(), null);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "incident.severity == 'SEV3'                                        | true",
                "incident.peakSeverity in ['SEV1', 'SEV2']                          | true",
                "incident.kind == 'NEAR_MISS'                                       | false",
                "incident.impact.usersAffected > 1000                               | true",
                "incident.impact.usersAffected > 1200                               | false",
                "incident.impact.downtimeMinutes >= 55 && !incident.impact.dataLoss | true",
                "incident.minutesToResolve > 120                                    | false",
                "incident.minutesToResolve == 120.0                                 | true",
                "incident.resolvedAt - incident.startedAt >= duration('2h')         | true",
                "incident.startedAt.getHours('Asia/Tokyo') == 19                    | true",
                "'payments' in incident.services                                    | true",
                "incident.services.exists(one, one.startsWith('check'))             | true",
                "incident.impact.figures.exists(f, f.kind == 'MONEY' && f.value > 1000) | true",
                "incident.title.matches('(?i)card')                                 | true",
                "incident.detectedBy == 'CUSTOMER'                                  | true",
                "incident.team == 'storefront'                                      | true"
            })
    void an_expression_asks_every_fact_of_an_incident(String text, boolean met) throws Wrong {
        assertThat(CelExpression.read(text).on(KNOWN).met()).isEqualTo(met);
    }

    @Test
    void what_was_seen_names_each_field_that_is_asked_once() throws Wrong {
        Finding finding = CelExpression.read("incident.impact.usersAffected > 500 || incident.impact.usersAffected < 0"
                        + " || incident.services.size() > 1 && incident.impact.dataLoss")
                .on(KNOWN);
        assertThat(finding)
                .isEqualTo(new Finding(
                        true, "impact.usersAffected: 1200; services: checkout, payments; impact.dataLoss: no"));
    }

    @Test
    void what_is_unknown_is_neither_yes_nor_no_and_is_named() throws Wrong {
        assertThat(CelExpression.read("incident.impact.usersAffected > 500").on(UNKNOWN))
                .isEqualTo(new Finding(null, "impact.usersAffected: unknown; unknown: impact.usersAffected"));
        Finding two = CelExpression.read("incident.impact.usersAffected > 500 && incident.minutesToResolve < 5.0")
                .on(UNKNOWN);
        assertThat(two.met()).isNull();
        assertThat(two.saw()).endsWith("unknown: impact.usersAffected, minutesToResolve");
        for (String text : List.of(
                "!(incident.impact.usersAffected > 500)",
                "incident.impact.usersAffected != 5",
                "incident.impact.usersAffected == 5",
                "incident.impact.usersAffected in [1, 2]",
                "incident.impact.dataLoss",
                "!incident.impact.dataLoss",
                "has(incident.impact.usersAffected)",
                "incident.servicesAtFault.all(one, one == 'a')",
                "incident.impact.figures.exists(f, f.value > 1.0)",
                "incident.detectedBy == ''",
                "incident.minutesToResolve > 0",
                "incident.impact == incident.impact",
                "incident == incident")) {
            assertThat(CelExpression.read(text).on(UNKNOWN).met()).as(text).isNull();
        }
    }

    @Test
    void what_does_not_depend_on_the_unknown_is_answered() throws Wrong {
        assertThat(CelExpression.read("incident.impact.dataLoss || incident.severity == 'SEV3'")
                        .on(UNKNOWN)
                        .met())
                .isTrue();
        assertThat(CelExpression.read("incident.impact.dataLoss && incident.severity == 'SEV1'")
                        .on(UNKNOWN)
                        .met())
                .isFalse();
    }

    @Test
    void times_that_contradict_each_other_are_unknown() throws Wrong {
        IncidentFacts backwards = incident(START, START.minusSeconds(60), null, null, null, null, List.of(), null);
        assertThat(CelExpression.read("incident.minutesToResolve < 10.0").on(backwards))
                .isEqualTo(new Finding(null, "minutesToResolve: unknown; unknown: minutesToResolve"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "1 / (incident.impact.downtimeMinutes - 55) > 0                    | a division by zero",
                "1 % (incident.impact.downtimeMinutes - 55) > 0                    | a division by zero",
                "9223372036854775807 + incident.impact.downtimeMinutes > 0         | a number beyond 64 bits",
                "incident.services[7] == 'a'                                       | an index beyond the end of a list",
                "{'a': 1}[incident.severity] == 1                                  | ATTRIBUTE_NOT_FOUND",
                "int(incident.title) == 1                                          | BAD_FORMAT",
                "timestamp(incident.title) > incident.startedAt                    | BAD_FORMAT",
                "incident.startedAt.getHours(incident.title) == 1                  | BAD_FORMAT",
                "incident.startedAt + duration('9999999999999s') > incident.startedAt | BAD_FORMAT",
                "incident.title.matches(incident.title + '((')                     | INVALID_ARGUMENT"
            })
    void what_cannot_be_answered_is_unknown_and_says_why(String text, String why) throws Wrong {
        Finding finding = CelExpression.read(text).on(KNOWN);
        assertThat(finding.met()).isNull();
        assertThat(finding.saw()).contains("no answer: " + why);
    }

    @Test
    void loops_within_loops_end() throws Wrong {
        IncidentFacts many = incident(null, null, null, null, null, null, Collections.nCopies(5_000, "checkout"), null);
        Finding finding = CelExpression.read(
                        "incident.services.all(a, incident.services.all(b, incident.services.all(c, a + b != c)))")
                .on(many);
        assertThat(finding.met()).isNull();
        assertThat(finding.saw()).endsWith("no answer: more than 1000 steps").hasSizeLessThan(300);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "incident.severit == 'SEV1'                  | 1 | 9  | undefined field 'severit'",
                "incident.impact.users > 5                   | 1 | 16 | undefined field 'users'",
                "severity == 'SEV1'                          | 1 | 1  | undeclared reference to 'severity'",
                "incident.severity > 5                       | 1 | 19 | found no matching overload",
                "incident.severity                           | 1 | 9  | expected type 'bool' but found 'string'",
                "incident.roles.commander == 'mei'           | 1 | 9  | undefined field 'roles'",
                "incident.services.exist(s, s == 'a')        | 1 | 24 | undeclared reference"
            })
    void what_is_wrong_is_found_before_it_is_used_and_the_place_is_named(
            String text, int line, int column, String message) {
        Fault fault = catchThrowableOfType(Wrong.class, () -> CelExpression.read(text))
                .faults()
                .getFirst();
        assertThat(fault.line()).isEqualTo(line);
        assertThat(fault.column()).isEqualTo(column);
        assertThat(fault.message()).contains(message);
    }

    @Test
    void lines_are_counted_and_every_fault_is_named() {
        Wrong wrong = catchThrowableOfType(
                Wrong.class, () -> CelExpression.read("incident.severity == 'SEV1' ||\n  foo ||\n  bar"));
        assertThat(wrong.faults()).extracting(Fault::line).containsExactly(2, 3);
        assertThat(wrong.faults()).extracting(Fault::column).containsExactly(3, 3);
        assertThat(wrong).hasMessageContaining("line 2, column 3").hasMessageContaining("'bar'");
    }

    @Test
    void nothing_that_is_sent_brings_the_reader_down() {
        for (String text : List.of(
                "",
                " ",
                "(".repeat(900),
                "(".repeat(400) + "true" + ")".repeat(400),
                "[".repeat(400) + "]".repeat(400),
                "1" + "+1".repeat(450) + " == 2",
                "incident" + ".impact".repeat(100),
                "true" + " ? true : true".repeat(60),
                "'" + "a".repeat(2_000) + "' == ''",
                "\"\\ud800\" == ''",
                "'unfinished",
                "incident.title.matches('" + "(a*)*".repeat(100) + "')",
                "@#$%",
                "true; true")) {
            try {
                CelExpression.read(text).on(KNOWN);
            } catch (Wrong e) {
                assertThat(e.faults()).as(text).isNotEmpty();
            }
        }
        assertThatThrownBy(() -> CelExpression.read("")).isInstanceOf(Wrong.class);
    }

    /** Whatever an incident is, an expression that was read is answered: with yes, no or the reason why not. */
    @Property(tries = 2_000)
    void an_expression_that_was_read_never_throws(
            @ForAll("expressions") String text, @ForAll("incidents") IncidentFacts incident) {
        CelExpression expression;
        try {
            expression = CelExpression.read(text);
        } catch (Wrong e) {
            assertThat(e.faults()).isNotEmpty();
            return;
        }
        Finding finding = expression.on(incident);
        assertThat(finding.saw()).isNotNull();
        if (finding.met() == null) {
            assertThat(finding.saw()).containsAnyOf("unknown", "no answer");
        }
        assertThat(expression.on(incident))
                .as("the same question, the same answer")
                .isEqualTo(finding);
    }

    @Provide
    Arbitrary<String> expressions() {
        Arbitrary<String> number = Arbitraries.of(
                "incident.impact.usersAffected",
                "incident.impact.downtimeMinutes",
                "incident.impact.degradedMinutes",
                "incident.services.size()",
                "incident.title.size()",
                "incident.startedAt.getFullYear()",
                "int(incident.title)",
                "incident.services.map(s, s.size())[0]",
                "0",
                "1",
                "-1",
                "9223372036854775807");
        Arbitrary<String> sum = Combinators.combine(number, Arbitraries.of("+", "-", "*", "/", "%"), number)
                .as((one, operator, other) -> "(" + one + " " + operator + " " + other + ")");
        Arbitrary<String> text = Arbitraries.of(
                "incident.severity",
                "incident.title",
                "incident.summary",
                "incident.team",
                "incident.detectedBy",
                "incident.services[0]",
                "incident.servicesAtFault[1]",
                "{'SEV1': 'a'}[incident.severity]",
                "string(incident.impact.usersAffected)",
                "''",
                "'['");
        Arbitrary<String> simple = Arbitraries.oneOf(
                Combinators.combine(Arbitraries.oneOf(number, sum), Arbitraries.of("<", ">=", "==", "!="), sum)
                        .as((one, operator, other) -> one + " " + operator + " " + other),
                Combinators.combine(text, Arbitraries.of(" == ", " < ", " != "), text)
                        .as((one, operator, other) -> one + operator + other),
                Combinators.combine(text, text).as((one, other) -> one + ".matches(" + other + ")"),
                Combinators.combine(text, number)
                        .as((one, other) ->
                                "incident.services.exists(s, s == " + one + " || s.size() > " + other + ")"),
                Arbitraries.of(
                        "incident.impact.dataLoss",
                        "incident.impact.userVisible",
                        "incident.minutesToResolve > 30",
                        "incident.minutesToDetect / 0.0 > 1.0",
                        "incident.resolvedAt - incident.startedAt > duration(incident.title)",
                        "incident.impact.figures.all(f, f.value / 0.0 > 1.0 || f.unit == 'EUR')",
                        "incident.services.all(a, incident.services.all(b, incident.services.exists_one(c, a == c)))",
                        "has(incident.summary)",
                        "dyn(incident.title) == 5",
                        "dyn(incident.services)",
                        "[incident][0] == incident",
                        "[1].exists(incident, incident > 0)",
                        "type(incident.title) == string"));
        return Arbitraries.lazyOf(
                () -> simple,
                () -> simple,
                () -> Combinators.combine(simple, Arbitraries.of(" && ", " || "), simple)
                        .as((one, operator, other) -> "(" + one + operator + other + ")"),
                () -> Combinators.combine(simple, simple, simple)
                        .as((one, two, three) -> one + " ? " + two + " : !(" + three + ")"));
    }

    @Provide
    Arbitrary<IncidentFacts> incidents() {
        Arbitrary<Instant> time = Arbitraries.longs()
                .between(Instant.parse("0001-01-01T00:00:00Z").getEpochSecond(), 253402300799L)
                .map(Instant::ofEpochSecond);
        Arbitrary<Figure> figure = Combinators.combine(
                        Arbitraries.of("MONEY", "USERS"),
                        Arbitraries.bigDecimals().ofScale(4),
                        Arbitraries.of(true, false))
                .as((kind, value, estimated) -> new Figure(kind, "some", value, "EUR", estimated));
        return Combinators.combine(
                        time.injectNull(0.3),
                        time.injectNull(0.3),
                        Arbitraries.of(true, false).injectNull(0.3),
                        Arbitraries.integers().injectNull(0.3),
                        Arbitraries.longs().injectNull(0.3),
                        Arbitraries.of(NoticedBy.class).injectNull(0.3),
                        Arbitraries.strings().ofMaxLength(8).list().ofMaxSize(40),
                        figure.list().ofMaxSize(5).injectNull(0.3))
                .as(CelExpressionTest::incident);
    }

    private static IncidentFacts incident(
            Instant startedAt,
            Instant resolvedAt,
            Boolean userVisible,
            Integer downtime,
            Long users,
            NoticedBy noticedBy,
            List<String> services,
            List<Figure> figures) {
        return new IncidentFacts(
                startedAt,
                resolvedAt,
                userVisible,
                downtime,
                null,
                userVisible == null ? null : false,
                null,
                null,
                null,
                noticedBy,
                "INCIDENT",
                "SEV3",
                "SEV1",
                services.isEmpty() ? "Card payments fail" : "Card payments fail " + services.getFirst(),
                null,
                "storefront",
                services,
                figures == null ? null : services,
                START,
                startedAt,
                null,
                null,
                users,
                figures);
    }
}
