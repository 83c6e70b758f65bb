package dev.manabi.postmortem.policy;

import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.manabi.contracts.IncidentMessage.Incident;
import dev.manabi.postmortem.Story;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PolicyApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FAR = "2098-01-01T00:00:00Z";

    @Test
    void the_policy_that_came_with_the_service_can_be_read_in_words_and_in_full() {
        as("sam")
                .get("/api/v1/policies/1")
                .then()
                .statusCode(200)
                .body("name", equalTo("default"))
                .body("inForceFrom", notNullValue())
                .body("savedBy", nullValue())
                .body("criteria.name", hasItems("time-to-resolve", "data-loss"))
                .body("criteria[2].threshold", equalTo("more than 30 min"))
                .body("document.criteria[2].minutes", equalTo(30))
                .body("document.deadlines.SEV1.publication.days", equalTo(7))
                .body("document.calendar.timeZone", equalTo("UTC"))
                .body("document.ownerSuggestion", equalTo(List.of("COMMANDER", "FIRST_RESPONDER", "PRIMARY_ON_CALL")))
                .body("document.reviewRule.seniors", equalTo(1));
        as("sam").get("/api/v1/policies/999999").then().statusCode(404);
        as("sam").get("/api/v1/policies/newest").then().statusCode(404);
        as("sam").queryParam("cursor", "!").get("/api/v1/policies").then().statusCode(400);
    }

    @Test
    void what_is_read_can_be_changed_and_saved_as_the_next_version() throws IOException {
        ObjectNode document = document(1);
        document.put("name", "ours");
        int version = save(document, FAR)
                .statusCode(201)
                .body("savedBy", equalTo("hana"))
                .body("reason", equalTo("we learned a lot"))
                .body("inForceFrom", equalTo(FAR))
                .body("inForce", equalTo(false))
                .extract()
                .path("version");
        assertThat(document(version)).isEqualTo(document);
        JsonPath newest = Story.read("/api/v1/policies?limit=1");
        assertThat(newest.getInt("items[0].version")).isEqualTo(version);
        assertThat(newest.getString("next")).isNotNull();
        assertThat(Story.read("/api/v1/policies?limit=1&cursor=" + newest.getString("next"))
                        .getInt("items[0].version"))
                .isEqualTo(version - 1);
    }

    @Test
    void only_administrators_save_a_policy_and_never_one_of_the_past() throws IOException {
        as("ken")
                .body(Map.of("reason", "better", "document", document(1)))
                .post("/api/v1/policies")
                .then()
                .statusCode(403);
        save(document(1), Instant.now().minus(Duration.ofMinutes(1)).toString())
                .statusCode(400)
                .body("errors[0].field", equalTo("inForceFrom"));
        as("hana")
                .body(Map.of("document", document(1)))
                .post("/api/v1/policies")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("reason"));
    }

    @Test
    void a_wrong_expression_is_refused_with_its_criterion_and_the_place_of_the_fault() throws IOException {
        ObjectNode document = with(document(1), "vip", "incident.severity == 'SEV1' &&\n  incident.custmers > 5");
        save(document, FAR)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("invalid-value"))
                .body("errors[0].field", equalTo("criteria[6].expression"))
                .body("errors[0].message", containsString("vip"))
                .body("errors[0].message", containsString("line 2, column 11: undefined field 'custmers'"));
        as("sam")
                .body(Map.of("document", document))
                .post("/api/v1/policies/validations")
                .then()
                .statusCode(200)
                .body("valid", equalTo(false))
                .body("faults[0].field", equalTo("criteria[6].expression"))
                .body("faults[0].criterion", equalTo("vip"))
                .body("faults[0].line", equalTo(2))
                .body("faults[0].column", equalTo(11));
        save(with(document(1), "vip", "incident.title"), FAR)
                .statusCode(400)
                .body("detail", containsString("expected type 'bool' but found 'string'"));
    }

    @Test
    void what_makes_no_sense_is_refused_and_the_field_is_named() throws IOException {
        refused("criteria[6]", with(with(document(1), "vip", "true"), "vip", "true"), "criteria[7]");
        refused("criteria", with(document(1), "data-loss", "true"), "criteria[6]");
        refused("name", with(document(1), "Not a name", "true"), "criteria[6].name");
        ObjectNode document = document(1);
        ((ObjectNode) document.at("/criteria/3")).put("minutes", 5);
        refused("a threshold too many", document, "criteria[3]");
        document = document(1);
        ((ObjectNode) document.at("/criteria/2")).remove("minutes");
        refused("a threshold too few", document, "criteria[2].minutes");
        document = document(1);
        ((ObjectNode) document.at("/criteria/3")).put("criterion", "bad-luck");
        refused("an unknown criterion", document, "criteria[3].criterion");
        document = document(1);
        ((ObjectNode) document.at("/deadlines")).remove("SEV3");
        refused("a severity without deadlines", document, "deadlines");
        document = document(1);
        ((ObjectNode) document.at("/deadlines/SEV1/draft")).put("days", 0);
        refused("no time at all", document, "document.deadlines[SEV1].draft.days");
        document = document(1);
        ((ObjectNode) document.at("/calendar")).put("timeZone", "Mars/Olympus");
        refused("no time zone", document, "calendar.timeZone");
        document = document(1);
        document.putObject("teamCalendars").put("storefront", "mars");
        refused("no calendar", document, "teamCalendars.storefront");
        document = document(1);
        document.putArray("ownerSuggestion").add("COMMANDER").add("COMMANDER");
        refused("twice", document, "ownerSuggestion");
        document = document(1);
        ((ObjectNode) document.at("/reviewRule")).put("seniors", 2);
        refused("more seniors than reviewers", document, "reviewRule.seniors");
        document = document(1);
        ((ObjectNode) document.at("/reviewRule")).put("otherTeamFrom", "SEV9");
        refused("no severity", document, "reviewRule.otherTeamFrom");
    }

    @Test
    void the_presets_can_be_saved_as_they_are() {
        JsonPath presets = Story.read("/api/v1/policies/presets");
        assertThat(presets.getList("items.key")).containsExactly("default", "pagerduty");
        for (int at = 0; at < 2; at++) {
            as("sam")
                    .body(Map.of("document", presets.getMap("items[" + at + "].document")))
                    .post("/api/v1/policies/validations")
                    .then()
                    .statusCode(200)
                    .body("valid", equalTo(true))
                    .body("faults", empty());
        }
    }

    @Test
    void an_incident_is_judged_by_the_version_that_was_in_force_when_it_was_declared() throws IOException {
        ObjectNode document = with(document(1), "many-services", "incident.services.size() > 1");
        String from = save(document, null)
                .statusCode(201)
                .body("inForce", equalTo(true))
                .extract()
                .path("inForceFrom");
        Incident before = Story.quick(Story.incident(Story.HARMLESS), null); // declared long ago
        JsonPath old = Story.close(before);
        assertThat(old.getString("items[0].outcome")).isEqualTo("NOT_DUE");
        assertThat(old.getInt("items[0].policyVersion")).isEqualTo(1);

        Incident after = declaredAt(before, Instant.parse(from));
        JsonPath decision = Story.close(after);
        assertThat(decision.getString("items[0].outcome")).isEqualTo("DUE");
        assertThat(decision.getString("items[0].policy")).isEqualTo("default");
        assertThat(decision.getString("items[0].criteria[6].name")).isEqualTo("many-services");
        assertThat(decision.getString("items[0].criteria[6].saw")).isEqualTo("services: checkout, payments");
        assertThat(decision.getString("items[0].criteria[6].threshold")).isEqualTo("About many-services");
        save(document(1), null).statusCode(201);
    }

    @Test
    void a_backtest_says_which_decisions_would_change_and_why_and_changes_none() throws IOException {
        String team = "team-" + java.util.UUID.randomUUID();
        Incident harmless = Story.quick(Story.incident(Story.HARMLESS), team);
        Incident costly = Story.quick(Story.incident(Story.MONEY), team);
        Incident wanted = Story.quick(Story.incident(Story.HARMLESS), team);
        Story.close(harmless);
        Story.close(costly);
        Story.close(wanted);
        as("sam")
                .body(Map.of("incidentId", wanted.number(), "reason", "we learned a lot"))
                .post("/api/v1/postmortem-requests")
                .then()
                .statusCode(201);
        ObjectNode proposed = document(1);
        proposed.putArray("criteria");
        with(proposed, "cheap", "incident.impact.moneyAffected == false");
        with(proposed, "nobody-knows", "incident.impact.degradedMinutes > 100");
        JsonPath report = new JsonPath(as("hana")
                .body(Map.of("document", proposed, "team", team))
                .post("/api/v1/policies/backtests")
                .then()
                .statusCode(200)
                .extract()
                .asString());
        assertThat(report.getInt("judged")).isEqualTo(3);
        assertThat(report.getInt("before.DUE")).isEqualTo(2);
        assertThat(report.getInt("after.DUE")).isEqualTo(2);
        assertThat(report.getInt("becomeDue")).isEqualTo(1);
        assertThat(report.getInt("becomeNotDue")).isEqualTo(1);
        assertThat(report.getList("criteria.name")).containsExactly("cheap", "nobody-knows");
        assertThat(report.getList("criteria.met")).containsExactly(2, 0);
        assertThat(report.getList("criteria.unknown")).containsExactly(0, 1);
        String change = "changes.find { it.incidentNumber == '" + costly.number() + "' }.";
        assertThat(report.getString(change + "before")).isEqualTo("DUE");
        assertThat(report.getString(change + "after")).isEqualTo("NOT_DUE");
        String money = change + "criteria.find { it.name == 'money-affected' }.";
        assertThat(report.getBoolean(money + "before.met")).isTrue();
        assertThat(report.getString(money + "after")).isNull();
        assertThat(report.getBoolean(change + "criteria.find { it.name == 'cheap' }.after.met"))
                .isFalse();
        assertThat(report.getList("changes.incidentNumber")).doesNotContain(wanted.number());

        assertThat(Story.read("/api/v1/decisions?incidentId=" + costly.number()).getList("items"))
                .hasSize(1);
        JsonPath same = new JsonPath(as("hana")
                .body(Map.of("version", 1, "team", team, "limit", 0))
                .post("/api/v1/policies/backtests")
                .then()
                .statusCode(200)
                .extract()
                .asString());
        assertThat(same.getInt("becomeDue") + same.getInt("becomeNotDue")).isZero();
        as("hana")
                .body(Map.of("version", 1, "document", proposed))
                .post("/api/v1/policies/backtests")
                .then()
                .statusCode(400);
        as("sam")
                .body(Map.of("version", 1))
                .post("/api/v1/policies/backtests")
                .then()
                .statusCode(403);
    }

    @Test
    void what_people_saved_is_never_replaced_by_what_comes_with_the_service() throws IOException {
        save(document(1), FAR).statusCode(201);
        int newest = Story.read("/api/v1/policies?limit=1").getInt("items[0].version");
        policies.keepShipped(new io.quarkus.runtime.StartupEvent());
        assertThat(Story.read("/api/v1/policies?limit=1").getInt("items[0].version"))
                .isEqualTo(newest);
    }

    @jakarta.inject.Inject
    Policies policies;

    private static Incident declaredAt(Incident one, Instant at) {
        return new Incident(
                java.util.UUID.randomUUID(),
                "INC-" + (900_000 + at.getNano() % 100_000),
                one.title(),
                one.summary(),
                one.kind(),
                one.severity(),
                one.peakSeverity(),
                one.services(),
                one.servicesAtFault(),
                one.team(),
                at,
                one.startedAt(),
                one.detectedAt(),
                one.acknowledgedAt(),
                one.mitigatedAt(),
                one.resolvedAt(),
                one.detectedBy(),
                one.roles(),
                one.impact(),
                one.timeline());
    }

    private static ObjectNode document(int version) throws IOException {
        await().until(() -> as("sam").get("/api/v1/policies/" + version).statusCode() == 200);
        return (ObjectNode)
                JSON.readTree(as("sam").get("/api/v1/policies/" + version).asString())
                        .get("document");
    }

    private static ObjectNode with(ObjectNode document, String name, String expression) {
        document.withArray("criteria")
                .addObject()
                .put("criterion", "custom")
                .put("name", name)
                .put("title", "About " + name)
                .put("expression", expression);
        return document;
    }

    private static void refused(String what, ObjectNode document, String field) {
        save(document, FAR).statusCode(400).body("errors[0].field", equalTo(field));
    }

    private static ValidatableResponse save(ObjectNode document, String inForceFrom) {
        Map<String, Object> body = new java.util.HashMap<>(Map.of("reason", "we learned a lot", "document", document));
        if (inForceFrom != null) {
            body.put("inForceFrom", inForceFrom);
        }
        return as("hana").body(body).post("/api/v1/policies").then();
    }
}
