package dev.manabi.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.contracts.NotificationMessage.NotificationFailed;
import dev.manabi.contracts.PublicEvent;
import dev.manabi.eventsourcing.EventMetadata;
import dev.manabi.eventsourcing.Recorded;
import dev.manabi.notification.delivery.domain.Channel;
import dev.manabi.notification.delivery.domain.DeliveryDecider;
import dev.manabi.notification.delivery.domain.DeliveryEvent;
import dev.manabi.notification.delivery.domain.DeliveryEvent.DeliveryAttemptFailed;
import dev.manabi.notification.delivery.domain.DeliveryEvent.DeliveryGivenUp;
import dev.manabi.notification.delivery.domain.DeliveryEvent.DeliveryRequested;
import dev.manabi.notification.delivery.domain.DeliveryEvent.DeliverySent;
import dev.manabi.notification.delivery.domain.DeliveryEvent.DeliverySuppressed;
import dev.manabi.notification.delivery.domain.Notice;
import dev.manabi.notification.delivery.domain.Recipient;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DeliveryPublisherTest {

    private static final UUID ID = UUID.fromString("5f0c1f3e-0000-5000-8000-000000000001");
    private static final Instant T0 = Instant.parse("2026-03-02T09:00:00Z");

    @Test
    void only_what_a_person_must_look_at_is_told() {
        assertThat(published(requested(false))).isEmpty();
        assertThat(published(requested(false), new DeliveryAttemptFailed(1, "503", T0, T0)))
                .isEmpty();
        assertThat(published(requested(false), new DeliverySent(1, T0))).isEmpty();
        assertThat(published(requested(false), new DeliverySuppressed("No address", T0)))
                .isEmpty();
        assertThat(published(requested(false), new DeliveryGivenUp(8, "503", T0)))
                .contains(new NotificationFailed(
                        ID, "MAIL", "mei", "manabi.postmortem.drafted.v1", "[PM-7] Your draft is ready", 8, "503", T0));
    }

    @Test
    void of_a_private_postmortem_not_even_the_subject_is_told() {
        assertThat(published(requested(true), new DeliveryGivenUp(8, "503", T0)))
                .hasValueSatisfying(event ->
                        assertThat(((NotificationFailed) event).subject()).isEqualTo("(private)"));
    }

    private static DeliveryRequested requested(boolean confidential) {
        return new DeliveryRequested(
                new Notice(
                        UUID.randomUUID(),
                        "manabi.postmortem.drafted.v1",
                        Channel.MAIL,
                        Recipient.person("mei"),
                        "postmortem-drafted",
                        "en",
                        "[PM-7] Your draft is ready",
                        Map.of(),
                        Map.of(),
                        confidential,
                        null,
                        Notice.MAIL_SERVER,
                        true),
                null,
                T0);
    }

    private static Optional<PublicEvent> published(DeliveryEvent... history) {
        EventMetadata metadata = new EventMetadata(UUID.randomUUID(), T0, "x", UUID.randomUUID(), null, null);
        return new DeliveryPublisher()
                .publish(
                        new Recorded<>(ID, history.length, history[history.length - 1], metadata),
                        new DeliveryDecider().fold(List.of(history)));
    }
}
