package dev.manabi.review.checklist;

import static dev.manabi.review.checklist.Written.BLAME;
import static dev.manabi.review.checklist.Written.DEPTH;
import static dev.manabi.review.checklist.Written.MONEY;
import static dev.manabi.review.checklist.Written.add;
import static dev.manabi.review.checklist.Written.body;
import static dev.manabi.review.checklist.Written.change;
import static dev.manabi.review.checklist.Written.criterion;
import static dev.manabi.review.checklist.Written.newKey;
import static dev.manabi.review.checklist.Written.with;
import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.manabi.contracts.PostmortemMessage.PostmortemSubmitted;
import dev.manabi.review.review.Rounds;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
class ChecklistApiTest {

    @Inject
    Checklists checklists;

    @Inject
    Rounds rounds;

    @Test
    void a_checklist_of_ones_own_is_there_in_every_version_with_who_saved_it_and_why() {
        String key = newKey();
        add(key, body(BLAME, MONEY))
                .statusCode(201)
                .header("Location", "/api/v1/checklists/" + key)
                .header("ETag", "\"1\"")
                .body("version", equalTo(1))
                .body("teams", empty())
                .body("criteria[1].hints", contains("FIGURES", "PERSONAL_DATA"));
        change(key, 1, with(body(BLAME, DEPTH), "reason", "Depth matters"))
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("version", equalTo(2));

        as("mei")
                .get("/api/v1/checklists/" + key)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("criteria.key", contains("no-blame", "depth"))
                .body("criteria[1].title.ja", equalTo("depthの題"))
                .body("criteria[1].hints", empty());
        as("mei")
                .get("/api/v1/checklists/" + key + "?version=1")
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("criteria.key", contains("no-blame", "money"));
        as("mei").get("/api/v1/checklists/" + key + "?version=3").then().statusCode(404);
        as("mei")
                .get("/api/v1/checklists/" + key + "/versions")
                .then()
                .statusCode(200)
                .body("items.version", contains(2, 1))
                .body("items.savedBy", contains("hana", "hana"))
                .body("items.reason", contains("Depth matters", "to try it"))
                .body("items[0].savedAt", notNullValue())
                .body("next", nullValue());
        String next = as("mei")
                .get("/api/v1/checklists/" + key + "/versions?limit=1")
                .jsonPath()
                .getString("next");
        as("mei")
                .get("/api/v1/checklists/" + key + "/versions?limit=1&cursor=" + next)
                .then()
                .body("items.version", contains(1))
                .body("next", nullValue());
        as("mei")
                .get("/api/v1/checklists/nothing/versions")
                .then()
                .statusCode(404)
                .body("code", equalTo("not-found"));
    }

    @Test
    void a_list_of_checklists_is_read_page_by_page_each_once_in_its_newest_version() {
        String key = newKey();
        add(key, body(BLAME)).statusCode(201);
        change(key, 1, body(BLAME, MONEY)).statusCode(200);
        List<String> keys = new ArrayList<>();
        List<Integer> versions = new ArrayList<>();
        String cursor = "";
        do {
            JsonPath page =
                    as("mei").get("/api/v1/checklists?limit=2&cursor=" + cursor).jsonPath();
            keys.addAll(page.getList("items.key"));
            versions.addAll(page.getList("items.version"));
            cursor = page.getString("next");
        } while (cursor != null);
        assertThat(keys).contains("founding-document", "pagerduty", key).doesNotHaveDuplicates();
        assertThat(versions.get(keys.indexOf(key))).isEqualTo(2);
    }

    @Test
    void what_comes_with_the_service_is_there_and_says_so() {
        as("mei")
                .get("/api/v1/checklists/founding-document")
                .then()
                .statusCode(200)
                .body("version", equalTo(1))
                .body("criteria[0].hints", hasItem("LANGUAGE"));
        as("mei")
                .get("/api/v1/checklists/founding-document/versions")
                .then()
                .body("items[-1].version", equalTo(1))
                .body("items[-1].savedBy", nullValue());
    }

    @Test
    void what_people_made_of_a_shipped_checklist_stays_when_the_service_starts_again() {
        JsonPath shipped = as("hana").get("/api/v1/checklists/pagerduty").jsonPath();
        int version = shipped.getInt("version");
        checklists.keepShipped();
        assertThat(as("hana").get("/api/v1/checklists/pagerduty").jsonPath().getInt("version"))
                .as("nothing has changed")
                .isEqualTo(version);

        change("pagerduty", version, body(BLAME)).statusCode(200);
        checklists.keepShipped();
        as("hana")
                .get("/api/v1/checklists/pagerduty")
                .then()
                .body("version", equalTo(version + 1))
                .body("criteria.key", contains("no-blame"));
        Map<String, Object> asBefore = new HashMap<>();
        asBefore.put("title", shipped.getMap("title"));
        asBefore.put("criteria", shipped.getList("criteria"));
        change("pagerduty", version + 1, asBefore).statusCode(200);
    }

    @Test
    void a_change_of_nothing_is_no_new_version() {
        String key = newKey();
        add(key, body(BLAME)).statusCode(201);
        change(key, 1, body(BLAME)).statusCode(200).header("ETag", "\"1\"").body("version", equalTo(1));
        as("mei").get("/api/v1/checklists/" + key + "/versions").then().body("items.version", contains(1));
    }

    @Test
    void a_change_names_the_version_that_it_is_a_change_of() {
        String key = newKey();
        add(key, body(BLAME)).statusCode(201);
        as("hana")
                .body(body(BLAME, MONEY))
                .put("/api/v1/checklists/" + key)
                .then()
                .statusCode(428)
                .body("code", equalTo("version-required"));
        change(key, 1, body(BLAME, MONEY)).statusCode(200);
        change(key, 1, body(BLAME, DEPTH)).statusCode(412).body("code", equalTo("stale-version"));
        change(newKey(), 1, body(BLAME)).statusCode(404);
        add(key, body(BLAME))
                .statusCode(409)
                .contentType("application/problem+json")
                .body("code", equalTo("checklist-exists"));
    }

    @Test
    void of_many_changes_of_one_version_one_is_saved() throws Exception {
        String key = newKey();
        add(key, body(BLAME)).statusCode(201);
        try (ExecutorService people = Executors.newFixedThreadPool(6)) {
            List<Callable<Integer>> changes = IntStream.range(0, 6)
                    .<Callable<Integer>>mapToObj(one -> () -> change(key, 1, body(BLAME, criterion("of-" + one)))
                            .extract()
                            .statusCode())
                    .toList();
            List<Integer> answers = new ArrayList<>();
            for (Future<Integer> answer : people.invokeAll(changes)) {
                answers.add(answer.get());
            }
            assertThat(answers).containsOnlyOnce(200).containsOnly(200, 412);
        }
        as("mei").get("/api/v1/checklists/" + key + "/versions").then().body("items.version", contains(2, 1));
    }

    @Test
    void only_managers_and_administrators_write_checklists() {
        String key = newKey();
        add(key, body(BLAME)).statusCode(201);
        for (String role : List.of("member", "responder", "reviewer", "senior")) {
            as("ken", "member", role)
                    .body(with(body(BLAME), "key", newKey()))
                    .post("/api/v1/checklists")
                    .then()
                    .statusCode(403);
            as("ken", "member", role)
                    .header("If-Match", "\"1\"")
                    .body(body(BLAME, MONEY))
                    .put("/api/v1/checklists/" + key)
                    .then()
                    .statusCode(403);
        }
        for (String role : List.of("manager", "admin")) {
            as("rin", "member", role)
                    .body(with(body(BLAME), "key", newKey()))
                    .post("/api/v1/checklists")
                    .then()
                    .statusCode(201);
        }
    }

    static Stream<Arguments> wrong() {
        Map<String, Object> good = body(BLAME);
        List<Object> many = new ArrayList<>(List.of(BLAME));
        IntStream.range(0, 30).forEach(one -> many.add(criterion("c-" + one)));
        return Stream.of(
                arguments("no key", with(good, "key", "No Key"), "key"),
                arguments("a key with two hyphens", with(good, "key", "two--hyphens"), "key"),
                arguments("a long key", with(good, "key", "k".repeat(61)), "key"),
                arguments("no title", with(good, "title", null), "title"),
                arguments("a title in one language", with(good, "title", Map.of("en", "Ours")), "title.ja"),
                arguments("a long title", with(good, "title", Map.of("en", "x".repeat(201), "ja", "私たちの")), "title.en"),
                arguments("no criteria", with(good, "criteria", List.of()), "criteria"),
                arguments("31 criteria", with(good, "criteria", many), "criteria"),
                arguments("two of one key", body(BLAME, MONEY, MONEY), "criteria[2].key"),
                arguments("a criterion without a key", body(BLAME, with(MONEY, "key", " ")), "criteria[1].key"),
                arguments("a criterion without help", body(BLAME, with(MONEY, "help", null)), "criteria[1].help"),
                arguments(
                        "help in one language",
                        body(BLAME, with(MONEY, "help", Map.of("en", "Look", "ja", " "))),
                        "criteria[1].help.ja"),
                arguments(
                        "long help",
                        body(BLAME, with(MONEY, "help", Map.of("en", "x".repeat(2_001), "ja", "説明"))),
                        "criteria[1].help.en"),
                arguments(
                        "a hint of no kind",
                        body(BLAME, with(MONEY, "hints", List.of("LUCK"))),
                        "criteria[1].hints[0]"),
                arguments("nobody looks at blame", body(MONEY, DEPTH), "criteria"),
                arguments("a long reason", with(good, "reason", "x".repeat(2_001)), "reason"),
                arguments("a team that there is not", with(good, "teams", List.of("no-such-team")), "teams[0]"),
                arguments("a team twice", with(good, "teams", List.of("payments", "payments")), "teams"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void what_cannot_be_used_is_refused_and_the_field_is_named(String what, Map<String, Object> body, String field) {
        String key = newKey();
        Map<String, Object> request = body.containsKey("key") ? body : with(body, "key", key);
        as("hana")
                .body(request)
                .post("/api/v1/checklists")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("invalid-value"))
                .body("errors.field", hasItem(field));
        as("mei").get("/api/v1/checklists/" + key).then().statusCode(404);
    }

    @Test
    void a_team_is_judged_by_its_own_checklist_from_its_next_round_on() {
        rounds.people();
        String team = rounds.team();
        PostmortemSubmitted submitted = rounds.submissionOf(team);
        JsonPath first = rounds.opened(submitted);
        assertThat(first.getString("checklist")).isEqualTo("founding-document");

        String key = newKey();
        add(key, with(body(BLAME, MONEY), "teams", List.of(team)))
                .statusCode(201)
                .body("teams", contains(team));
        as("mei")
                .get("/api/v1/reviews/" + first.getString("id"))
                .then()
                .body("checklist", equalTo("founding-document"))
                .body("criteria", equalTo(first.getList("criteria")));

        JsonPath second = rounds.opened(rounds.revision(submitted, 2));
        assertThat(second.getString("checklist")).isEqualTo(key);
        assertThat(second.getInt("checklistVersion")).isEqualTo(1);
        assertThat(second.getList("criteria", String.class)).containsExactly("no-blame", "money");

        change(key, 1, with(body(BLAME, DEPTH), "teams", List.of(team))).statusCode(200);
        as("mei")
                .get("/api/v1/reviews/" + second.getString("id"))
                .then()
                .body("checklistVersion", equalTo(1))
                .body("criteria", contains("no-blame", "money"));
        rounds.accepted(second, Map.of("no-blame", "PASS", "money", "PASS"));

        JsonPath other = rounds.opened(rounds.submissionOf(team));
        assertThat(other.getInt("checklistVersion")).isEqualTo(2);
        assertThat(other.getList("criteria", String.class)).containsExactly("no-blame", "depth");

        change(key, 2, body(BLAME, DEPTH)).statusCode(200);
        assertThat(rounds.opened(rounds.submissionOf(team)).getString("checklist"))
                .as("taken out, the team is judged as everybody is")
                .isEqualTo("founding-document");
        assertThat(rounds.opened(rounds.submissionOf("unheard-of")).getString("checklist"))
                .isEqualTo("founding-document");
    }

    @Test
    void a_team_uses_one_checklist_at_a_time() {
        String team = rounds.team();
        String first = newKey();
        String second = newKey();
        add(first, with(body(BLAME), "teams", List.of(team))).statusCode(201);
        add(second, with(body(BLAME), "teams", List.of(team)))
                .statusCode(409)
                .body("code", equalTo("team-has-checklist"))
                .body("detail", containsString(first));
        add(second, body(BLAME)).statusCode(201);
        change(second, 1, with(body(BLAME), "teams", List.of(team)))
                .statusCode(409)
                .body("code", equalTo("team-has-checklist"));

        change(first, 1, body(BLAME)).statusCode(200);
        change(second, 1, with(body(BLAME), "teams", List.of(team))).statusCode(200);
        String own = QuarkusTransaction.requiringNew()
                .call(() -> checklists.forRoundOf(team).key());
        assertThat(own).isEqualTo(second);
    }

    @Test
    void a_setting_that_names_no_checklist_is_named_at_the_start() {
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> Checklists.setTo("nothing")))
                .hasStackTraceContaining("manabi.review.checklist names a checklist that there is not: nothing");
    }
}
