package dev.manabi.notification.month;

import static dev.manabi.notification.delivery.Scene.patiently;
import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.manabi.launcher.LocalInbox.Mail;
import dev.manabi.notification.Sinks;
import dev.manabi.notification.delivery.Scene;
import dev.manabi.notification.report.Reported;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MonthApiTest {

    private static final Map<String, Integer> GOOD =
            Map.of("clarity", 5, "depth", 4, "actions", 4, "fairness", 5, "usefulness", 5);

    @Inject
    Months months;

    /** Long ago, so that the clock of the service closes none of them. */
    private static String published(YearMonth month, String owner) {
        String number = "PM-7" + Math.floorMod(System.nanoTime(), 1_000_000);
        QuarkusTransaction.requiringNew().run(() -> {
            Reported row = new Reported();
            row.id = UUID.randomUUID();
            row.kind = Reported.Kind.POSTMORTEM;
            row.number = number;
            row.title = "Checkout returns errors";
            row.owner = owner;
            row.status = Reported.Status.DONE;
            row.at = Instant.parse(month + "-12T10:00:00Z");
            row.persist();
        });
        return number;
    }

    private static String path(YearMonth month) {
        return "/api/v1/postmortem-of-the-month/" + month;
    }

    private static Response nominate(YearMonth month, String number, String by) {
        return as(by).contentType("application/json")
                .body(Map.of("number", number, "reason", "It shows how a small pool takes everything down."))
                .post(path(month) + "/nominations");
    }

    private static Response consent(YearMonth month, String number, String by, boolean yes) {
        return as(by).contentType("application/json")
                .body(Map.of("yes", yes))
                .post(path(month) + "/nominations/" + number + "/consent");
    }

    private static Response vote(YearMonth month, String number, String by) {
        return as(by).contentType("application/json")
                .body(GOOD)
                .post(path(month) + "/nominations/" + number + "/ballot");
    }

    @Test
    void a_postmortem_is_nominated_agreed_to_voted_for_and_told_to_everybody() {
        Scene.demoPeople();
        YearMonth month = YearMonth.of(2019, 3);
        String number = published(month, "mei");
        nominate(month, number, "alex").then().statusCode(200).body("nominations[0].consent", nullValue());
        patiently()
                .untilAsserted(() -> assertThat(Sinks.mails("[" + number + "] Nominated"))
                        .extracting(Mail::recipient)
                        .containsExactly("mei@manabi.example"));
        vote(month, number, "ken").then().statusCode(409).body("code", equalTo("without-consent"));
        consent(month, number, "ken", true).then().statusCode(403);
        consent(month, number, "mei", true).then().statusCode(200).body("nominations[0].consent", equalTo(true));
        vote(month, number, "mei").then().statusCode(409).body("code", equalTo("own-postmortem"));
        vote(month, number, "ken").then().statusCode(200).body("nominations[0].mine.clarity", equalTo(5));
        // Nobody else is shown it, and no sum.
        as("hana")
                .get(path(month))
                .then()
                .statusCode(200)
                .body("nominations[0].mine", nullValue())
                .body("results", hasSize(0))
                .body("closed", equalTo(false));
        assertThat(QuarkusTransaction.requiringNew().call(() -> months.close(month)))
                .isTrue();
        assertThat(QuarkusTransaction.requiringNew().call(() -> months.close(month)))
                .isFalse();
        as("hana")
                .get(path(month))
                .then()
                .body("winner", equalTo(number))
                .body("results[0].ballots", equalTo(1))
                .body("results[0].average", equalTo(23.0f));
        patiently()
                .untilAsserted(() -> assertThat(Sinks.mails("[" + number + "] The postmortem of 2019-03"))
                        .extracting(Mail::recipient)
                        .containsExactly("everybody@manabi.example"));
        vote(month, number, "alex").then().statusCode(409).body("code", equalTo("month-closed"));
    }

    @Test
    void where_nobody_was_nominated_the_managers_hear_of_it() {
        Scene.demoPeople();
        YearMonth month = YearMonth.of(2019, 4);
        published(month, "mei");
        assertThat(QuarkusTransaction.requiringNew().call(() -> months.close(month)))
                .isTrue();
        patiently()
                .untilAsserted(() -> assertThat(Sinks.mails("No postmortem of 2019-04 was chosen"))
                        .extracting(Mail::recipient)
                        .contains("hana@manabi.example"));
        assertThat(QuarkusTransaction.requiringNew().call(() -> months.close(YearMonth.of(2019, 5))))
                .as("nothing was published")
                .isFalse();
    }

    @Test
    void only_what_was_published_in_that_month_is_nominated() {
        YearMonth month = YearMonth.of(2019, 6);
        String number = published(month, "mei");
        nominate(month.plusMonths(1), number, "alex").then().statusCode(400);
        nominate(month, "PM-0", "alex").then().statusCode(400);
        as("alex").get("/api/v1/postmortem-of-the-month/yesterday").then().statusCode(400);
        vote(month, number, "ken").then().statusCode(409).body("code", equalTo("not-nominated"));
        nominate(month, number, "mei").then().statusCode(200).body("nominations[0].consent", equalTo(true));
    }
}
