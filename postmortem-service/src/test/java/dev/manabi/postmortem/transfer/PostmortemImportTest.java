package dev.manabi.postmortem.transfer;

import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.manabi.contracts.IncidentMessage.Incident;
import dev.manabi.contracts.Topic;
import dev.manabi.postmortem.Story;
import dev.manabi.testkit.TestTopics;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PostmortemImportTest {

    private static final Path REAL = Path.of("../../shared/data/postmortems/postmortems.jsonl");
    private static final String TEXT = """
            # 決済が失敗した

            The beginning, by @nobody-known.

            ## 概要 ##

            カード決済が **47 分間** 失敗した。

            Impact
            ------
            | users | minutes |
            |:-----:|--------:|
            | 1,200 | 47      |

            ## Weather
            Sunny.\t
            ### Root cause
            A pool was too small.

              indented
            ## Action items
            * [ ] make the pool larger
            """;

    @BeforeAll
    static void people() {
        Story.knowEverybody();
    }

    private static ValidatableResponse post(
            String person, String source, boolean dryRun, List<Map<String, String>> texts) {
        Map<String, Object> body = new HashMap<>();
        body.put("source", source);
        body.put("severity", "SEV3");
        body.put("dryRun", dryRun);
        body.put("documents", texts);
        return as(person).body(body).post("/api/v1/postmortem-imports").then();
    }

    private static JsonPath take(String source, String name, String text) {
        return post("hana", source, false, List.of(Map.of("name", name, "text", text)))
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static String source() {
        return "s" + UUID.randomUUID();
    }

    private static String pathOf(JsonPath imported) {
        return "/api/v1/postmortems/" + imported.getString("documents[0].postmortemId");
    }

    @Test
    void an_imported_text_is_a_draft_that_nobody_waits_for() {
        Incident incident = Story.incident(Story.MONEY);
        Story.close(incident);
        JsonPath imported = take(
                source(),
                "2019/payments.md",
                "---\nincident: " + incident.number()
                        + "\nseverity: sev 1\nowner: mei\nauthors: [alex, Somebody Else]\ntags: [dns]\ndate: 2019-05-01\n"
                        + "services: [checkout]\nteam: storefront\nmood: calm\n---\n" + TEXT);
        JsonPath postmortem = Story.read(pathOf(imported));
        assertThat(postmortem.getMap(""))
                .containsEntry("number", imported.getString("documents[0].number"))
                .containsEntry("title", "決済が失敗した")
                .containsEntry("status", "DRAFT")
                .containsEntry("severity", "SEV1")
                .containsEntry("language", "ja")
                .containsEntry("team", "storefront")
                .containsEntry("services", List.of("checkout"))
                .containsEntry("owner", "mei")
                .containsEntry("collaborators", List.of("alex"))
                .containsEntry("incidentNumber", incident.number())
                .containsEntry("incidentId", incident.id().toString())
                .containsEntry("imported", true)
                .containsEntry("draftDueAt", null)
                .containsEntry("dueAt", null)
                .containsEntry("private", false);
        assertThat(postmortem.getMap("origin"))
                .containsEntry("name", "2019/payments.md")
                .containsEntry("authors", List.of("alex", "Somebody Else"))
                .containsEntry("tags", List.of("dns"))
                .containsEntry("writtenOn", "2019-05-01")
                .hasEntrySatisfying(
                        "frontMatter", text -> assertThat(text.toString()).contains("mood: calm"));
        assertThat(postmortem.getList("sections.key").subList(0, 6))
                .isEqualTo(List.of("introduction", "summary", "impact", "weather", "root-cause", "action-items"));
        assertThat(postmortem.getString("sections[1].text")).isEqualTo("カード決済が **47 分間** 失敗した。");
        assertThat(postmortem.getList("actionItems")).isEmpty();
        // What the incident has of its own is not touched by it.
        as("sam")
                .queryParam("incidentId", incident.number())
                .get("/api/v1/postmortems")
                .then()
                .body("items", hasSize(2));
        assertThat(TestTopics.received(Topic.POSTMORTEMS, postmortem.getString("id")))
                .isEmpty();
    }

    @Test
    void exporting_it_gives_the_text_again_and_edits_change_their_section_alone() {
        JsonPath imported = take(source(), "a.md", TEXT.replace("\n", "\r\n"));
        String path = pathOf(imported);
        assertThat(export(path)).contains(TEXT).containsOnlyOnce("# 決済が失敗した");

        Story.edit("mei", path, "root-cause", "Two pools were too small.").statusCode(200);
        Story.edit("mei", path, "lucky", "Nobody was shopping.").statusCode(200);
        assertThat(export(path))
                .contains(TEXT.replace("A pool was too small.\n\n  indented", "Two pools were too small."))
                .contains("Nobody was shopping.");
    }

    @Test
    void a_dry_run_shows_the_mapping_and_writes_nothing() {
        String source = source();
        JsonPath answer = post("ken", source, true, List.of(Map.of("name", "a.md", "text", TEXT)))
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(answer.getBoolean("dryRun")).isTrue();
        assertThat(answer.getString("documents[0].postmortemId")).isNull();
        assertThat(answer.getList("documents[0].headings.heading"))
                .isEqualTo(java.util.Arrays.asList(null, "概要", "Impact", "Weather", "Root cause", "Action items"));
        assertThat(answer.getList("documents[0].headings.ofTemplate"))
                .isEqualTo(List.of(false, true, true, false, true, false));
        assertThat(answer.getList("documents[0].missing"))
                .isEqualTo(List.of("trigger", "timeline", "response", "lessons"));
        assertThat(take(source, "a.md", TEXT).getString("documents[0].outcome")).isEqualTo("IMPORTED");
    }

    @Test
    void a_name_is_taken_over_once() {
        String source = source();
        JsonPath first = take(source, "a.md", TEXT);
        JsonPath again = take(source, "a.md", "# Other");
        assertThat(again.getString("documents[0].outcome")).isEqualTo("KNOWN");
        assertThat(again.getString("documents[0].postmortemId"))
                .isEqualTo(first.getString("documents[0].postmortemId"));
        assertThat(Story.read(pathOf(first)).getString("title")).isEqualTo("決済が失敗した");
        Story.edit("mei", pathOf(first), "lucky", "x").statusCode(200);
        as("ken")
                .header("If-Match", Story.etag(pathOf(first)))
                .body("{\"owner\": \"ken\"}")
                .put(pathOf(first) + "/owner")
                .then()
                .statusCode(200);
        as("ken")
                .header("If-Match", Story.etag(pathOf(first)))
                .body("{\"private\": true}")
                .put(pathOf(first) + "/audience")
                .then()
                .statusCode(200);
        JsonPath hidden = take(source, "a.md", TEXT);
        assertThat(hidden.getString("documents[0].outcome")).isEqualTo("KNOWN");
        assertThat(hidden.getString("documents[0].postmortemId")).isNull();
        assertThat(hidden.getString("documents[0].number")).isNull();
    }

    @Test
    void it_is_published_only_after_somebody_has_reviewed_it() {
        JsonPath imported = take(source(), "a.md", "---\nowner: mei\n---\n" + TEXT);
        String path = pathOf(imported);
        as("hana").post(path + "/publish").then().statusCode(409).body("code", equalTo("not-ready-for-publication"));
        for (String section : List.of("timeline", "response")) {
            Story.edit("mei", path, section, "Written by mei.").statusCode(200);
        }
        Story.complete(path);
        as("mei").post(path + "/submit").then().statusCode(200);
        String id = Story.read(path).getString("id");
        await().untilAsserted(() -> assertThat(TestTopics.received(Topic.POSTMORTEMS, id))
                .extracting(TestTopics.Message::type)
                .containsExactly("manabi.postmortem.submitted.v1"));
        Story.accept(Story.read(path), "ken");
        Story.awaitStatus(path, "APPROVED");
        as("mei").post(path + "/publish").then().statusCode(200).body("status", equalTo("PUBLISHED"));
    }

    @Test
    void whoever_imports_it_is_no_independent_reviewer_of_it() {
        JsonPath imported = post(
                        "ken", source(), false, List.of(Map.of("name", "a", "text", "---\nowner: mei\n---\n" + TEXT)))
                .statusCode(200)
                .extract()
                .jsonPath();
        String path = pathOf(imported);
        for (String section : List.of("timeline", "response")) {
            Story.edit("mei", path, section, "Written by mei.").statusCode(200);
        }
        Story.complete(path);
        as("mei").post(path + "/submit").then().statusCode(200);
        Story.accept(Story.read(path), "ken");
        await().until(() -> Story.read(path + "/history").getList("items.type").contains("review-outcome-ignored.v1"));
        assertThat(Story.read(path).getString("status")).isEqualTo("IN_REVIEW");
    }

    @Test
    void all_texts_are_taken_or_none() {
        String source = source();
        post("hana", source, false, List.of(Map.of("name", "a", "text", "# A"), Map.of("name", "a", "text", "# B")))
                .statusCode(400)
                .body("errors[0].message", containsString("two documents named a"));
        post(
                        "hana",
                        source,
                        false,
                        List.of(Map.of("name", "a", "text", "# A"), Map.of("name", "b", "text", "a\u0000b")))
                .statusCode(400);
        post(
                        "hana",
                        source,
                        false,
                        List.of(Map.of("name", "a", "text", "# A"), Map.of("name", "b", "text", "x".repeat(200_001))))
                .statusCode(400);
        post("hana", source, true, List.of(Map.of("name", "a", "text", "# A")))
                .statusCode(200)
                .body("documents[0].outcome", equalTo("IMPORTED"));
        post("hana", "No Such Name", false, List.of(Map.of("name", "a", "text", "# A")))
                .statusCode(400);
        post("sam", source, true, List.of(Map.of("name", "a", "text", "# A"))).statusCode(403);
        post("mei", source, true, List.of(Map.of("name", "a", "text", "# A"))).statusCode(403);
    }

    @Test
    void what_cannot_be_taken_at_its_word_is_said() {
        post(
                        "hana",
                        source(),
                        true,
                        List.of(Map.of(
                                "name",
                                "a",
                                "text",
                                "---\nincident: INC-999999\nowner: Jane Doe\nseverity: huge\n---\ntext")))
                .statusCode(200)
                .body("documents[0].remarks", hasSize(3))
                .body("documents[0].severity", equalTo("SEV3"))
                .body("documents[0].incidentNumber", nullValue())
                .body("documents[0].headings[0].section", equalTo("summary"));
    }

    @Test
    void hostile_texts_are_only_texts() {
        for (String text : List.of(
                ">".repeat(100_000),
                "# ".repeat(90_000),
                "# a\n".repeat(40_000),
                "[".repeat(190_000),
                "*a **a ".repeat(25_000),
                "---\na: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n---\nbomb",
                "---\n" + "a: [".repeat(4_000) + "\n---\nx",
                "`".repeat(190_000),
                "| a ".repeat(30_000) + "\n" + "|-".repeat(30_000))) {
            JsonPath imported = take(source(), "hostile", text);
            for (String format : List.of("markdown", "html", "json")) {
                as("sam")
                        .accept("*/*")
                        .queryParam("format", format)
                        .get(pathOf(imported) + "/export")
                        .then()
                        .statusCode(200);
            }
        }
    }

    @Test
    void a_page_a_pdf_and_json_can_be_taken_along() throws IOException {
        String path =
                pathOf(take(source(), "a.md", TEXT + "\n<script>alert(1)</script> ![x](https://evil.example/1.gif)\n"));
        String number = Story.read(path).getString("number");
        Response html = as("sam").accept("*/*").queryParam("format", "html").get(path + "/export");
        html.then()
                .statusCode(200)
                .contentType("text/html;charset=UTF-8")
                .header("Content-Disposition", "attachment; filename=\"" + number + ".html\"")
                .header("Content-Security-Policy", containsString("default-src 'none'"))
                .header("X-Content-Type-Options", "nosniff");
        assertThat(html.asString())
                .contains("<html lang=\"ja\"", "<h2>概要</h2>", "1,200</td>", "&lt;script&gt;")
                .doesNotContain("<script", "<img");

        Response pdf = as("sam").accept("*/*").queryParam("format", "pdf").get(path + "/export");
        pdf.then()
                .statusCode(200)
                .contentType("application/pdf")
                .header("Content-Disposition", "attachment; filename=\"" + number + ".pdf\"");
        Files.write(Path.of("target/export.pdf"), pdf.asByteArray());
        try (PDDocument document = Loader.loadPDF(pdf.asByteArray())) {
            PDFTextStripper text = new PDFTextStripper();
            text.setSortByPosition(true);
            assertThat(text.getText(document))
                    .contains("決済が失敗した", number, "カード決済が 47 分間 失敗した。", "A pool was too small.");
        }

        Response json = as("sam").accept("*/*").queryParam("format", "json").get(path + "/export");
        json.then().statusCode(200).contentType("application/json");
        assertThat(json.jsonPath().getMap("")).isEqualTo(Story.read(path).getMap(""));
        as("sam")
                .accept("*/*")
                .queryParam("format", "docx")
                .get(path + "/export")
                .then()
                .statusCode(400);
    }

    /** Real postmortems of many hands; they are not part of the project and may be absent. */
    @Test
    void real_postmortems_come_back_as_they_were() throws IOException {
        assumeTrue(Files.exists(REAL), "SKIPPED: the real postmortems are not there: " + REAL.toAbsolutePath());
        List<JsonNode> originals = new ArrayList<>();
        for (String line : Files.readAllLines(REAL)) {
            originals.add(new ObjectMapper().readTree(line));
        }
        String source = source();
        int headings = 0;
        int mapped = 0;
        int titles = 0;
        for (JsonNode original : originals) {
            String text = original.path("text").asText();
            JsonPath imported = post(
                            "hana",
                            source,
                            false,
                            List.of(Map.of(
                                    "name", original.path("id").asText(),
                                    "title", original.path("title").asText(),
                                    "text", text)))
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            List<String> names = imported.getList("documents[0].headings.heading");
            List<Boolean> ofTemplate = imported.getList("documents[0].headings.ofTemplate");
            headings += (int) names.stream().filter(java.util.Objects::nonNull).count();
            for (int at = 0; at < names.size(); at++) {
                mapped += names.get(at) != null && ofTemplate.get(at) ? 1 : 0;
            }
            titles += original.path("headings").size();
            assertThat(export(pathOf(imported)))
                    .as(original.path("id").asText())
                    .contains(text.replace("\r\n", "\n"));
        }
        System.out.printf(
                "%d real postmortems imported and exported again to the letter: %d headings, of which %d begin sections; "
                        + "%d of these (%d %%) are sections of the template%n",
                originals.size(), titles, headings, mapped, 100 * mapped / headings);
        assertThat(originals).hasSizeGreaterThan(50);
        assertThat(mapped * 2).isGreaterThan(headings);
    }

    private static String export(String path) {
        Response answer = as("sam").accept("*/*").get(path + "/export");
        answer.then().statusCode(200);
        return answer.asString();
    }
}
