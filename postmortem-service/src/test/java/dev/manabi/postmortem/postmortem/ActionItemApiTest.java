package dev.manabi.postmortem.postmortem;

import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.manabi.postmortem.Story;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ActionItemApiTest {

    private static final String ITEMS = "/api/v1/action-items";

    @BeforeEach
    void everybodyIsKnown() {
        Story.knowEverybody();
        String path = Story.draft();
        Awaitility.await()
                .until(() -> as("mei")
                                .body(task(Map.of("owner", "sam")))
                                .post(path + "/action-items")
                                .statusCode()
                        == 201);
    }

    @Test
    void whoever_does_it_writes_it_or_leads_says_how_far_it_has_come_and_nobody_else() {
        String path = Story.draft();
        String item = add(path, Map.of("owner", "sam"));
        say(anybody(), path, item, Map.of("status", "DONE")).statusCode(403).body("code", equalTo("not-allowed"));
        say("sam", path, item, Map.of("status", "IN_PROGRESS")).statusCode(200);
        say("alex", path, item, Map.of("status", "OPEN")).statusCode(200); // collaborates
        say("hana", path, item, Map.of("status", "IN_PROGRESS")).statusCode(200);
        say("mei", path, item, Map.of("status", "DONE", "reason", "It fired", "evidence", "https://graphs.example/1"))
                .statusCode(200)
                .body("statusReason", equalTo("It fired"))
                .body("evidence", equalTo("https://graphs.example/1"))
                .body("statusBy", equalTo("mei"))
                .body("statusAt", notNullValue());
        say("mei", path, item, Map.of("status", "DONE", "evidence", "javascript:alert(1)"))
                .statusCode(400)
                .body("errors[0].field", equalTo("evidence"));
        say("sam", path, item, Map.of("status", "OPEN", "reason", "It fires no more"))
                .statusCode(200);
    }

    @Test
    void a_preventive_action_that_is_declined_stands_in_the_register_with_who_and_why() {
        String path = Story.draft();
        String item = add(path, Map.of("kind", "PREVENT", "owner", "sam"));
        Map<String, String> decline = Map.of("status", "DECLINED", "reason", "The service goes away");
        say("mei", path, item, decline).statusCode(409).body("code", equalTo("preventive-action-needs-approver"));
        say("hana", path, item, decline).statusCode(200);
        as("alex")
                .queryParam("status", "DECLINED")
                .queryParam("postmortem", Story.read(path).getString("number"))
                .get(ITEMS)
                .then()
                .statusCode(200)
                .body("items.id", equalTo(List.of(item)))
                .body("items[0].statusReason", equalTo("The service goes away"))
                .body("items[0].statusBy", equalTo("hana"))
                .body("items[0].statusAt", notNullValue());
    }

    @Test
    void the_list_is_filtered_by_team_postmortem_and_date() {
        String path = Story.draft();
        String id = Story.read(path).getString("id");
        String soon = add(path, Map.of("dueAt", "2098-01-01T00:00:00Z"));
        String later = add(path, Map.of("dueAt", "2098-06-01T00:00:00Z"));
        list(Map.of("postmortem", id)).body("items.id", equalTo(List.of(soon, later)));
        list(Map.of("postmortem", id, "dueBefore", "2098-06-01T00:00:00Z")).body("items.id", equalTo(List.of(soon)));
        list(Map.of("postmortem", id, "team", "storefront")).body("items.id", equalTo(List.of(soon, later)));
        list(Map.of("postmortem", id, "team", "nobody")).body("items", empty());
        list(Map.of("postmortem", "PM-99999999")).body("items", empty());
        list(Map.of("postmortem", "nonsense")).body("items", empty());
        for (String time : List.of("tomorrow", "+999999999-01-01T00:00:00Z")) {
            as("sam")
                    .queryParam("dueBefore", time)
                    .get(ITEMS)
                    .then()
                    .statusCode(400)
                    .body("errors[0].field", equalTo("dueBefore"));
        }
    }

    @Test
    void what_was_added_by_mistake_is_removed_and_the_history_knows_it() {
        String path = Story.draft();
        String item = add(path, Map.of("owner", "sam"));
        anybody()
                .header("If-Match", Story.etag(path))
                .delete(path + "/action-items/" + item)
                .then()
                .statusCode(403);
        as("mei").delete(path + "/action-items/" + item).then().statusCode(428);
        as("mei")
                .header("If-Match", Story.etag(path))
                .delete(path + "/action-items/" + item)
                .then()
                .statusCode(200)
                .body("id", equalTo(item));
        as("mei").get(ITEMS + "/" + item).then().statusCode(404);
        as("mei").get(path).then().body("actionItems", empty()).body("revision", equalTo(3));
        as("mei").get(path + "/history").then().body("items.type", hasItem("action-item-removed.v1"));
    }

    @Test
    void owner_and_date_change_after_the_publication_with_a_reason_and_what_was_published_does_not() {
        String path = Story.draft();
        String item = add(path, Map.of("owner", "sam", "priority", "P1"));
        plan("mei", path, item).statusCode(409).body("code", equalTo("postmortem-not-published"));
        Story.complete(path);
        as("mei").post(path + "/submit").then().statusCode(200);
        Story.accept(Story.read(path), "ken");
        Story.awaitStatus(path, "APPROVED");
        as("mei").post(path + "/publish").then().statusCode(200);
        String hash = Story.read(path).getString("contentHash");
        as("mei")
                .header("If-Match", Story.etag(path))
                .body(task(Map.of()))
                .put(path + "/action-items/" + item)
                .then()
                .statusCode(409)
                .body("code", equalTo("postmortem-published"));
        plan(anybody(), path, item).statusCode(403);
        plan("sam", path, item)
                .statusCode(200)
                .body("owner", equalTo("alex"))
                .body("dueAt", equalTo("2099-06-30T15:00:00Z"));
        as("sam").get(path).then().body("contentHash", equalTo(hash)).body("status", equalTo("PUBLISHED"));
        say("alex", path, item, Map.of("status", "IN_PROGRESS")).statusCode(200);
    }

    @Test
    void advice_on_action_items_is_given_in_the_language_of_the_postmortem() {
        String path = Story.draft();
        String vague = add(path, Map.of("title", "Improve monitoring", "priority", "P3"));
        as("sam")
                .get(path + "/action-items/lint")
                .then()
                .statusCode(200)
                .header("ETag", notNullValue())
                .body("findings.find { it.code == 'vague' }.actionItemId", equalTo(vague))
                .body("findings.find { it.code == 'vague' }.message", notNullValue())
                .body("findings.code", hasItem("nothing-prevents"))
                .body("findings.find { it.code == 'nothing-prevents' }.actionItemId", nullValue())
                .body("findings.code", hasItem("nothing-urgent")); // its users saw it
        add(path, Map.of("title", "Stop a push at a failing canary", "kind", "PREVENT", "priority", "P1"));
        as("sam")
                .get(path + "/action-items/lint")
                .then()
                .body("findings.code", not(hasItem("nothing-prevents")))
                .body("findings.code", not(hasItem("nothing-urgent")));
    }

    /** Somebody who has no part in it. */
    private static RequestSpecification anybody() {
        return as("kim", "member");
    }

    private static ValidatableResponse plan(String person, String path, String item) {
        return plan(as(person), path, item);
    }

    private static ValidatableResponse plan(RequestSpecification person, String path, String item) {
        return person.header("If-Match", Story.etag(path))
                .body(Map.of("owner", "alex", "dueAt", "2099-06-30T15:00:00Z", "reason", "The gateway comes in June"))
                .put(ITEMS + "/" + item + "/plan")
                .then();
    }

    private static ValidatableResponse say(String person, String path, String item, Map<String, String> status) {
        return say(as(person), path, item, status);
    }

    private static ValidatableResponse say(
            RequestSpecification person, String path, String item, Map<String, String> status) {
        return person.header("If-Match", Story.etag(path))
                .body(status)
                .put(ITEMS + "/" + item + "/status")
                .then();
    }

    private static ValidatableResponse list(Map<String, String> filter) {
        return as("sam").queryParams(filter).get(ITEMS).then().statusCode(200);
    }

    private static String add(String path, Map<String, String> differently) {
        String id =
                as("mei").body(task(differently)).post(path + "/action-items").path("id");
        assertThat(id).isNotNull();
        return id;
    }

    private static Map<String, String> task(Map<String, String> differently) {
        Map<String, String> task = new HashMap<>(Map.of(
                "title", "Alert on errors",
                "kind", "DETECT",
                "dueAt", "2099-01-01T00:00:00Z",
                "endState", "The alert has fired in a drill"));
        task.putAll(differently);
        return task;
    }
}
