package dev.manabi.review.review;

import static dev.manabi.review.review.Scene.submission;
import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One review that every bad request leaves as it was. */
@QuarkusTest
class ReviewBadInputTest {

    private static String id;

    @Inject
    Scene scene;

    @BeforeEach
    void review() {
        if (id == null) {
            scene.forgetPeople();
            scene.demoPeople();
            id = scene.reviewOf(submission());
        }
    }

    @ParameterizedTest(name = "{0} {1} {2} is answered {3}")
    @CsvSource(delimiter = '|', textBlock = """
            GET  | /reviews/no-such-review                      |                                    | 404 | not-found
            GET  | /reviews/00000000-0000-7000-8000-000000000000 |                                   | 404 | not-found
            GET  | /reviews/PM-0                                |                                    | 404 | not-found
            GET  | /reviews?status=LOST                         |                                    | 400 | invalid-value
            GET  | /reviews?limit=0                             |                                    | 400 | invalid-value
            GET  | /reviews?limit=201                           |                                    | 400 | invalid-value
            GET  | /reviews?cursor=*                          |                                    | 400 | invalid-value
            GET  | /reviews?cursor=bm9uc2Vuc2U                  |                                    | 400 | invalid-value
            GET  | /reviews?postmortemId=7                      |                                    | 400 | invalid-value
            GET  | /checklists/unheard-of                       |                                    | 404 | not-found
            POST | /reviews/PM-0/accept                         | {"contentHash":"x"}                | 404 | not-found
            POST | /reviews/{id}/accept                         |                                    | 400 | invalid-value
            POST | /reviews/{id}/accept                         | {"remark":"Which text?"}           | 400 | invalid-value
            POST | /reviews/{id}/decline                        | {"reason":""}                      | 400 | invalid-value
            POST | /reviews/{id}/invite                         | {"people":[],"reason":"x"}         | 400 | invalid-value
            POST | /reviews/{id}/invite                         | {"people":["nobody"],"reason":"x"} | 400 | invalid-value
            PUT  | /reviews/{id}/requirement                    | {"reviewers":1,"seniors":2,"otherTeam":false,"reason":"x"} | 400 | invalid-value
            PUT  | /reviews/{id}/requirement                    | {"reviewers":1,"seniors":0,"otherTeam":false,"reason":"x"} | 400 | invalid-value
            POST | /reviews/{id}/accept                         | {"remark":                         | 400 | malformed-json
            POST | /reviews/{id}/accept                         | {"remark":7,"stars":5}             | 400 | invalid-value
            POST | /reviews/{id}/request-changes                | {}                                 | 400 | invalid-value
            POST | /reviews/{id}/request-changes                | {"reason":"  "}                    | 400 | invalid-value
            POST | /reviews/{id}/request-changes                |                                    | 400 | invalid-value
            POST | /reviews/{id}/reassign                       | {"from":"ken","reason":"x"}        | 400 | invalid-value
            POST | /reviews/{id}/reassign                       | {"from":["ken"],"to":"mei","reason":"x"} | 400 | invalid-value
            PUT  | /reviews/{id}/verdicts/no-needless-blame     | {"verdict":"MAYBE"}                | 400 | invalid-value
            PUT  | /reviews/{id}/verdicts/no-needless-blame     | {}                                 | 400 | invalid-value
            """)
    void bad_input_is_refused_and_changes_nothing(String method, String path, String body, int status, String code) {
        String before = as("mei").get("/api/v1/reviews/" + id).asString();
        var request = as("ken").header("If-Match", "\"2\"").urlEncodingEnabled(false);
        if (body != null) {
            request.body(body);
        }
        request.request(Method.valueOf(method), "/api/v1" + path.replace("{id}", id))
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code))
                .body("status", equalTo(status));
        assertThat(as("mei").get("/api/v1/reviews/" + id).asString()).isEqualTo(before);
    }

    @Test
    void a_body_that_is_too_large_is_refused() {
        as("ken")
                .body("{\"reason\":\"" + "x".repeat(5_000_000) + "\"}")
                .post("/api/v1/reviews/" + id + "/request-changes")
                .then()
                .statusCode(413);
        as("ken")
                .body("{\"reason\":\"" + "x".repeat(5_000) + "\"}")
                .post("/api/v1/reviews/" + id + "/request-changes")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("reason"));
    }
}
