package dev.manabi.notification.delivery;

import static dev.manabi.notification.ChatSink.status;
import static dev.manabi.notification.delivery.Scene.awaitStatus;
import static dev.manabi.notification.delivery.Scene.delivery;
import static dev.manabi.notification.delivery.Scene.events;
import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.kit.Operations;
import dev.manabi.notification.Sinks;
import dev.manabi.notification.announcement.Events;
import dev.manabi.testkit.TableRows;
import dev.manabi.testkit.TestTopics;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DeliveryProjectionTest {

    @Inject
    Operations operations;

    @Inject
    DataSource database;

    @Test
    void made_anew_from_the_events_the_rows_are_what_they_were() {
        Sinks.chat().forget();
        Scene.demoPeople();
        everythingThatCanHappen();

        List<String> tables = new DeliveryProjection().tables();
        Map<String, List<String>> live = TableRows.of(database, tables);
        assertThat(live.get("delivery")).hasSizeGreaterThan(4);
        operations.rebuildProjections();
        assertThat(TableRows.of(database, tables)).isEqualTo(live);
        assertThat(TableRows.of(database, List.of("delivery_lease")).get("delivery_lease"))
                .isEmpty();
    }

    private void everythingThatCanHappen() {
        Events sent = events("Sent");
        TestTopics.publish(sent.drafted("mei"));
        awaitStatus(sent.number(), "chat", "SENT");

        Sinks.chat().next(status(500), status(410));
        Events again = events("Again");
        TestTopics.publish(again.drafted("mei"));
        awaitStatus(again.number(), "chat", "FAILED");
        as("hana")
                .post("/api/v1/deliveries/" + delivery(again.number(), "chat").get("id") + "/redeliver")
                .then()
                .statusCode(200);
        awaitStatus(again.number(), "chat", "SENT");

        Sinks.chat().next(status(404));
        Events failed = events("Failed");
        String stranger = "stranger-" + UUID.randomUUID();
        TestTopics.publish(failed.drafted(stranger));
        awaitStatus(failed.number(), "chat", "FAILED");
        awaitStatus(failed.number(), stranger, "SUPPRESSED");
        awaitStatus(sent.number(), "mei", "SENT");
        awaitStatus(again.number(), "mei", "SENT");
    }
}
