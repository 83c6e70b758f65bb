package dev.manabi.postmortem.postmortem;

import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.manabi.postmortem.Story;
import dev.manabi.postmortem.catalog.Catalog;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Codes, dismissals and comments over REST, and how they show among the blockers. */
@QuarkusTest
class AnalysisApiTest {

    @Inject
    Catalog catalog;

    @BeforeEach
    void everybodyIsKnown() {
        Story.knowEverybody();
        await().until(() -> QuarkusTransaction.requiringNew().call(() -> catalog.knowsPerson("mei")));
    }

    @Test
    void a_postmortem_is_classified_by_codes_that_are_offered() {
        String path = Story.draft();
        assertThat(codes(path)).contains("trigger-not-coded", "cause-not-coded");
        int revision = Story.read(path).getInt("revision");

        classify(path, "meteorite", List.of("software"))
                .statusCode(400)
                .body("detail", equalTo("There is no trigger meteorite."));
        classify(path, "hardware", List.of("software", "software", "network-failure"))
                .statusCode(200)
                .body("trigger", equalTo("hardware"))
                .body("causes", equalTo(List.of("software", "network-failure")))
                .body("revision", equalTo(revision + 1));

        assertThat(codes(path)).doesNotContain("trigger-not-coded", "cause-not-coded");
    }

    @Test
    void the_lists_of_codes_can_be_extended_and_nothing_is_removed() {
        String code = "certificate-" + UUID.randomUUID();
        Map<String, Object> added = Map.of("kind", "TRIGGER", "code", code, "nameEn", "Expiry", "nameJa", "期限切れ");
        as("ken").body(added).post("/api/v1/cause-codes").then().statusCode(403);
        String etag = as("hana")
                .body(added)
                .post("/api/v1/cause-codes")
                .then()
                .statusCode(201)
                .extract()
                .header("ETag");
        as("hana").body(added).post("/api/v1/cause-codes").then().statusCode(400);

        String path = Story.draft();
        classify(path, code, List.of("other")).statusCode(200);

        Map<String, Object> withdrawn = Map.of("nameEn", "Expiry", "nameJa", "期限切れ", "offered", false);
        String address = "/api/v1/cause-codes/TRIGGER/" + code;
        as("hana").header("If-Match", etag).body(withdrawn).put(address).then().statusCode(200);
        as("hana").header("If-Match", etag).body(withdrawn).put(address).then().statusCode(412);
        classify(Story.draft(), code, List.of("other")).statusCode(400);
        assertThat(Story.read(path).getString("trigger")).isEqualTo(code);
        as("sam")
                .get("/api/v1/cause-codes")
                .then()
                .statusCode(200)
                .body("items.find { it.code == 'binary-push' }.publishedShare", equalTo(37));
    }

    @Test
    void what_a_check_found_can_be_left_with_a_reason_that_everybody_sees() {
        String path = Story.draft();
        Story.edit("mei", path, "lessons", "The customer taro@softbank.co.jp told us first; mei@example.org answered.")
                .statusCode(200);
        JsonPath found = Story.read(path + "/blockers");
        String where = "blockers.find { it.code == 'personal-data' }";
        assertThat(found.getString(where + ".text.excerpt")).isEqualTo("taro@softbank.co.jp");
        assertThat(found.getString(where + ".text.rule")).isEqualTo("mail-address");
        assertThat(found.getString(where + ".section")).isEqualTo("lessons");
        assertThat(found.getList("blockers.findAll { it.code == 'personal-data' }"))
                .hasSize(1);
        String finding = found.getString(where + ".finding");

        as("mei")
                .body(Map.of("finding", "0123456789abcdef", "reason", "x"))
                .post(path + "/dismissals")
                .then()
                .statusCode(404);
        as("mei")
                .body(Map.of("finding", finding, "reason", "He asked to be named."))
                .post(path + "/dismissals")
                .then()
                .statusCode(200)
                .body("dismissals[0].reason", equalTo("He asked to be named."))
                .body("dismissals[0].by", equalTo("mei"));
        assertThat(codes(path)).doesNotContain("personal-data");

        Story.edit("mei", path, "lessons", "More: taro@softbank.co.jp and hanako@docomo.ne.jp told us.")
                .statusCode(200);
        assertThat(Story.read(path + "/blockers")
                        .getList("blockers.findAll { it.code == 'personal-data' }.text.excerpt"))
                .isEqualTo(List.of("hanako@docomo.ne.jp"));

        as("mei")
                .header("If-Match", Story.etag(path))
                .delete(path + "/dismissals/" + finding)
                .then()
                .statusCode(200)
                .body("dismissals", hasSize(0));
        assertThat(Story.read(path + "/blockers").getList("blockers.findAll { it.code == 'personal-data' }"))
                .hasSize(2);
    }

    @Test
    void an_open_thread_stands_in_the_way_until_it_is_resolved() {
        String path = Story.draft();
        String comment = as("ken")
                .body(Map.of("section", "root-cause", "quote", "the pool", "text", "What had set its size?"))
                .post(path + "/comments")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        as("mei")
                .body(Map.of("inReplyTo", comment, "text", "A default of 2019."))
                .post(path + "/comments")
                .then()
                .statusCode(201)
                .body("section", equalTo("root-cause"));
        assertThat(codes(path)).contains("comment-open");
        as("sam")
                .get(path + "/comments?resolved=false")
                .then()
                .statusCode(200)
                .body("items.id", equalTo(List.of(comment)));

        as("mei")
                .body(Map.of("resolution", "Said in the text now"))
                .post(path + "/comments/" + comment + "/resolve")
                .then()
                .statusCode(200)
                .body("resolved", equalTo(true))
                .body("resolution", equalTo("Said in the text now"))
                .body("resolvedBy", equalTo("mei"));
        assertThat(codes(path)).doesNotContain("comment-open");
        as("ken")
                .post(path + "/comments/" + comment + "/reopen")
                .then()
                .statusCode(200)
                .body("resolved", equalTo(false))
                .body("resolvedBy", equalTo(null));
        assertThat(codes(path)).contains("comment-open");

        JsonPath all = Story.read(path + "/comments?limit=1");
        assertThat(all.getList("items.text")).containsExactly("What had set its size?");
        as("sam")
                .queryParam("limit", 1)
                .queryParam("cursor", all.getString("next"))
                .get(path + "/comments")
                .then()
                .body("items.text", equalTo(List.of("A default of 2019.")));
    }

    @Test
    void a_comment_is_about_something_that_is_there() {
        String path = Story.draft();
        as("ken")
                .body(Map.of("section", "blame", "text", "?"))
                .post(path + "/comments")
                .then()
                .statusCode(404);
        as("ken")
                .body(Map.of("inReplyTo", UUID.randomUUID(), "text", "?"))
                .post(path + "/comments")
                .then()
                .statusCode(404);
        as("ken")
                .post(path + "/comments/" + UUID.randomUUID() + "/resolve")
                .then()
                .statusCode(404);
    }

    @Test
    void a_document_with_nothing_that_prevents_says_why() {
        String path = Story.draft();
        as("sam").get(path + "/blockers").then().body("blockers.code", hasItem("nothing-prevents"));
        as("mei")
                .body(Map.of("title", "Size the pool by its load", "kind", "PREVENT"))
                .post(path + "/action-items")
                .then()
                .statusCode(201);
        as("sam").get(path + "/blockers").then().body("blockers.code", not(hasItem("nothing-prevents")));
    }

    @Test
    void an_impact_without_any_figure_says_why() {
        String path = Story.draft();
        assertThat(codes(path)).doesNotContain("impact-without-figures");
        Story.edit("mei", path, "impact", "Nobody could pay on 2026-03-02 from 10:02 (SEV2).")
                .statusCode(200);
        assertThat(codes(path)).contains("impact-without-figures");
        Story.edit("mei", path, "impact", "１２０人が支払えなかった。").statusCode(200);
        assertThat(codes(path)).doesNotContain("impact-without-figures");
    }

    private static List<String> codes(String path) {
        return Story.read(path + "/blockers").getList("blockers.code");
    }

    private static io.restassured.response.ValidatableResponse classify(
            String path, String trigger, List<String> causes) {
        return as("mei")
                .header("If-Match", Story.etag(path))
                .body(Map.of("trigger", trigger, "causes", causes))
                .put(path + "/classification")
                .then();
    }
}
