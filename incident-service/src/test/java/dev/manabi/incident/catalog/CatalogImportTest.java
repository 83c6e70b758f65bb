package dev.manabi.incident.catalog;

import static dev.manabi.testkit.Tokens.as;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.manabi.contracts.CatalogMessage.PersonChanged;
import dev.manabi.contracts.CatalogMessage.ServiceChanged;
import dev.manabi.contracts.CatalogMessage.TeamChanged;
import dev.manabi.contracts.PublicEvent;
import dev.manabi.contracts.Topic;
import dev.manabi.testkit.Service;
import dev.manabi.testkit.TestTopics;
import dev.manabi.testkit.Tokens;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class CatalogImportTest {

    private static final String SHOP = """
            apiVersion: backstage.io/v1alpha1
            kind: Group
            metadata:
              name: team-ID
            spec:
              type: team
              profile: {displayName: Storefront}
              children: []
            ---
            apiVersion: backstage.io/v1alpha1
            kind: User
            metadata:
              name: mei-ID
            spec:
              profile:
                displayName: Mei Tanaka
                email: mei@example.com
              memberOf: [team-ID]
            ---
            apiVersion: backstage.io/v1alpha1
            kind: Component
            metadata:
              name: checkout-ID
              title: Checkout ID
              annotations:
                pagerduty.com/service-id: P-ID
            spec:
              type: service
              lifecycle: production
              owner: group:default/team-ID
            """;

    @Inject
    AgroalDataSource dataSource;

    private final String id = "x" + UUID.randomUUID();

    @Test
    void services_teams_and_people_are_registered_and_told_and_the_same_file_again_changes_nothing() {
        yaml(own(SHOP))
                .statusCode(200)
                .body("dryRun", equalTo(false))
                .body("created", equalTo(3))
                .body("entities.document", contains(1, 2, 3))
                .body("entities.line", contains(1, 10, 20))
                .body("entities.kind", contains("Group", "User", "Component"))
                .body("entities.id", contains("team-" + id, "mei-" + id, "checkout-" + id))
                .body("entities.outcome", contains("CREATED", "CREATED", "CREATED"));
        List<PublicEvent> told = List.of(
                new TeamChanged("team-" + id, 0, "Storefront", null, null),
                new PersonChanged(
                        "mei-" + id, 0, "Mei Tanaka", "mei@example.com", "team-" + id, false, false, false, null),
                new ServiceChanged(
                        "checkout-" + id,
                        0,
                        "Checkout " + id,
                        "team-" + id,
                        null,
                        List.of("Checkout " + id, "P-" + id)));
        await().untilAsserted(() -> assertThat(told()).containsExactlyInAnyOrderElementsOf(told));

        yaml(own(SHOP)).statusCode(200).body("unchanged", equalTo(3)).body("entities.changes.flatten()", hasSize(0));
        yaml(own(SHOP.replace("Storefront", "Shop")))
                .statusCode(200)
                .body("unchanged", equalTo(2))
                .body("updated", equalTo(1))
                .body("entities[0].changes", contains("name"));
        await().untilAsserted(() -> assertThat(told("team:team-" + id)).hasSize(2));
        assertThat(told()).hasSize(4);
    }

    @Test
    void what_the_file_does_not_know_stays() {
        register("teams", "{\"id\": \"team-ID\", \"name\": \"Old\", \"lead\": \"ken\", \"manager\": \"hana\"}");
        register("people", """
                {"id": "mei-ID", "name": "Old", "email": "old@example.com", "team": "elsewhere", "senior": true,
                 "manager": true, "awayUntil": "2030-01-01T00:00:00Z", "chatHandle": "@mei"}
                """);
        register(
                "services",
                "{\"id\": \"checkout-ID\", \"name\": \"Old\", \"primaryOnCall\": \"mei\", \"aliases\": [\"shop-ID\"]}");
        yaml(own(SHOP)).statusCode(200).body("updated", equalTo(3));
        as("sam")
                .get("/api/v1/teams/team-" + id)
                .then()
                .body("name", equalTo("Storefront"))
                .body("lead", equalTo("ken"))
                .body("manager", equalTo("hana"));
        as("sam")
                .get("/api/v1/people/mei-" + id)
                .then()
                .body("name", equalTo("Mei Tanaka"))
                .body("email", equalTo("mei@example.com"))
                .body("team", equalTo("team-" + id))
                .body("senior", equalTo(true))
                .body("manager", equalTo(true))
                .body("away", equalTo(true))
                .body("awayUntil", equalTo("2030-01-01T00:00:00Z"))
                .body("chatHandle", equalTo("@mei"));
        as("sam")
                .get("/api/v1/services/checkout-" + id)
                .then()
                .body("team", equalTo("team-" + id))
                .body("primaryOnCall", equalTo("mei"))
                .body("aliases", contains("shop-" + id, "Checkout " + id, "P-" + id));
        yaml(own("""
                        {apiVersion: backstage.io/v1alpha1, kind: User, metadata: {name: mei-ID}, spec: {memberOf: []}}
                        ---
                        {apiVersion: backstage.io/v1alpha1, kind: Component, metadata: {name: checkout-ID}}
                        """))
                .statusCode(200)
                .body("entities[0].changes", contains("name"))
                .body("entities[1].changes", contains("name"));
        as("sam")
                .get("/api/v1/people/mei-" + id)
                .then()
                .body("email", equalTo("mei@example.com"))
                .body("team", equalTo("team-" + id));
    }

    @Test
    void of_several_teams_the_present_one_stays_and_a_group_may_name_its_members() {
        register("people", "{\"id\": \"mei-ID\", \"name\": \"mei-ID\", \"team\": \"B-ID\"}");
        yaml(own("""
                        {apiVersion: backstage.io/v1alpha1, kind: User, metadata: {name: mei-ID}, spec: {memberOf: [a-ID, B-ID]}}
                        ---
                        {apiVersion: backstage.io/v1alpha1, kind: User, metadata: {name: ken-ID}, spec: {memberOf: [a-ID, b-ID]}}
                        ---
                        {apiVersion: backstage.io/v1alpha1, kind: User, metadata: {name: rin-ID}}
                        ---
                        {apiVersion: backstage.io/v1alpha1, kind: Group, metadata: {name: c-ID}, spec: {members: ['user:RIN-ID']}}
                        """)).statusCode(200).body("entities.outcome", contains("UNCHANGED", "CREATED", "CREATED", "CREATED"));
        as("sam").get("/api/v1/people/ken-" + id).then().body("team", equalTo("a-" + id));
        as("sam").get("/api/v1/people/rin-" + id).then().body("team", equalTo("c-" + id));
    }

    @Test
    void names_that_differ_in_the_case_of_their_letters_are_one() {
        register("teams", "{\"id\": \"Team-ID\", \"name\": \"Storefront\"}");
        yaml(own(SHOP))
                .statusCode(200)
                .body("entities[0].id", equalTo("Team-" + id))
                .body("entities[0].outcome", equalTo("UNCHANGED"));
        as("sam").get("/api/v1/services/checkout-" + id).then().body("team", equalTo("Team-" + id));
    }

    @Test
    void one_that_is_wrong_does_not_keep_the_others_out() {
        yaml(own("""
                        apiVersion: backstage.io/v1alpha1
                        kind: Group
                        metadata: {name: "a/b"}
                        ---
                        apiVersion: backstage.io/v1alpha1
                        kind: User
                        metadata: {name: mei-ID}
                        spec: {profile: {email: not one}}
                        ---
                        kind: [
                        ---
                        apiVersion: backstage.io/v1alpha1
                        kind: System
                        metadata: {name: shop-ID}
                        ---
                        apiVersion: backstage.io/v1alpha1
                        kind: Group
                        metadata: {name: team-ID}
                        ---
                        apiVersion: backstage.io/v1alpha1
                        kind: Group
                        metadata: {name: TEAM-ID}
                        """))
                .statusCode(200)
                .body(
                        "entities.outcome",
                        contains("REJECTED", "REJECTED", "REJECTED", "IGNORED", "CREATED", "REJECTED"))
                .body("rejected", equalTo(4))
                .body("entities[0].reason", containsString("id must match"))
                .body("entities[1].reason", containsString("email must be"))
                .body("entities[2].line", equalTo(11))
                .body("entities[2].kind", nullValue())
                .body("entities[5].reason", containsString("document 5"));
        as("sam").get("/api/v1/teams/team-" + id).then().statusCode(200);
        as("sam").get("/api/v1/people/mei-" + id).then().statusCode(404);
    }

    @Test
    void a_dry_run_says_the_same_and_writes_nothing() throws SQLException {
        register("teams", "{\"id\": \"team-ID\", \"name\": \"Old\"}");
        await().untilAsserted(() -> assertThat(told()).hasSize(1));
        long before = outboxEntries();
        send("application/yaml", own(SHOP).getBytes(UTF_8), "?dryRun=true")
                .statusCode(200)
                .body("dryRun", equalTo(true))
                .body("entities.outcome", contains("UPDATED", "CREATED", "CREATED"))
                .body("entities[0].changes", contains("name"));
        as("sam").get("/api/v1/people/mei-" + id).then().statusCode(404);
        as("sam")
                .get("/api/v1/teams/team-" + id)
                .then()
                .header("ETag", equalTo("\"0\""))
                .body("name", equalTo("Old"));
        assertThat(outboxEntries()).as("messages ever queued").isEqualTo(before);
    }

    @Test
    void json_is_taken_as_backstage_answers_it() {
        String team = own(
                "{\"apiVersion\": \"backstage.io/v1alpha1\", \"kind\": \"Group\", \"metadata\": {\"name\": \"%s-ID\"},"
                        + " \"spec\": {\"type\": \"team\", \"children\": []}, \"relations\": []}");
        send("application/json", team.formatted("a").getBytes(UTF_8), "")
                .statusCode(200)
                .body("created", equalTo(1));
        send(
                        "application/json",
                        "[%s, %s, 7]"
                                .formatted(team.formatted("a"), team.formatted("b"))
                                .getBytes(UTF_8),
                        "")
                .statusCode(200)
                .body("entities.outcome", contains("UNCHANGED", "CREATED", "REJECTED"))
                .body("entities.line", contains(null, null, null));
        send(
                        "application/json",
                        "{\"items\": [%s]}".formatted(team.formatted("c")).getBytes(UTF_8),
                        "")
                .statusCode(200)
                .body("created", equalTo(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/yaml", "text/yaml; charset=UTF-8", "application/x-yaml", "text/x-yaml"})
    void yaml_has_many_names(String type) {
        send(type, "\uFEFF---\n# first\n%s".formatted(own(SHOP)).getBytes(UTF_8), "")
                .statusCode(200)
                .body("created", equalTo(3));
    }

    @ParameterizedTest
    @CsvSource({
        "application/yaml, '', '', 400",
        "application/yaml, '# nothing', '', 400",
        "application/json, '', '', 400",
        "application/json, '[]', '', 400",
        "application/json, '{\"a\": ', '', 400",
        "application/json, '{\"a\": 1e99999999999}', '', 200",
        "application/yaml, 'a: b', ?dryRun=yes, 400",
        "application/yaml, 'a: b', ?dryRun=TRUE, 400",
        "text/plain, 'a: b', '', 415",
        "application/xml, '<a/>', '', 415"
    })
    void what_is_no_file_is_refused_as_a_whole(String type, String body, String query, int status) {
        send(type, body.getBytes(UTF_8), query).statusCode(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?dryRun", "?dryRun="})
    void whether_to_write_is_not_guessed(String query) {
        HttpResponse<String> answer =
                Service.call("POST", "/api/v1/catalog-imports" + query, Tokens.of("hana"), "{\"kind\": \"A\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    }

    @Test
    void bytes_that_are_no_text_are_refused() {
        send("application/yaml", new byte[] {'a', ':', ' ', (byte) 0xff, (byte) 0xfe}, "")
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("invalid-value"));
    }

    @Test
    void more_than_a_thousand_are_refused_and_a_thousand_are_not() {
        String one = "---\n{apiVersion: backstage.io/v1alpha1, kind: Group, metadata: {name: n%d-ID}}\n";
        String thousand = IntStream.range(0, 1_000).mapToObj(one::formatted).collect(Collectors.joining());
        yaml(own(thousand)).statusCode(200).body("created", equalTo(1_000));
        yaml(own(thousand)).statusCode(200).body("unchanged", equalTo(1_000));
        yaml(own(thousand + one.formatted(1_000))).statusCode(400).body("code", equalTo("invalid-value"));
    }

    @Test
    void under_one_key_it_is_done_once() {
        for (String replayed : new String[] {null, "true"}) {
            RestAssured.given()
                    .auth()
                    .oauth2(Tokens.of("hana"))
                    .contentType("application/yaml")
                    .header("Idempotency-Key", id)
                    .body(own(SHOP).getBytes(UTF_8))
                    .post("/api/v1/catalog-imports")
                    .then()
                    .statusCode(200)
                    .header("Idempotency-Replayed", equalTo(replayed))
                    .body("created", equalTo(3));
        }
        RestAssured.given()
                .auth()
                .oauth2(Tokens.of("hana"))
                .contentType("application/yaml")
                .header("Idempotency-Key", id)
                .body("a: b".getBytes(UTF_8))
                .post("/api/v1/catalog-imports")
                .then()
                .statusCode(422);
    }

    @Test
    void the_same_file_eight_times_at_once_registers_each_once() {
        atOnce(8, _ -> yaml(own(SHOP)).statusCode(200).body("rejected", equalTo(0)));
        await().untilAsserted(() -> assertThat(told()).hasSize(3));
        yaml(own(SHOP)).body("unchanged", equalTo(3));
        assertThat(told()).hasSize(3);
    }

    @Test
    void files_at_once_in_any_order_and_single_changes_are_told_in_the_order_of_their_versions() {
        String one = "{apiVersion: backstage.io/v1alpha1, kind: Group, metadata: {name: n%d-ID, title: 'by %d'}}\n";
        yaml(own(IntStream.range(0, 20).mapToObj(n -> one.formatted(n, 0)).collect(Collectors.joining("---\n"))))
                .body("created", equalTo(20));
        atOnce(8, by -> {
            if (by % 4 == 3) {
                for (int n = 0; n < 20; n++) {
                    as("hana")
                            .header("If-Match", "*")
                            .body("{\"name\": \"put %d\"}".formatted(by))
                            .put("/api/v1/teams/n" + n + "-" + id);
                }
                return;
            }
            List<String> documents = new ArrayList<>(IntStream.range(0, 20)
                    .mapToObj(n -> one.formatted(n, by + 1))
                    .toList());
            java.util.Collections.shuffle(documents, new java.util.Random(by));
            yaml(own(String.join("---\n", documents))).statusCode(200).body("rejected", equalTo(0));
        });
        Map<String, Long> versions = IntStream.range(0, 20)
                .mapToObj(n -> "n" + n + "-" + id)
                .collect(Collectors.toMap(team -> "team:" + team, CatalogImportTest::version));
        await().untilAsserted(() -> {
            Map<String, List<Long>> told = told().stream()
                    .map(TeamChanged.class::cast)
                    .collect(Collectors.groupingBy(
                            TeamChanged::key, Collectors.mapping(TeamChanged::version, Collectors.toList())));
            versions.forEach((team, version) -> assertThat(told.get(team))
                    .as(team)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(0, version).boxed().toList()));
        });
        assertThat(versions.values()).as("versions").anyMatch(version -> version > 1);
    }

    private static long version(String team) {
        return Long.parseLong(
                as("sam").get("/api/v1/teams/" + team).header("ETag").replace("\"", ""));
    }

    private String own(String text) {
        return text.replace("ID", id);
    }

    private void register(String kind, String body) {
        as("hana").body(own(body)).post("/api/v1/" + kind).then().statusCode(201);
    }

    private static ValidatableResponse yaml(String text) {
        return send("application/yaml", text.getBytes(UTF_8), "");
    }

    private static ValidatableResponse send(String type, byte[] body, String query) {
        return RestAssured.given()
                .config(RestAssured.config()
                        .encoderConfig(RestAssured.config()
                                .getEncoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .auth()
                .oauth2(Tokens.of("hana"))
                .contentType(type)
                .body(body)
                .post("/api/v1/catalog-imports" + query)
                .then();
    }

    private List<PublicEvent> told() {
        return TestTopics.all(Topic.CATALOG).stream()
                .map(TestTopics.Message::event)
                .filter(event -> event.key().endsWith(id))
                .toList();
    }

    private static List<PublicEvent> told(String key) {
        return TestTopics.received(Topic.CATALOG, key).stream()
                .map(TestTopics.Message::event)
                .toList();
    }

    /** The sequence of the outbox: it goes on with each message, also with one that is rolled back. */
    private long outboxEntries() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select last_value from pg_sequences where sequencename like 'outbox%'")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void atOnce(int count, IntConsumer deed) {
        CyclicBarrier start = new CyclicBarrier(count);
        try (ExecutorService people = Executors.newFixedThreadPool(count)) {
            List<Future<?>> deeds = IntStream.range(0, count)
                    .<Future<?>>mapToObj(n -> people.submit(() -> {
                        start.await();
                        deed.accept(n);
                        return null;
                    }))
                    .toList();
            for (Future<?> one : deeds) {
                one.get();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
