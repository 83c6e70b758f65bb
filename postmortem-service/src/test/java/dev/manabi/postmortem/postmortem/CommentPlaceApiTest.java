package dev.manabi.postmortem.postmortem;

import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.manabi.postmortem.Story;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Comments on words, which keep their place; and the history of the text, readable at every moment. */
@QuarkusTest
class CommentPlaceApiTest {

    private static final String KEY = "lessons";

    @Test
    void a_comment_stays_with_its_words_and_says_when_they_are_gone() {
        String path = draft();
        Story.edit("mei", path, KEY, "The pool was too small.").statusCode(200);
        long seen = version(path);
        Story.edit("alex", path, KEY, "In short: The pool was too small.").statusCode(200);
        String id = as("ken")
                .body(Map.of(
                        "section",
                        KEY,
                        "range",
                        Map.of("from", 4, "to", 8, "version", seen),
                        "text",
                        "Which one, @mei and @nobody-there, mail@mei?"))
                .post(path + "/comments")
                .then()
                .statusCode(201)
                .body("quote", equalTo("pool"))
                .body("from", equalTo(14))
                .body("mentions", equalTo(List.of("mei")))
                .extract()
                .path("id");
        Story.edit("mei", path, KEY, "In short and plain: The connection pool was far too small.")
                .statusCode(200);
        JsonPath moved = comment(path, id);
        assertThat("In short and plain: The connection pool was far too small."
                        .substring(moved.getInt("from"), moved.getInt("to")))
                .isEqualTo("pool");
        assertThat(moved.getBoolean("textRemoved")).isFalse();

        Story.edit("mei", path, KEY, "All is said anew.").statusCode(200);
        JsonPath gone = comment(path, id);
        assertThat(gone.getBoolean("textRemoved")).isTrue();
        assertThat(gone.<Object>get("from")).isNull();
        assertThat(gone.getString("quote")).isEqualTo("pool");
    }

    @Test
    void a_suggestion_is_taken_unless_its_words_have_changed() {
        String path = draft();
        Story.edit("mei", path, KEY, "The pool was to small.").statusCode(200);
        String first = suggest(path, 13, 15, "too");
        String second = suggest(path, 4, 8, "connection pool");
        as("mei").post(path + "/comments/" + first + "/accept").then().statusCode(200);
        assertThat(text(path)).isEqualTo("The pool was too small.");
        assertThat(comment(path, first).getBoolean("resolved")).isTrue();
        Story.edit("mei", path, KEY, "The pond was too small.").statusCode(200);
        as("mei")
                .post(path + "/comments/" + second + "/accept")
                .then()
                .statusCode(409)
                .body("code", equalTo("suggestion-outdated"));
        assertThat(comment(path, second).getBoolean("resolved")).isFalse();
        assertThat(text(path)).isEqualTo("The pond was too small.");
    }

    @Test
    void a_place_that_cannot_be_is_refused() {
        String path = draft();
        Story.edit("mei", path, KEY, "short").statusCode(200);
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(
                Map.of("section", KEY, "text", "?", "range", Map.of("from", 3, "to", 3)),
                Map.of("section", KEY, "text", "?", "range", Map.of("from", 0, "to", 6)),
                Map.of("section", KEY, "text", "?", "range", Map.of("from", -1, "to", 2)),
                Map.of("text", "?", "range", Map.of("from", 0, "to", 2)),
                Map.of("section", KEY, "text", "?", "suggestion", "long"))) {
            as("ken").body(wrong).post(path + "/comments").then().statusCode(400);
        }
    }

    @Test
    void a_comment_that_asks_why_somebody_did_it_is_offered_another_wording() {
        String path = draft();
        JsonPath findings = as("ken")
                .body(Map.of("text", "Why did Alex restart the database?"))
                .post(path + "/comments/wording")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(findings.getString("findings[0].rule")).isEqualTo("L8");
        assertThat(findings.getString("findings[0].suggestion")).isNotBlank();
        assertThat(as("ken")
                        .body(Map.of("text", "What did the page show at that time?"))
                        .post(path + "/comments/wording")
                        .jsonPath()
                        .getList("findings"))
                .isEmpty();
    }

    @Test
    void every_version_can_be_read_compared_and_brought_back() {
        String path = draft();
        Story.edit("mei", path, KEY, "One.").statusCode(200);
        long one = version(path);
        String at = Story.read(path + "/history?limit=200").getString("items[-1].at");
        Story.edit("alex", path, KEY, "One. Two.").statusCode(200);
        assertThat(Story.read(path + "/text?version=" + one)
                        .getString("sections.find { it.key == '" + KEY + "' }.text"))
                .isEqualTo("One.");
        assertThat(Story.read(path + "/text?at=" + at).getLong("version")).isEqualTo(one);
        assertThat(Story.read(path + "/changes?from=" + one).getList("sections[0].parts.text"))
                .containsExactly("One.", " Two.");
        assertThat(Story.read(path + "/sections/" + KEY + "/authorship").getList("stretches.by"))
                .containsExactly("mei", "alex");
        as("mei")
                .body(Map.of("version", one))
                .post(path + "/sections/" + KEY + "/restore")
                .then()
                .statusCode(200);
        assertThat(text(path)).isEqualTo("One.");
        as("mei").get(path + "/text?version=0").then().statusCode(404);
        as("mei").get(path + "/text?version=1&at=" + at).then().statusCode(400);
        as("mei").get(path + "/text?at=yesterday").then().statusCode(400);
        as("mei").get(path + "/text?at=2000-01-01T00:00:00Z").then().statusCode(404);
        as("mei").get(path + "/changes?from=submitted").then().statusCode(400);
        as("mei").get(path + "/changes").then().statusCode(400);
        as("mei").get(path + "/sections/no-such/authorship").then().statusCode(404);
    }

    private static String suggest(String path, int from, int to, String suggestion) {
        return as("ken")
                .body(Map.of(
                        "section",
                        KEY,
                        "range",
                        Map.of("from", from, "to", to),
                        "suggestion",
                        suggestion,
                        "text",
                        "Reads better."))
                .post(path + "/comments")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static JsonPath comment(String path, String id) {
        return JsonPath.from(io.restassured.RestAssured.given()
                        .auth()
                        .oauth2(dev.manabi.testkit.Tokens.of("sam"))
                        .get(path + "/comments")
                        .asString())
                .setRootPath("items.find { it.id == '" + id + "' }");
    }

    private static String draft() {
        Story.knowEverybody();
        return Story.draft();
    }

    private static long version(String path) {
        return Long.parseLong(Story.etag(path).replace("\"", ""));
    }

    private static String text(String path) {
        return Story.read(path).getString("sections.find { it.key == '" + KEY + "' }.text");
    }
}
