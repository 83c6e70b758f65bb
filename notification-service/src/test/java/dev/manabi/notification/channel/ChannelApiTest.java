package dev.manabi.notification.channel;

import static dev.manabi.notification.ChatSink.status;
import static dev.manabi.testkit.Tokens.as;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.manabi.notification.ChatSink;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hana is an admin in the demo's tokens. */
@QuarkusTest
class ChannelApiTest {

    @Inject
    AgroalDataSource database;

    private final ChatSink sink = new ChatSink(0);
    private final String name = "room-" + UUID.randomUUID().toString().substring(0, 8);

    private Response setUp(String kind) {
        return as("hana")
                .contentType("application/json")
                .body(Map.of("name", name, "kind", kind, "address", address(), "owner", "alex"))
                .post("/api/v1/channels");
    }

    private String address() {
        return "http://127.0.0.1:" + sink.port() + "/secret-path/" + name;
    }

    @Test
    void a_channel_is_set_up_read_changed_and_removed_and_its_address_is_never_shown_again() throws SQLException {
        setUp("SLACK")
                .then()
                .statusCode(201)
                .header("Location", "/api/v1/channels/" + name)
                .header("ETag", "\"1\"")
                .body("target", equalTo("http://127.0.0.1:" + sink.port()))
                .body("enabled", equalTo(true))
                .body("owner", equalTo("alex"))
                .body("signingSecret", nullValue())
                .body(not(containsString("secret-path")));
        as("mei").get("/api/v1/channels/" + name).then().statusCode(200).body(not(containsString("secret-path")));
        as("mei").get("/api/v1/channels?limit=200").then().body("items.name", hasItem(name));
        setUp("SLACK").then().statusCode(409).body("code", equalTo("channel-exists"));
        change("\"7\"", Map.of("kind", "SLACK")).then().statusCode(412);
        change(null, Map.of("kind", "SLACK")).then().statusCode(428);
        change("\"1\"", Map.of("kind", "TEAMS")).then().statusCode(409).body("code", equalTo("channel-kind-stays"));
        change("\"1\"", Map.of("kind", "SLACK", "description", "New", "language", "ja"))
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("language", equalTo("ja"))
                .body("target", equalTo("http://127.0.0.1:" + sink.port()));
        assertThat(everything()).doesNotContain("secret-path");
        as("hana")
                .header("If-Match", "\"2\"")
                .delete("/api/v1/channels/" + name)
                .then()
                .statusCode(204);
        as("mei").get("/api/v1/channels/" + name).then().statusCode(404);
        setUp("TEAMS").then().statusCode(201).body("kind", equalTo("TEAMS"));
    }

    private Response change(String ifMatch, Map<String, String> body) {
        var request = as("hana").contentType("application/json").body(body);
        return (ifMatch == null ? request : request.header("If-Match", ifMatch)).put("/api/v1/channels/" + name);
    }

    /** Every row of every table that could hold it. */
    private String everything() throws SQLException {
        StringBuilder all = new StringBuilder();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : new String[] {"event", "channel", "channel_secret", "outbox", "idempotency_key"}) {
                try (ResultSet rows =
                        statement.executeQuery("select coalesce(string_agg(t::text, ' '), '') from " + table + " t")) {
                    rows.next();
                    all.append(rows.getString(1));
                }
            }
        }
        return all.toString();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "https://169.254.169.254/latest/meta-data, SLACK",
        "http://10.0.0.7/hook, WEBHOOK",
        "https://[::ffff:a00:7]/hook, WEBHOOK",
        "file:///etc/passwd, WEBHOOK",
        "https://user:pw@hooks.slack.com/x, SLACK",
        "no address, SLACK",
        "'team@example.org\nBcc: x@example.org', MAIL_LIST",
        "https://hooks.slack.com/x, MAIL_LIST"
    })
    void addresses_that_nothing_is_sent_to_are_refused_when_they_are_saved(String address, String kind) {
        as("hana")
                .contentType("application/json")
                .body(Map.of("name", name, "kind", kind, "address", address))
                .post("/api/v1/channels")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("address"));
        as("mei").get("/api/v1/channels/" + name).then().statusCode(404);
    }

    @Test
    void only_admins_set_up_change_and_try_channels() {
        setUp("SLACK").then().statusCode(201);
        for (String person : new String[] {"mei", "alex"}) {
            as(person)
                    .contentType("application/json")
                    .body(Map.of("name", name + "x", "kind", "SLACK", "address", address()))
                    .post("/api/v1/channels")
                    .then()
                    .statusCode(403);
            as(person).post("/api/v1/channels/" + name + "/test").then().statusCode(403);
            as(person)
                    .header("If-Match", "*")
                    .delete("/api/v1/channels/" + name)
                    .then()
                    .statusCode(403);
        }
        given().contentType("application/json")
                .post("/api/v1/channels/" + name + "/test")
                .then()
                .statusCode(401);
        assertThat(sink.calls()).isEmpty();
    }

    @Test
    void what_came_with_the_configuration_changes_with_it_alone() {
        for (String configured : new String[] {"mail", "audience", "chat"}) {
            as("hana")
                    .header("If-Match", "*")
                    .delete("/api/v1/channels/" + configured)
                    .then()
                    .statusCode(409)
                    .body("code", equalTo("channel-is-configured"));
        }
    }

    @Test
    void the_test_button_says_whether_it_arrived_and_repeats_nothing_of_the_answer() {
        setUp("DISCORD").then().statusCode(201);
        test().then().statusCode(200).body("arrived", equalTo(true)).body("error", nullValue());
        assertThat(sink.calls())
                .singleElement()
                .satisfies(call -> assertThat(call.body()).contains("**" + name + "**", "allowed_mentions"));
        sink.next(status(500), status(410), status(302, Map.of("Location", "http://127.0.0.1:1/"), ""));
        for (int code : new int[] {500, 410, 302}) {
            test().then()
                    .statusCode(200)
                    .body("arrived", equalTo(false))
                    .body("error", equalTo("The webhook answered " + code + "."))
                    .body(not(containsString("do not repeat me")));
        }
    }

    private Response test() {
        return as("hana").post("/api/v1/channels/" + name + "/test");
    }

    @Test
    void a_signing_secret_is_shown_once_and_the_old_one_signs_for_a_while() {
        JsonPath created = setUp("WEBHOOK")
                .then()
                .statusCode(201)
                .body("signingSecret", startsWith("whsec_"))
                .extract()
                .jsonPath();
        as("hana").get("/api/v1/channels/" + name).then().body("signingSecret", nullValue());
        test().then().body("arrived", equalTo(true));
        assertThat(signatures(0)).hasSize(1);
        String second = as("hana")
                .post("/api/v1/channels/" + name + "/signing-secret")
                .then()
                .statusCode(200)
                .body("signingSecret", startsWith("whsec_"))
                .extract()
                .path("signingSecret");
        assertThat(second).isNotEqualTo(created.getString("signingSecret"));
        test().then().body("arrived", equalTo(true));
        assertThat(signatures(1)).hasSize(2);
        setUpOther("slack-" + name);
        as("hana")
                .post("/api/v1/channels/slack-" + name + "/signing-secret")
                .then()
                .statusCode(409)
                .body("code", equalTo("channel-is-not-signed"));
    }

    private void setUpOther(String other) {
        as("hana")
                .contentType("application/json")
                .body(Map.of("name", other, "kind", "SLACK", "address", address()))
                .post("/api/v1/channels")
                .then()
                .statusCode(201);
    }

    private String[] signatures(int call) {
        return sink.calls().get(call).headers().get("webhook-signature").split(" ");
    }

    @Test
    void a_disabled_channel_says_why_and_can_be_enabled() {
        setUp("SLACK").then().statusCode(201);
        as("hana")
                .contentType("application/json")
                .body(Map.of("reason", "Holidays"))
                .post("/api/v1/channels/" + name + "/disable")
                .then()
                .statusCode(200)
                .body("enabled", equalTo(false))
                .body("disabledWhy", equalTo("Holidays"));
        test().then().body("arrived", equalTo(false)).body("error", containsString("Holidays"));
        as("hana")
                .post("/api/v1/channels/" + name + "/enable")
                .then()
                .statusCode(200)
                .body("enabled", equalTo(true));
        test().then().body("arrived", equalTo(true));
    }
}
