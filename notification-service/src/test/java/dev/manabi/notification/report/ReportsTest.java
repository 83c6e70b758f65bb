package dev.manabi.notification.report;

import static dev.manabi.notification.delivery.Scene.patiently;
import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.manabi.launcher.LocalInbox.Mail;
import dev.manabi.notification.Sinks;
import dev.manabi.notification.announcement.Events;
import dev.manabi.notification.delivery.Scene;
import dev.manabi.testkit.TestTopics;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ReportsTest {

    @Inject
    Reports reports;

    /** As if the time had come. */
    private static void due(ReportKind kind, Instant slot) {
        QuarkusTransaction.requiringNew().run(() -> {
            ReportRow.delete("kind", kind);
            ReportClock row = ReportClock.findById(kind);
            row.nextAt = slot;
        });
    }

    private boolean make(ReportKind kind) {
        return QuarkusTransaction.requiringNew().call(() -> reports.makeIfDue(kind));
    }

    private static Reported reported(String number) {
        return QuarkusTransaction.requiringNew()
                .call(() -> Reported.<Reported>find("number = ?1 and kind = ?2", number, Reported.Kind.POSTMORTEM)
                        .firstResult());
    }

    /** Written down, since the events of the tests are of another time. */
    private static void late(String number, String title, Instant since) {
        QuarkusTransaction.requiringNew().run(() -> {
            Reported row = new Reported();
            row.id = UUID.randomUUID();
            row.kind = Reported.Kind.ACTION_ITEM;
            row.number = number;
            row.title = title;
            row.team = "storefront";
            row.owner = "mei";
            row.status = Reported.Status.WAITING;
            row.dueAt = since;
            row.at = since;
            row.persist();
        });
    }

    @Test
    void the_week_is_told_once_however_many_are_there_to_tell_it() throws Exception {
        Scene.demoPeople();
        Instant now = Instant.now();
        String number = "PM-9" + Math.floorMod(System.nanoTime(), 100_000);
        late(number, "Alert on the error rate", now.minus(Duration.ofDays(10)));
        due(ReportKind.WEEKLY, now.minusSeconds(5));
        try (var replicas = Executors.newFixedThreadPool(4)) {
            List<Future<Boolean>> made = replicas.invokeAll(
                    java.util.Collections.nCopies(4, (Callable<Boolean>) () -> make(ReportKind.WEEKLY)));
            int times = 0;
            for (Future<Boolean> one : made) {
                times += one.get() ? 1 : 0;
            }
            assertThat(times).isEqualTo(1);
        }
        assertThat(make(ReportKind.WEEKLY)).isFalse();
        patiently()
                .untilAsserted(() -> assertThat(Sinks.mails("what happened, what waits, what was learned"))
                        .extracting(Mail::recipient)
                        .containsExactly("everybody@manabi.example"));
        Mail mail = Sinks.mails("what happened, what waits, what was learned").getFirst();
        assertThat(mail.text()).contains("- " + number + " action item: Alert on the error rate, mei, 10 days late");
        String period = as("mei").get("/api/v1/reports").jsonPath().getString("items[0].period");
        assertThat(mail.subject()).contains(period);
        as("mei")
                .get("/api/v1/reports/weekly/" + period)
                .then()
                .statusCode(200)
                .body("waiting.number", hasItem(number));
        as("mei").get("/api/v1/reports/weekly/1999-W01").then().statusCode(404);
        as("mei").get("/api/v1/reports/daily/preview").then().statusCode(404);
    }

    @Test
    void a_report_that_was_missed_for_longer_than_its_week_is_not_made_late() {
        due(ReportKind.OVERDUE, Instant.now().minus(Duration.ofDays(8)));
        assertThat(make(ReportKind.OVERDUE)).isFalse();
        Instant next = QuarkusTransaction.requiringNew()
                .call(() -> ReportClock.<ReportClock>findById(ReportKind.OVERDUE).nextAt);
        assertThat(next).isAfter(Instant.now());
    }

    @Test
    void whoever_leads_hears_what_is_late_in_their_team() {
        Scene.demoPeople();
        String number = "PM-8" + Math.floorMod(System.nanoTime(), 100_000);
        late(number, "Rehearse the failover", Instant.now().minus(Duration.ofDays(3)));
        due(ReportKind.OVERDUE, Instant.now().minusSeconds(5));
        assertThat(make(ReportKind.OVERDUE)).isTrue();
        patiently()
                .untilAsserted(() -> assertThat(Sinks.mails("of your team are late"))
                        .anySatisfy(mail -> assertThat(mail.text()).contains(number, "Rehearse the failover")));
    }

    @Test
    void what_is_private_is_in_no_report() {
        Events secret = Scene.confidentialEvents("Secret");
        TestTopics.publish(secret.drafted("mei"));
        TestTopics.publish(secret.published("x"));
        Events open = Scene.events("Open");
        TestTopics.publish(open.published("Users saw errors."));
        patiently().untilAsserted(() -> assertThat(reported(open.number())).isNotNull());
        assertThat(reported(secret.number())).isNull();
        as("mei")
                .get("/api/v1/reports/weekly/preview")
                .then()
                .statusCode(200)
                .body("learned.findAll { it.number == '" + secret.number() + "' }.size()", equalTo(0));
    }
}
