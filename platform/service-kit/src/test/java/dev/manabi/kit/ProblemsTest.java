package dev.manabi.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.manabi.eventsourcing.DomainException;
import dev.manabi.eventsourcing.Rule;
import dev.manabi.eventsourcing.StoreFailure;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.http.HttpClosedException;
import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemsTest {

    private enum SomeRule implements Rule {
        NOT_WHILE_IT_RAINS
    }

    record Shape(
            String text, Integer count, Instant at, SomeRule rule, List<String> names, Map<String, String> labels) {}

    private static final String SECRET = "jdbc:postgresql://db/secret";
    private final Problems problems = new Problems();

    static Stream<Arguments> everyDomainException() {
        return Stream.of(
                Arguments.of(new DomainException.InvalidValue("at", "at lies in the future."), 400, "invalid-value"),
                Arguments.of(new DomainException.NotAllowed("You wrote it yourself."), 403, "not-allowed"),
                Arguments.of(new DomainException.NotFound("incident", "INC-7"), 404, "not-found"),
                Arguments.of(
                        new DomainException.RuleBroken(SomeRule.NOT_WHILE_IT_RAINS, "Wait for the sun."),
                        409,
                        "not-while-it-rains"),
                Arguments.of(new DomainException.ConcurrentChange(new UUID(1, 2)), 409, "concurrent-change"),
                Arguments.of(new DomainException.KeyInFlight(), 409, "idempotency-key-in-flight"),
                Arguments.of(new DomainException.StaleVersion(1, 2), 412, "stale-version"),
                Arguments.of(new DomainException.StaleVersion(1), 412, "stale-version"),
                Arguments.of(new DomainException.KeyReused(), 422, "idempotency-key-reused"),
                Arguments.of(new DomainException.VersionRequired(), 428, "version-required"));
    }

    @ParameterizedTest
    @MethodSource("everyDomainException")
    void each_refusal_of_the_domain_has_its_status_and_its_code(DomainException refusal, int status, String code) {
        Problem problem = problem(problems.domain(refusal), status);
        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.type()).isEqualTo("urn:manabi:problem:" + code);
        assertThat(problem.detail()).isEqualTo(refusal.getMessage());
        assertThat(problem.title()).isNotBlank();
    }

    @Test
    void the_table_above_has_them_all() {
        Set<Class<?>> shown = everyDomainException()
                .map(arguments -> arguments.get()[0].getClass())
                .collect(Collectors.toSet());
        assertThat(shown).isEqualTo(Set.of(DomainException.class.getPermittedSubclasses()));
    }

    @Test
    void a_value_that_makes_no_sense_is_named() {
        Problem problem = problem(problems.domain(new DomainException.InvalidValue("impact.x", "too much")), 400);
        assertThat(problem.errors()).containsExactly(new Problem.FieldError("impact.x", "too much"));
    }

    @Test
    void whoever_is_nobody_is_asked_for_a_token() {
        for (Response answer : List.of(
                problems.unauthorized(new UnauthorizedException(SECRET)),
                problems.unauthenticated(new AuthenticationFailedException(SECRET)))) {
            assertThat(problem(answer, 401).code()).isEqualTo("unauthorized");
            assertThat(answer.getHeaderString("WWW-Authenticate")).isEqualTo("Bearer");
        }
        assertThat(problem(problems.forbidden(new ForbiddenException(SECRET)), 403)
                        .code())
                .isEqualTo("forbidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "08001", "53300", "57P01", "57P03"})
    void a_database_that_is_away_asks_for_patience(String state) {
        SQLException away = new SQLException(SECRET, state);
        for (Response answer : List.of(
                problems.store(new StoreFailure(away)),
                problems.persistence(new PersistenceException(away)),
                problems.unexpected(new IllegalStateException(new PersistenceException(away))),
                problems.unexpected(new StackOverflowErrorWith(away)))) {
            assertThat(problem(answer, 503).code()).isEqualTo("unavailable");
            assertThat(answer.getHeaderString("Retry-After")).isEqualTo("2");
        }
    }

    /** Even an Error can have a database behind it. */
    private static final class StackOverflowErrorWith extends Error {
        private static final long serialVersionUID = 1;

        StackOverflowErrorWith(Throwable cause) {
            super(cause);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"22021", "22P05", "22008"})
    void what_can_never_be_stored_is_the_callers_fault(String state) {
        SQLException refused = new SQLException(SECRET, state);
        assertThat(problem(problems.store(new StoreFailure(refused)), 400).code())
                .isEqualTo("invalid-value");
        assertThat(problem(problems.persistence(new PersistenceException(refused)), 400)
                        .code())
                .isEqualTo("invalid-value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "42P01", "25P02", "54000"})
    void whatever_else_the_database_refuses_is_ours(String state) {
        SQLException refused = new SQLException(SECRET, state);
        assertThat(problem(problems.store(new StoreFailure(refused)), 500).code())
                .isEqualTo("internal");
        assertThat(problem(problems.persistence(new PersistenceException(refused)), 500)
                        .code())
                .isEqualTo("internal");
    }

    @Test
    void what_nobody_foresaw_has_a_number_and_tells_nothing_else() {
        Problem problem = problem(problems.unexpected(new IllegalStateException(SECRET)), 500);
        assertThat(problem.detail())
                .containsPattern("[0-9a-f]{8}-[0-9a-f]{4}-7")
                .doesNotContain(SECRET);
    }

    @Test
    void an_answer_of_the_framework_becomes_a_problem() {
        assertThat(problem(problems.web(new NotFoundException()), 404).code()).isEqualTo("not-found");
        assertThat(problem(problems.web(new NotSupportedException()), 415).code())
                .isEqualTo("unsupported-media-type");
        assertThat(problem(problems.web(new WebApplicationException(SECRET, 500)), 500)
                        .detail())
                .doesNotContain(SECRET);
        Response notAllowed = problems.web(new NotAllowedException("GET", new String[] {"PUT"}));
        assertThat(problem(notAllowed, 405).code()).isEqualTo("method-not-allowed");
        assertThat(notAllowed.getHeaderString("Allow")).contains("GET").contains("PUT");
    }

    @Test
    void a_parameter_that_cannot_be_read_is_a_bad_request_and_not_a_missing_page() {
        NotFoundException unreadable = new NotFoundException(new IllegalArgumentException("No enum constant"));
        assertThat(problem(problems.web(unreadable), 400).code()).isEqualTo("invalid-value");
    }

    @Test
    void a_body_that_does_not_end_or_ends_too_soon_is_no_fault_of_ours() {
        assertThat(problem(problems.reading(new IOException("Request too large")), 413)
                        .code())
                .isEqualTo("body-too-large");
        IOException gone = new IOException(new IOException(new HttpClosedException("Connection was closed")));
        assertThat(problem(problems.reading(gone), 400).code()).isEqualTo("incomplete-request");
        assertThat(problem(problems.reading(new IOException("disk")), 500).code())
                .isEqualTo("internal");
    }

    @Test
    void an_answer_that_was_given_on_purpose_stays_as_it_is() {
        Response given = Response.status(409).entity("mine").build();
        assertThat(problems.web(new WebApplicationException(given))).isSameAs(given);
    }

    static Stream<Arguments> badJson() {
        return Stream.of(
                Arguments.of("{\"text\": ", "malformed-json", null),
                Arguments.of("", "malformed-json", null),
                Arguments.of("[]", "malformed-json", null),
                Arguments.of("{} {}", "malformed-json", null),
                Arguments.of("[".repeat(2_000), "malformed-json", null),
                Arguments.of("{\"txt\": \"x\"}", "invalid-value", "txt"),
                Arguments.of("{\"text\": 5}", "invalid-value", "text"),
                Arguments.of("{\"text\": true}", "invalid-value", "text"),
                Arguments.of("{\"text\": {\"a\": 1}}", "invalid-value", "text"),
                Arguments.of("{\"text\": \"a\\u0000b\"}", "invalid-value", "text"),
                Arguments.of("{\"text\": \"\\ud800\"}", "invalid-value", "text"),
                Arguments.of("{\"text\": \"\\udc00\\ud800\"}", "invalid-value", "text"),
                Arguments.of("{\"names\": [\"a\", \"b\\u0000\"]}", "invalid-value", "names[1]"),
                Arguments.of("{\"names\": [\"a\", 7]}", "invalid-value", "names[1]"),
                Arguments.of("{\"labels\": {\"a\": \"\\u0000\"}}", "invalid-value", "labels.a"),
                Arguments.of("{\"count\": \"5\"}", "invalid-value", "count"),
                Arguments.of("{\"count\": 5.7}", "invalid-value", "count"),
                Arguments.of("{\"count\": \"\"}", "invalid-value", "count"),
                Arguments.of("{\"count\": 99999999999}", "invalid-value", "count"),
                Arguments.of("{\"at\": \"\"}", "invalid-value", "at"),
                Arguments.of("{\"at\": \"yesterday\"}", "invalid-value", "at"),
                Arguments.of("{\"rule\": 0}", "invalid-value", "rule"),
                Arguments.of("{\"rule\": \"\"}", "invalid-value", "rule"),
                Arguments.of("{\"rule\": \"SOMETHING\"}", "invalid-value", "rule"));
    }

    @ParameterizedTest
    @MethodSource("badJson")
    void json_that_is_not_meant_is_refused_and_the_field_is_named(String json, String code, String field) {
        Problem problem = problem(failure(json), 400);
        assertThat(problem.code()).isEqualTo(code);
        if (field == null) {
            assertThat(problem.errors()).isNull();
        } else {
            assertThat(problem.errors()).extracting(Problem.FieldError::field).containsExactly(field);
        }
        assertThat(problem.detail()).doesNotContain("dev.manabi", "java.", "jackson");
    }

    @Test
    void json_that_is_meant_is_taken() throws IOException {
        Shape shape = mapper().readValue("""
                {"text": "渋谷 👍\\n\\t\\u0007", "count": 5, "at": "2026-03-01T10:02:00+09:00",
                 "rule": "NOT_WHILE_IT_RAINS", "names": ["a", null], "labels": null}
                """, Shape.class);
        assertThat(shape.text()).isEqualTo("渋谷 👍\n\t\u0007");
        assertThat(shape.count()).isEqualTo(5);
        assertThat(shape.at()).isEqualTo("2026-03-01T01:02:00Z");
        assertThat(shape.names()).containsExactly("a", null);
    }

    private Response failure(String json) {
        try {
            Shape read = mapper().readValue(json, Shape.class);
            throw new AssertionError(json + " was read as " + read);
        } catch (com.fasterxml.jackson.databind.exc.MismatchedInputException e) {
            return problems.mismatched(e);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            return problems.malformed(e);
        }
    }

    private static ObjectMapper mapper() {
        ObjectMapper mapper = new ObjectMapper().findAndRegisterModules();
        new StrictJson().customize(mapper);
        return mapper;
    }

    private static Problem problem(Response answer, int status) {
        assertThat(answer.getStatus()).isEqualTo(status);
        assertThat(answer.getMediaType()).hasToString(Problem.MEDIA_TYPE);
        Problem problem = (Problem) answer.getEntity();
        assertThat(problem.status()).isEqualTo(status);
        Map<String, Object> written = new ObjectMapper().convertValue(problem, new TypeReference<>() {});
        assertThat(written).containsKeys("type", "title", "status", "detail", "code");
        return problem;
    }
}
