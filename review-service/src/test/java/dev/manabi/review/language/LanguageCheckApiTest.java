package dev.manabi.review.language;

import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manabi.contracts.CatalogMessage.PersonChanged;
import dev.manabi.testkit.TestTopics;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LanguageCheckApiTest {

    private static final String CHECKS = "/api/v1/language-checks";

    @Test
    void blame_is_found_with_its_place_a_reason_and_another_wording() {
        String text = "Retries piled up. 😀 The engineer should have checked the dashboard.";
        JsonPath answer = check(Map.of("text", text, "section", "root-cause"));
        assertThat(answer.getList("findings.rule")).contains("L1");
        String found = "findings.find { it.rule == 'L1' }.";
        assertThat(text.substring(answer.getInt(found + "start"), answer.getInt(found + "end")))
                .isEqualTo(answer.getString(found + "excerpt"))
                .contains("should have");
        assertThat(answer.getString(found + "reason")).isNotBlank();
        assertThat(answer.getString(found + "suggestion")).isNotBlank();
        assertThat(check(Map.of("text", text, "section", "root-cause")).prettify())
                .isEqualTo(answer.prettify());
    }

    @Test
    void facts_are_left_alone() {
        assertThat(rules(Map.of("text", "The pool had ten connections; each retry took one.", "section", "root-cause")))
                .isEmpty();
        assertThat(rules(Map.of("text", ""))).isEmpty();
    }

    @Test
    void japanese_is_explained_in_japanese() {
        JsonPath answer = check(Map.of("text", "担当者の確認不足が原因である。", "language", "ja", "section", "root-cause"));
        assertThat(answer.getList("findings.rule")).contains("L3");
        assertThat(answer.getString("findings[0].reason")).matches(".*[\\p{IsHiragana}].*");
    }

    @Test
    void a_question_who_is_judged_in_a_comment_alone() {
        String question = "Why did the engineer restart the server?";
        assertThat(rules(Map.of("text", question, "place", "COMMENT"))).contains("L8");
        assertThat(rules(Map.of("text", question, "section", "timeline"))).doesNotContain("L8");
    }

    @Test
    void an_action_that_fixes_people_is_found_as_such() {
        assertThat(rules(Map.of("text", "Remind everybody to be careful.", "place", "ACTION_ITEM")))
                .contains("L7");
    }

    @Test
    void people_are_those_of_the_catalog() {
        Map<String, String> text = Map.of("text", "Zbigniew broke the deployment.", "section", "root-cause");
        assertThat(rules(text)).doesNotContain("L6");
        TestTopics.publish(
                new PersonChanged("zbigniew", 1, "Zbigniew Nowak", null, "storefront", false, false, false, null));
        await().untilAsserted(() -> assertThat(rules(text)).contains("L6"));
    }

    @Test
    void what_makes_no_sense_is_refused() {
        for (Map<String, String> wrong : List.of(
                Map.of("section", "root-cause"),
                Map.of("text", "a", "language", "de"),
                Map.of("text", "a", "place", "NOWHERE"),
                Map.of("text", "a", "place", "COMMENT", "section", "impact"),
                Map.of("text", "x".repeat(200_001)))) {
            as("mei").body(wrong).post(CHECKS).then().statusCode(400).contentType("application/problem+json");
        }
    }

    private static List<String> rules(Map<String, String> request) {
        return check(request).getList("findings.rule", String.class);
    }

    private static JsonPath check(Map<String, String> request) {
        return as("mei")
                .body(request)
                .post(CHECKS)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
