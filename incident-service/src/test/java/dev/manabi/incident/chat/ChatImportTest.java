package dev.manabi.incident.chat;

import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A chat becomes evidence of an incident, and facts once somebody confirms them. */
@QuarkusTest
class ChatImportTest {

    private static final String CHAT = """
            10:04 mei: I am IC. Declaring SEV2 for checkout.
            10:05 %1$s: thanks
            10:11 %1$s: Pool is exhausted: 10 of 10 connections in use
            10:15 %1$s: rolled back to 4.1
            23:50 mei: far outside of the window
            """;

    private String incident;
    private String path;

    @BeforeEach
    void declare() {
        incident = as("mei")
                .body(
                        "{\"title\": \"Card payments fail\", \"severity\": \"SEV2\", \"startedAt\": \"2026-03-01T10:00:00Z\","
                                + " \"resolvedAt\": \"2026-03-01T11:00:00Z\"}")
                .post("/api/v1/incidents")
                .path("id");
        path = "/api/v1/incidents/" + incident + "/chat-imports";
    }

    @Test
    void a_chat_is_attached_proposed_confirmed_in_other_words_and_erased() {
        String handle = "h" + UUID.randomUUID();
        as("hana")
                .body("{\"id\": \"p" + handle + "\", \"name\": \"Robin\", \"chatHandle\": \"" + handle + "\"}")
                .post("/api/v1/people")
                .then()
                .statusCode(201);
        Response imported = paste(CHAT.formatted(handle));
        String chat = imported.then()
                .statusCode(201)
                .body("messages", equalTo(4))
                .body("outside", equalTo(1))
                .body("proposed", equalTo(3))
                .extract()
                .path("id");
        assertThat(paste(CHAT.formatted(handle)).<String>path("id")).isEqualTo(chat); // the same again

        as("sam")
                .get(path + "/" + chat + "/messages?proposed=true")
                .then()
                .statusCode(200)
                .body("items.number", equalTo(java.util.List.of(1, 3, 4)))
                .body("items[2].author", equalTo("p" + handle))
                .body("items[2].reasons.rule", hasItem("done"))
                .body("items[2].kind", equalTo("ACTION"))
                .body("items.entry", not(hasItem(notNullValue())));
        as("sam").get(path + "/" + chat + "/messages?number=2").then().body("items[0].proposed", equalTo(false));

        String confirm = "{\"all\": true, \"entries\": [{\"message\": 4, \"text\": \"checkout rolled back to 4.1\"}]}";
        for (int time = 1; time <= 2; time++) {
            as("sam")
                    .header("Idempotency-Key", "confirm " + chat)
                    .body(confirm)
                    .post(path + "/" + chat + "/confirm")
                    .then()
                    .statusCode(200)
                    .body("entries", hasSize(3));
        }
        as("sam").body(confirm).post(path + "/" + chat + "/confirm").then().statusCode(200); // again changes nothing
        as("sam")
                .get("/api/v1/incidents/" + incident)
                .then()
                .body("timeline.findAll { it.kind != 'STATUS' }", hasSize(3))
                .body("timeline.text", hasItem("checkout rolled back to 4.1"))
                .body("coverage.share", equalTo(1.0f))
                .body(
                        "timeline.find { it.kind == 'ACTION' }.evidence[0].text",
                        equalTo(handle + ": rolled back to 4.1"))
                .body(
                        "timeline.find { it.kind == 'ACTION' }.evidence[0].url",
                        equalTo(path + "/" + chat + "/messages?number=4"))
                .body("timeline.find { it.kind == 'ACTION' }.author", equalTo("p" + handle));
        as("sam").get(path + "/" + chat + "/messages?number=4").then().body("items[0].entry", notNullValue());

        as("sam")
                .get(path + "/" + chat + "/raw")
                .then()
                .statusCode(200)
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Disposition", containsString("attachment"));
        as("mei").delete(path + "/" + chat).then().statusCode(428);
        as("mei").header("If-Match", "\"2\"").delete(path + "/" + chat).then().statusCode(412);
        as("mei").header("If-Match", "\"1\"").delete(path + "/" + chat).then().statusCode(204);
        as("mei").get(path + "/" + chat).then().statusCode(404);
        as("sam")
                .get("/api/v1/incidents/" + incident)
                .then()
                .body("timeline.text", hasItem("checkout rolled back to 4.1"));
    }

    @Test
    void facts_of_a_chat_are_gathered_after_the_closing_too_and_can_be_corrected() {
        as("mei").post("/api/v1/incidents/" + incident + "/close").then().statusCode(200);
        String chat = paste(CHAT.formatted("nobody")).path("id");
        String entry = as("sam")
                .body("{\"entries\": [{\"message\": 2, \"kind\": \"NOTE\", \"occurredAt\": \"2026-03-01T10:06:00Z\"}]}")
                .post(path + "/" + chat + "/confirm")
                .path("entries[0].id");
        as("sam")
                .get(path + "/" + chat + "/messages?number=2")
                .then()
                .body("items[0].author", nullValue())
                .body("items[0].entry", equalTo(entry));
        String etag = as("sam").get("/api/v1/incidents/" + incident).header("ETag");
        as("sam")
                .header("If-Match", etag)
                .body("{\"occurredAt\": \"2026-03-01T10:07:00Z\", \"text\": \"better words\"}")
                .put("/api/v1/incidents/" + incident + "/timeline/" + entry)
                .then()
                .statusCode(200)
                .body("timeline.text", hasItem("better words"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"entries\": []}",
                "{\"entries\": [{\"message\": 99}]}",
                "{\"entries\": [{\"message\": 1}, {\"message\": 1}]}",
                "{\"entries\": [{\"message\": 1, \"text\": \"\"}]}",
                "{\"entries\": [{\"message\": 1, \"occurredAt\": \"2925-01-01T00:00:00Z\"}]}"
            })
    void a_confirmation_that_makes_no_sense_changes_nothing(String body) {
        String chat = paste(CHAT.formatted("nobody")).path("id");
        as("sam")
                .body(body)
                .post(path + "/" + chat + "/confirm")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
        as("sam")
                .get("/api/v1/incidents/" + incident)
                .then()
                .body("timeline.findAll { it.kind != 'STATUS' }", hasSize(0));
    }

    @Test
    void what_is_no_chat_is_refused() {
        for (String query : new String[] {
            "?zone=Moon", "?date=yesterday", "?from=x", "?from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z"
        }) {
            as("sam")
                    .contentType("text/plain")
                    .body("10:00 mei: x")
                    .post(path + query)
                    .then()
                    .statusCode(400);
        }
        as("sam")
                .contentType("text/plain")
                .body("10:00 mei: x")
                .post(path)
                .then()
                .statusCode(400)
                .body("detail", containsString("date="));
        as("sam")
                .contentType("text/plain")
                .body(new byte[] {(byte) 0xC3, 0x28})
                .post(path + "?date=2026-03-01")
                .then()
                .statusCode(400);
        as("sam").contentType("application/json").body("[[[[").post(path).then().statusCode(400);
        as("sam")
                .contentType("application/zip")
                .body(new byte[] {'P', 'K', 3, 4, 9, 9})
                .post(path)
                .then()
                .statusCode(400);
        as("sam")
                .contentType("text/plain")
                .body("10:00 mei: x")
                .post("/api/v1/incidents/INC-999999/chat-imports")
                .then()
                .statusCode(404);
        as("sam").get(path + "/nothing").then().statusCode(404);
        as("sam").get(path + "/" + UUID.randomUUID() + "/messages").then().statusCode(404);
    }

    private Response paste(String text) {
        return as("sam")
                .contentType("text/plain; charset=utf-8")
                .body(text.getBytes(StandardCharsets.UTF_8))
                .post(path + "?date=2026-03-01");
    }
}
