package dev.manabi.postmortem.search;

import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.contracts.IncidentMessage.Incident;
import dev.manabi.postmortem.Story;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SearchApiTest {

    /** In no other test's texts. */
    private final String unique = "z" + UUID.randomUUID().toString().replace("-", "");

    @BeforeEach
    void everybodyIsKnown() {
        Story.knowEverybody();
    }

    @Test
    void accepted_text_is_found_at_once_and_what_was_replaced_is_not() {
        String path = Story.draft();
        Story.edit("mei", path, "lessons", "Retries of " + unique + " made it worse.")
                .statusCode(200);

        JsonPath answer = find(unique);
        assertThat(answer.getList("items.id")).containsExactly(path.substring(path.lastIndexOf('/') + 1));
        assertThat(answer.getString("items[0].hits[0].kind")).isEqualTo("SECTION");
        assertThat(answer.getString("items[0].hits[0].key")).isEqualTo("lessons");
        assertThat(marked(answer)).isEqualTo("Retries of [" + unique + "] made it worse.");
        assertThat(answer.getBoolean("capped")).isFalse();
        assertThat(answer.getString("next")).isNull();

        Story.edit("mei", path, "lessons", "Retries made it worse.").statusCode(200);
        assertThat(find(unique).getList("items")).isEmpty();
    }

    @Test
    void a_word_is_found_by_its_beginning_and_japanese_by_any_two_characters() {
        String path = Story.draft();
        String rare = japanese();
        Story.edit("mei", path, "lessons", unique + "timeouts とカード" + rare + "決済が失敗しました。")
                .statusCode(200);

        assertThat(ids(find(unique + "time"))).hasSize(1);
        assertThat(ids(find(rare))).contains(id(path));
        assertThat(ids(find(rare + "決済が失"))).contains(id(path));
        assertThat(ids(find(rare + "決済 " + unique))).containsExactly(id(path));
        assertThat(ids(find(rare + "が済"))).isEmpty();
        assertThat(ids(find(unique.substring(1)))).isEmpty();
    }

    @Test
    void everything_that_a_postmortem_says_is_found_and_the_title_counts_most() {
        String inSection = Story.draft();
        Story.edit("mei", inSection, "lessons", "About " + unique).statusCode(200);
        String inTitle = Story.draft();
        as("mei")
                .header("If-Match", Story.etag(inTitle))
                .body(Map.of("title", unique + " fails"))
                .put(inTitle + "/title")
                .then()
                .statusCode(200);
        String inAction = Story.draft();
        as("mei")
                .body(Map.of("title", "Measure " + unique, "kind", "DETECT", "endState", "A histogram shows it"))
                .post(inAction + "/action-items")
                .then()
                .statusCode(201);
        String inComment = Story.draft();
        as("ken")
                .body(Map.of("section", "summary", "text", "What set " + unique + "?"))
                .post(inComment + "/comments")
                .then()
                .statusCode(201);

        assertThat(ids(find(unique)))
                .startsWith(id(inTitle))
                .endsWith(id(inComment))
                .containsExactlyInAnyOrder(id(inSection), id(inTitle), id(inAction), id(inComment));
        assertThat(ids(find(unique, "kind", "TITLE"))).containsExactly(id(inTitle));
        assertThat(ids(find(unique, "kind", "ACTION_ITEM"))).containsExactly(id(inAction));
        assertThat(ids(find(unique, "kind", "COMMENT"))).containsExactly(id(inComment));
        assertThat(ids(find(unique + " histogram"))).containsExactly(id(inAction));
        assertThat(ids(find(unique + " histogram", "kind", "SECTION"))).isEmpty();
    }

    @Test
    void hits_are_narrowed_by_what_is_known_of_the_postmortem() {
        Incident incident = Story.incident(Story.MONEY);
        String path = Story.draft(incident);
        Story.edit("mei", path, "lessons", unique).statusCode(200);
        for (List<String> match : List.of(
                List.of("status", "DRAFT", "PUBLISHED"),
                List.of("team", "storefront", "search"),
                List.of("severity", "SEV1", "SEV2"),
                List.of("service", "payments", "search"),
                List.of("language", "en", "ja"),
                List.of("owner", "mei", "alex"),
                List.of("from", "2026-01-01T00:00:00Z", "2100-01-01T00:00:00Z"),
                List.of("until", "2100-01-01T00:00:00Z", "2026-01-01T00:00:00Z"))) {
            assertThat(ids(find(unique, match.get(0), match.get(1))))
                    .as(match.toString())
                    .hasSize(1);
            assertThat(ids(find(unique, match.get(0), match.get(2))))
                    .as(match.toString())
                    .isEmpty();
        }
        assertThat(ids(find(unique + " " + incident.number()))).hasSize(1);
        as("sam")
                .queryParam("q", unique)
                .queryParam("from", "yesterday")
                .get("/api/v1/search")
                .then()
                .statusCode(400);
        as("sam").queryParam("q", "!").get("/api/v1/search").then().statusCode(400);
        as("sam").get("/api/v1/search").then().statusCode(400);
    }

    @Test
    void pages_follow_each_other_without_a_gap() {
        List<String> paths = List.of(Story.draft(), Story.draft(), Story.draft(), Story.draft(), Story.draft());
        paths.forEach(path -> Story.edit("mei", path, "lessons", unique).statusCode(200));
        JsonPath first = find(unique, "limit", "2");
        JsonPath second = find(unique, "limit", "2", "cursor", first.getString("next"));
        JsonPath third = find(unique, "limit", "2", "cursor", second.getString("next"));
        assertThat(third.getString("next")).isNull();
        assertThat(java.util.stream.Stream.of(first, second, third).flatMap(one -> ids(one).stream()))
                .containsExactlyElementsOf(
                        paths.reversed().stream().map(SearchApiTest::id).toList());
    }

    @Test
    void what_looks_like_html_stays_text() {
        String path = Story.draft();
        Story.edit("mei", path, "lessons", "<script>" + unique + "</script>").statusCode(200);
        assertThat(marked(find(unique))).isEqualTo("<script>[" + unique + "]</script>");
    }

    @Test
    void a_private_postmortem_is_found_by_its_readers_alone() {
        String path = Story.draft();
        Story.edit("mei", path, "lessons", unique).statusCode(200);
        as("mei")
                .header("If-Match", Story.etag(path))
                .body(Map.of("private", true, "readers", List.of("hana")))
                .put(path + "/audience")
                .then()
                .statusCode(200);
        assertThat(ids(json(as("ken").queryParam("q", unique)))).isEmpty();
        assertThat(ids(json(as("hana").queryParam("q", unique)))).containsExactly(id(path));
    }

    /** Two characters that stand together nowhere else, most likely. */
    private static String japanese() {
        Random random = new Random();
        return random.ints(2, 0x5000, 0x9000).mapToObj(Character::toString).collect(Collectors.joining());
    }

    private static String marked(JsonPath answer) {
        List<Map<String, Object>> parts = answer.getList("items[0].hits[0].snippet");
        return parts.stream()
                .map(part ->
                        Boolean.TRUE.equals(part.get("marked")) ? "[" + part.get("text") + "]" : "" + part.get("text"))
                .collect(Collectors.joining());
    }

    private static List<String> ids(JsonPath answer) {
        return answer.getList("items.id");
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static JsonPath find(String text, String... parameters) {
        RequestSpecification request = as("sam").queryParam("q", text);
        for (int at = 0; at < parameters.length; at += 2) {
            request = request.queryParam(parameters[at], parameters[at + 1]);
        }
        return json(request);
    }

    private static JsonPath json(RequestSpecification request) {
        io.restassured.response.Response answer = request.get("/api/v1/search");
        answer.then().statusCode(200);
        return answer.jsonPath();
    }
}
