package dev.manabi.incident.catalog;

import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.manabi.contracts.CatalogMessage;
import dev.manabi.contracts.PublicEvent;
import dev.manabi.contracts.Topic;
import dev.manabi.kit.Operations;
import dev.manabi.testkit.Service;
import dev.manabi.testkit.TestTopics;
import dev.manabi.testkit.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class CatalogTest {

    @Inject
    Operations operations;

    private final String id = "x" + UUID.randomUUID();

    @Test
    void a_person_is_registered_read_and_changed_and_each_state_is_told_whole() {
        as("hana")
                .body("""
                        {"id": "%s", "name": "Mei Tanaka", "email": "mei@example.com", "team": "storefront", "senior": true}
                        """.formatted(id))
                .post("/api/v1/people")
                .then()
                .statusCode(201)
                .header("Location", equalTo("/api/v1/people/" + id))
                .header("ETag", equalTo("\"0\""))
                .body("senior", equalTo(true))
                .body("manager", equalTo(false))
                .body("chatHandle", nullValue());
        as("hana")
                .header("If-Match", "\"0\"")
                .body("{\"name\": \"田中 芽衣\", \"away\": true}")
                .put("/api/v1/people/" + id)
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"1\""))
                .body("name", equalTo("田中 芽衣"))
                .body("email", nullValue())
                .body("senior", equalTo(false));
        as("sam")
                .get("/api/v1/people/" + id)
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"1\""))
                .body("away", equalTo(true));
        await().untilAsserted(() -> assertThat(told("person:" + id))
                .containsExactly(
                        new CatalogMessage.PersonChanged(
                                id, 0, "Mei Tanaka", "mei@example.com", "storefront", true, false, false, null),
                        new CatalogMessage.PersonChanged(id, 1, "田中 芽衣", null, null, false, false, true, null)));
    }

    @Test
    void teams_and_services_likewise() {
        as("hana")
                .body("{\"id\": \"%s\", \"name\": \"Storefront\", \"lead\": \"ken\"}".formatted(id))
                .post("/api/v1/teams")
                .then()
                .statusCode(201);
        as("hana")
                .header("If-Match", "\"0\"")
                .body("{\"name\": \"Storefront\", \"lead\": \"mei\", \"manager\": \"hana\"}")
                .put("/api/v1/teams/" + id)
                .then()
                .statusCode(200);
        as("hana")
                .body("{\"id\": \"%s\", \"name\": \"Checkout\", \"aliases\": [\"shop\"]}".formatted(id))
                .post("/api/v1/services")
                .then()
                .statusCode(201)
                .body("aliases[0]", equalTo("shop"));
        as("hana")
                .header("If-Match", "\"0\"")
                .body("{\"name\": \"Checkout\", \"team\": \"storefront\", \"primaryOnCall\": \"mei\"}")
                .put("/api/v1/services/" + id)
                .then()
                .statusCode(200);
        await().untilAsserted(() -> assertThat(told("team:" + id))
                .containsExactly(
                        new CatalogMessage.TeamChanged(id, 0, "Storefront", "ken", null),
                        new CatalogMessage.TeamChanged(id, 1, "Storefront", "mei", "hana")));
        await().untilAsserted(() -> assertThat(told("service:" + id))
                .containsExactly(
                        new CatalogMessage.ServiceChanged(id, 0, "Checkout", null, null, List.of("shop")),
                        new CatalogMessage.ServiceChanged(id, 1, "Checkout", "storefront", "mei", List.of())));
    }

    @Test
    void a_change_that_changes_nothing_is_not_told() {
        registerTeam(id);
        as("hana")
                .header("If-Match", "\"0\"")
                .body("{\"name\": \"Storefront\"}")
                .put("/api/v1/teams/" + id)
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"0\""));
        await().untilAsserted(() -> assertThat(told("team:" + id)).hasSize(1));
    }

    @Test
    void a_change_needs_the_version_that_was_seen() {
        registerTeam(id);
        String body = "{\"name\": \"Shop\"}";
        as("hana")
                .body(body)
                .put("/api/v1/teams/" + id)
                .then()
                .statusCode(428)
                .body("code", equalTo("version-required"));
        as("hana")
                .header("If-Match", "\"7\"")
                .body(body)
                .put("/api/v1/teams/" + id)
                .then()
                .statusCode(412)
                .body("code", equalTo("stale-version"));
        as("hana")
                .header("If-Match", "*")
                .body(body)
                .put("/api/v1/teams/" + id)
                .then()
                .statusCode(200);
        as("hana")
                .header("If-Match", "\"0\"")
                .body(body)
                .put("/api/v1/teams/nobody")
                .then()
                .statusCode(404);
        as("sam").get("/api/v1/teams/nobody").then().statusCode(404).body("detail", containsString("team nobody"));
    }

    @Test
    void of_sixteen_changes_of_one_version_one_wins() {
        registerTeam(id);
        List<HttpResponse<String>> answers = atOnce(n -> Service.call(
                "PUT",
                "/api/v1/teams/" + id,
                Tokens.of("hana"),
                "{\"name\": \"Name %d\"}".formatted(n),
                "If-Match",
                "\"0\""));
        assertThat(answers)
                .extracting(HttpResponse::statusCode)
                .containsOnlyOnce(200)
                .containsOnly(200, 412);
        await().untilAsserted(() -> assertThat(told("team:" + id)).hasSize(2));
    }

    @Test
    void changes_of_any_version_at_once_are_told_in_the_order_of_their_versions() {
        registerTeam(id);
        List<HttpResponse<String>> answers = atOnce(n -> Service.call(
                "PUT",
                "/api/v1/teams/" + id,
                Tokens.of("hana"),
                "{\"name\": \"Name %d\"}".formatted(n),
                "If-Match",
                "*"));
        assertThat(answers).extracting(HttpResponse::statusCode).contains(200).containsOnly(200, 409);
        long changes = answers.stream().filter(one -> one.statusCode() == 200).count();
        await().untilAsserted(() -> assertThat(told("team:" + id))
                .extracting(event -> ((CatalogMessage.TeamChanged) event).version())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(0, changes).boxed().toList()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"people", "teams", "services"})
    void an_id_is_given_once(String kind) {
        String body = "{\"id\": \"%s\", \"name\": \"x\"}".formatted(id);
        as("hana").body(body).post("/api/v1/" + kind).then().statusCode(201);
        as("hana")
                .body(body)
                .post("/api/v1/" + kind)
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("code", equalTo("already-exists"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"people", "teams", "services"})
    void an_id_that_sixteen_want_at_once_is_given_once(String kind) {
        String body = "{\"id\": \"%s\", \"name\": \"x\"}".formatted(id);
        List<HttpResponse<String>> answers =
                atOnce(_ -> Service.call("POST", "/api/v1/" + kind, Tokens.of("hana"), body));
        assertThat(answers)
                .extracting(HttpResponse::statusCode)
                .containsOnlyOnce(201)
                .containsOnly(201, 409);
        assertThat(answers.stream().filter(one -> one.statusCode() == 409))
                .allSatisfy(one -> assertThat(one.body()).contains("\"already-exists\""));
    }

    @Test
    void the_same_registration_sixteen_times_at_once_under_one_key_is_one() {
        String body = "{\"id\": \"%s\", \"name\": \"x\"}".formatted(id);
        List<HttpResponse<String>> answers =
                atOnce(_ -> Service.call("POST", "/api/v1/teams", Tokens.of("hana"), body, "Idempotency-Key", id));
        assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(201);
        assertThat(answers)
                .extracting(HttpResponse::body)
                .containsOnly(answers.getFirst().body());
        await().untilAsserted(() -> assertThat(told("team:" + id)).hasSize(1));
    }

    @ParameterizedTest
    @CsvSource({
        "people, '{\"id\": \"..\", \"name\": \"x\"}', id",
        "people, '{\"id\": \"a/b\", \"name\": \"x\"}', id",
        "people, '{\"id\": \"\", \"name\": \"x\"}', id",
        "people, '{\"name\": \"x\"}', id",
        "people, '{\"id\": \"a\", \"name\": \" \"}', name",
        "people, '{\"id\": \"a\", \"name\": \"x\", \"email\": \"not one\"}', email",
        "people, '{\"id\": \"a\", \"name\": \"x\", \"senior\": \"yes\"}', senior",
        "people, '{\"id\": \"a\", \"name\": \"x\", \"admin\": true}', admin",
        "teams, '{\"id\": \"a b\", \"name\": \"x\"}', id",
        "services, '{\"id\": \"a\", \"name\": \"x\", \"aliases\": [\"\"]}', aliases[0]",
        "services, '{\"id\": \"a\", \"name\": \"x\", \"aliases\": \"shop\"}', aliases",
        "services, '', body"
    })
    void what_cannot_be_is_refused_by_name(String kind, String body, String field) {
        HttpResponse<String> answer = Service.call("POST", "/api/v1/" + kind, Tokens.of("hana"), body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        if (!field.equals("body")) {
            assertThat(answer.body()).contains("\"field\":\"" + field);
        }
    }

    @Test
    void lists_are_paged_by_id() {
        for (int n = 0; n < 5; n++) {
            registerTeam(id + "-" + n);
        }
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            var answer = as("sam")
                    .queryParam("limit", 2)
                    .queryParam("cursor", cursor)
                    .get("/api/v1/teams")
                    .then()
                    .statusCode(200)
                    .body("items", notNullValue())
                    .extract();
            seen.addAll(answer.path("items.id"));
            cursor = answer.path("next");
        } while (cursor != null);
        assertThat(seen).doesNotHaveDuplicates().isSorted();
        assertThat(seen).filteredOn(one -> one.startsWith(id)).hasSize(5);
    }

    @Test
    void what_is_published_again_has_the_ids_of_the_first_time() {
        registerTeam(id);
        as("hana").header("If-Match", "\"0\"").body("{\"name\": \"Shop\"}").put("/api/v1/teams/" + id);
        await().untilAsserted(() -> assertThat(messages("team:" + id)).hasSize(2));
        TestTopics.Message last = messages("team:" + id).getLast();
        operations.republish();
        await().untilAsserted(() -> assertThat(messages("team:" + id)).hasSize(3));
        TestTopics.Message again = messages("team:" + id).getLast();
        assertThat(again.id()).isEqualTo(last.id());
        assertThat(again.event()).isEqualTo(last.event());
        assertThat(again.headers()).containsEntry("ce_sequence", "1");
    }

    private static void registerTeam(String id) {
        as("hana")
                .body("{\"id\": \"%s\", \"name\": \"Storefront\"}".formatted(id))
                .post("/api/v1/teams")
                .then()
                .statusCode(201);
    }

    private static List<TestTopics.Message> messages(String key) {
        return TestTopics.received(Topic.CATALOG, key);
    }

    private static List<PublicEvent> told(String key) {
        return messages(key).stream().map(TestTopics.Message::event).toList();
    }

    private static List<HttpResponse<String>> atOnce(java.util.function.IntFunction<HttpResponse<String>> deed) {
        CyclicBarrier start = new CyclicBarrier(16);
        try (ExecutorService people = Executors.newFixedThreadPool(16)) {
            List<Future<HttpResponse<String>>> deeds = IntStream.range(0, 16)
                    .mapToObj(n -> people.submit(() -> {
                        start.await();
                        return deed.apply(n);
                    }))
                    .toList();
            List<HttpResponse<String>> answers = new ArrayList<>();
            for (Future<HttpResponse<String>> one : deeds) {
                answers.add(one.get());
            }
            return answers;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
