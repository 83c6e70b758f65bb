package dev.manabi.notification.delivery;

import static dev.manabi.notification.delivery.Scene.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.contracts.NotificationMessage.NotificationDelayed;
import dev.manabi.contracts.Topic;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.kit.Inbox;
import dev.manabi.notification.delivery.domain.Channel;
import dev.manabi.notification.delivery.domain.DeliveryCommand.RequestDelivery;
import dev.manabi.notification.delivery.domain.Notice;
import dev.manabi.notification.delivery.domain.Recipient;
import dev.manabi.testkit.TestTopics;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LateDeliveriesTest {

    @Inject
    LateDeliveries lateDeliveries;

    @Inject
    DeliveryCommands commands;

    @Inject
    Inbox inbox;

    /** To somebody whom the catalog does not know. The destination is one that nobody serves. */
    private UUID requested(Instant at, boolean mandatory) {
        UUID id = UUID.randomUUID();
        Notice notice = new Notice(
                UUID.randomUUID(),
                "manabi.postmortem.drafted.v1",
                Channel.MAIL,
                Recipient.person("stranger-" + id),
                "postmortem-drafted",
                "en",
                "[PM-7] Your draft is ready",
                Map.of("number", "PM-7"),
                Map.of(),
                false,
                null,
                "nowhere-" + id,
                mandatory);
        // Its lease is taken before it is there, so that nobody sends it.
        QuarkusTransaction.requiringNew()
                .run(() -> DeliveryView.getEntityManager()
                        .createNativeQuery("insert into delivery_lease (delivery_id, holder, until)"
                                + " values (:id, 'test', now() + interval '1 hour') on conflict (delivery_id) do update"
                                + " set holder = excluded.holder, until = excluded.until")
                        .setParameter("id", id)
                        .executeUpdate());
        QuarkusTransaction.requiringNew()
                .run(() -> commands.handle(
                        new RequestDelivery(id, notice, null, null, at), Expected.any(), inbox.ownCause()));
        return id;
    }

    @Test
    void what_somebody_must_know_and_has_not_been_told_in_time_raises_an_alarm_once() {
        Instant now = Instant.now();
        UUID late = requested(now.minus(Duration.ofMinutes(10)), true);
        UUID inTime = requested(now.minus(Duration.ofMinutes(1)), true);
        UUID optional = requested(now.minus(Duration.ofMinutes(10)), false);
        lateDeliveries.look();
        lateDeliveries.look();
        patiently()
                .untilAsserted(() -> assertThat(TestTopics.received(Topic.NOTIFICATIONS, late.toString()))
                        .singleElement()
                        .satisfies(message -> {
                            NotificationDelayed event = (NotificationDelayed) message.event();
                            assertThat(event.recipient()).isEqualTo("stranger-" + late);
                            assertThat(event.event()).isEqualTo("manabi.postmortem.drafted.v1");
                        }));
        for (UUID id : List.of(inTime, optional)) {
            assertThat(lateSince(id)).isNull();
        }
        assertThat(lateSince(late)).isNotNull();
    }

    private static Instant lateSince(UUID id) {
        return QuarkusTransaction.requiringNew().call(() -> DeliveryView.<DeliveryView>findById(id).lateSince);
    }
}
