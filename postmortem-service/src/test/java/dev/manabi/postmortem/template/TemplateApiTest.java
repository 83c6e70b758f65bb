package dev.manabi.postmortem.template;

import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.manabi.postmortem.Story;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class TemplateApiTest {

    private static final Map<String, Object> SUMMARY =
            Map.of("key", "summary", "title", "Summary", "required", true, "prefill", "SUMMARY", "help", "What?");

    @Inject
    Templates templates;

    @ParameterizedTest
    @ValueSource(strings = {"default", "s15", "w10", "pagerduty"})
    void a_preset_has_the_same_sections_in_both_languages(String key) {
        JsonPath english = template(key, "en");
        JsonPath japanese = template(key, "ja");
        for (String field : List.of("key", "required", "prefill")) {
            assertThat(japanese.getList("sections." + field)).isEqualTo(english.getList("sections." + field));
        }
        assertThat(japanese.getList("sections.title", String.class))
                .allMatch(title -> key.equals("pagerduty") || !title.matches("\\p{ASCII}+"));
        assertThat(english.getList("sections.help", String.class)).noneMatch(String::isBlank);
        assertThat(english.getList("sections.key")).contains("summary", "impact", "root-cause", "timeline");
    }

    @Test
    void a_saved_template_is_a_new_version_and_says_who_saved_it() {
        String key = "team-" + UUID.randomUUID();
        save(key, "First", List.of(SUMMARY)).statusCode(201).body("version", equalTo(1));
        save(key, "Second", List.of(SUMMARY))
                .statusCode(201)
                .header("Location", containsString("/api/v1/templates/" + key + "?language=en&version=2"))
                .body("version", equalTo(2));

        assertThat(template(key, "en").getString("name")).isEqualTo("Second");
        as("sam")
                .get("/api/v1/templates/" + key + "?version=1")
                .then()
                .statusCode(200)
                .body("name", equalTo("First"));
        as("sam")
                .get("/api/v1/templates/" + key + "/versions")
                .then()
                .statusCode(200)
                .body("items.version", equalTo(List.of(2, 1)))
                .body("items[0].savedBy", equalTo("hana"))
                .body("items[0].reason", equalTo("to try it"));
        as("sam").get("/api/v1/templates/s15/versions").then().statusCode(200).body("items[0].savedBy", nullValue());
    }

    @Test
    void a_document_keeps_the_version_that_it_began_with() {
        String path = Story.draft();
        JsonPath draft = Story.read(path);
        List<Map<String, Object>> sections =
                new ArrayList<>(template("default", "en").getList("sections"));
        String added = "extra-" + UUID.randomUUID();
        sections.add(Map.of("key", added, "title", "Extra", "required", false, "prefill", "NONE", "help", "x"));
        try {
            save("default", "Default", sections).statusCode(201);
            assertThat(Story.read(path).getInt("templateVersion")).isEqualTo(draft.getInt("templateVersion"));
            assertThat(Story.read(path).getList("sections.key")).doesNotContain(added);
            JsonPath next = Story.read(Story.draft());
            assertThat(next.getList("sections.key")).contains(added);
            assertThat(next.getInt("templateVersion")).isEqualTo(draft.getInt("templateVersion") + 1);

            templates.keepShipped();
            assertThat(template("default", "en").getList("sections.key"))
                    .as("what people saved stays when the service starts again")
                    .contains(added);
        } finally {
            sections.removeLast();
            save("default", "Default", sections).statusCode(201);
        }
    }

    @Test
    void a_template_that_cannot_work_is_refused() {
        save("x", "X", List.of()).statusCode(400);
        save("x", "X", List.of(SUMMARY, SUMMARY))
                .statusCode(400)
                .body("detail", equalTo("There are two sections summary."));
        save("No Key", "X", List.of(SUMMARY)).statusCode(400);
        as("ken")
                .body(Map.of("key", "x", "language", "en", "name", "X", "sections", List.of(SUMMARY)))
                .post("/api/v1/templates")
                .then()
                .statusCode(403);
        as("sam").get("/api/v1/templates/nothing/versions").then().statusCode(404);
    }

    private static io.restassured.response.ValidatableResponse save(String key, String name, List<?> sections) {
        return as("hana")
                .body(Map.of("key", key, "language", "en", "name", name, "reason", "to try it", "sections", sections))
                .post("/api/v1/templates")
                .then();
    }

    private static JsonPath template(String key, String language) {
        return as("sam")
                .queryParam("language", language)
                .get("/api/v1/templates/" + key)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
