package dev.manabi.notification.text;

import static dev.manabi.notification.delivery.Scene.patiently;
import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import dev.manabi.launcher.LocalInbox.Mail;
import dev.manabi.notification.Sinks;
import dev.manabi.notification.announcement.Announcement;
import dev.manabi.notification.announcement.Events;
import dev.manabi.notification.delivery.Scene;
import dev.manabi.testkit.TestTopics;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class TextApiTest {

    private static final String PATH = "/api/v1/texts/action-item-overdue/en";

    private static Map<String, String> parts(String mail) {
        return Map.of(
                "subject", "[{number}] Overdue, dear all: {title}", "chat", "*{number}* {title} {link}", "mail", mail);
    }

    private static Response preview(String mail) {
        return as("mei")
                .header("Idempotency-Key", UUID.randomUUID())
                .contentType("application/json")
                .body(parts(mail))
                .post(PATH + "/preview");
    }

    @Test
    void every_text_can_be_read_in_both_languages() {
        as("mei")
                .get("/api/v1/texts")
                .then()
                .statusCode(200)
                .body("items", hasSize(2 * Announcement.Kind.values().length))
                .body("items.findAll { it.own }", hasSize(0));
        as("mei")
                .get(PATH)
                .then()
                .statusCode(200)
                .body("words", hasItem("title"))
                .body("own", equalTo(false));
        as("mei").get("/api/v1/texts/no-such/en").then().statusCode(404);
        as("mei").get("/api/v1/texts/action-item-overdue/fr").then().statusCode(400);
    }

    @Test
    void a_text_of_ones_own_is_sent_and_ours_again_when_it_is_dropped() {
        as("mei")
                .header("If-Match", "\"0\"")
                .contentType("application/json")
                .body(parts("x"))
                .put(PATH)
                .then()
                .statusCode(403);
        as("hana")
                .contentType("application/json")
                .body(parts("x"))
                .put(PATH)
                .then()
                .statusCode(428);
        long version = Long.parseLong(as("mei").get(PATH).header("ETag").replace("\"", ""));
        as("hana")
                .header("If-Match", "\"" + version + "\"")
                .contentType("application/json")
                .body(parts("{greeting}\n\n{title}{#if priority} is {priority}{/if}: {link}"))
                .put(PATH)
                .then()
                .statusCode(200)
                .body("own", equalTo(true))
                .body("savedBy", equalTo("hana"));
        Scene.demoPeople();
        Events events = Scene.events("Own words");
        TestTopics.publish(events.actionItemOverdue());
        patiently()
                .untilAsserted(() -> assertThat(Sinks.mails(events.number()))
                        .extracting(Mail::subject)
                        .anySatisfy(subject -> assertThat(subject).contains("Overdue, dear all")));
        as("hana")
                .header("If-Match", "\"" + (version + 1) + "\"")
                .delete(PATH)
                .then()
                .statusCode(204);
        as("mei").get(PATH).then().body("own", equalTo(false));
    }

    @Test
    void a_preview_shows_every_form_and_nothing_that_came_from_elsewhere_is_html() {
        preview("{greeting}\n\n{title}\n{link}")
                .then()
                .statusCode(200)
                .body("subject", equalTo("[PM-7] Overdue, dear all: Checkout returns errors <b>& more</b>"))
                .body("mail", containsString("Hello Mei Tanaka,\n\nCheckout returns errors <b>& more</b>"))
                .body("html", containsString("&lt;b&gt;&amp; more&lt;/b&gt;"))
                .body("html", containsString("<a href=\"http://localhost:8080/postmortems/PM-7\">"))
                .body("chat.SLACK", containsString("*PM-7* Checkout returns errors &lt;b&gt;"))
                .body("chat.DISCORD", containsString("**PM-7**"));
    }

    /** Whoever may write texts reaches nothing with them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{title.class.forName('java.lang.Runtime')}",
                "{inject:config}",
                "{cdi:mailer.send}",
                "{config:['manabi.notification.secret-key']}",
                "{#for i in 1000000000}x{/for}",
                "{#each title}x{/each}",
                "{#include announcements/en/happened /}",
                "{#eval title /}",
                "{title.repeat(1000000)}",
                "{#if title}never closed",
                "{nothing}",
                "{title ?: secret}",
                "{str:concat('a','b')}"
            })
    void what_is_more_than_words_is_refused_with_its_place(String mail) {
        preview("{greeting}\n" + mail)
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("mail"))
                .body("detail", containsString("mail"));
    }

    @Test
    void a_text_that_is_too_long_is_refused() {
        preview("x".repeat(16_001)).then().statusCode(400).body("errors[0].field", containsString("mail"));
    }
}
