package dev.manabi.notification.delivery.domain;

import static dev.manabi.notification.delivery.domain.DeliveryRule.DELIVERY_ALREADY_SENT;
import static dev.manabi.testkit.DeciderSpec.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.notification.delivery.domain.DeliveryCommand.BundleDelivery;
import dev.manabi.notification.delivery.domain.DeliveryCommand.FindLate;
import dev.manabi.notification.delivery.domain.DeliveryCommand.RecordFailure;
import dev.manabi.notification.delivery.domain.DeliveryCommand.RecordRefusal;
import dev.manabi.notification.delivery.domain.DeliveryCommand.RecordSent;
import dev.manabi.notification.delivery.domain.DeliveryCommand.Redeliver;
import dev.manabi.notification.delivery.domain.DeliveryCommand.RequestDelivery;
import dev.manabi.notification.delivery.domain.DeliveryCommand.SuppressDelivery;
import dev.manabi.notification.delivery.domain.DeliveryEvent.DeliveryAttemptFailed;
import dev.manabi.notification.delivery.domain.DeliveryEvent.DeliveryBundled;
import dev.manabi.notification.delivery.domain.DeliveryEvent.DeliveryFoundLate;
import dev.manabi.notification.delivery.domain.DeliveryEvent.DeliveryGivenUp;
import dev.manabi.notification.delivery.domain.DeliveryEvent.DeliveryRequested;
import dev.manabi.notification.delivery.domain.DeliveryEvent.DeliverySent;
import dev.manabi.notification.delivery.domain.DeliveryEvent.DeliverySuppressed;
import dev.manabi.notification.delivery.domain.DeliveryEvent.RedeliveryRequested;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DeliveryDeciderTest {

    private static final UUID ID = UUID.fromString("5f0c1f3e-0000-5000-8000-000000000001");
    private static final UUID OTHER = UUID.fromString("5f0c1f3e-0000-5000-8000-000000000002");
    private static final Instant T0 = Instant.parse("2026-03-02T09:00:00Z");
    private static final Instant T1 = T0.plusSeconds(10);
    private static final Notice NOTICE = new Notice(
            UUID.fromString("019b2f00-0000-7000-8000-0000000000ee"),
            "manabi.postmortem.drafted.v1",
            Channel.MAIL,
            Recipient.person("mei"),
            "postmortem-drafted",
            "en",
            "[PM-7] Your draft is ready",
            Map.of("number", "PM-7"),
            Map.of("owner", List.of("mei")),
            false,
            null,
            Notice.MAIL_SERVER,
            true);
    private static final Held HELD = new Held(Held.Why.WISH, T1);
    private static final DeliveryRequested REQUESTED = new DeliveryRequested(NOTICE, null, T0);
    private static final DeliveryAttemptFailed FAILED_ONCE = new DeliveryAttemptFailed(1, "503", T1, T0);
    private static final DeliveryGivenUp GIVEN_UP = new DeliveryGivenUp(1, "550", T0);

    private final DeliveryDecider decider = new DeliveryDecider();

    @Test
    void is_requested_once_however_often_the_event_is_told() {
        given(decider).when(new RequestDelivery(ID, NOTICE, null, null, T0)).then(REQUESTED);
        given(decider, REQUESTED)
                .when(new RequestDelivery(ID, NOTICE, null, null, T1))
                .thenNothing();
        given(decider, REQUESTED, new DeliverySent(1, T1))
                .when(new RequestDelivery(ID, NOTICE, null, null, T1))
                .thenNothing();
    }

    @Test
    void what_is_muted_stands_in_the_account_and_is_not_sent() {
        given(decider)
                .when(new RequestDelivery(ID, NOTICE, null, "muted", T0))
                .then(REQUESTED, new DeliverySuppressed("muted", T0));
    }

    @Test
    void what_waits_on_purpose_can_be_told_together_with_others_once() {
        DeliveryRequested held = new DeliveryRequested(NOTICE, HELD, T0);
        given(decider).when(new RequestDelivery(ID, NOTICE, HELD, null, T0)).then(held);
        given(decider, held).when(new BundleDelivery(ID, OTHER, T1)).then(new DeliveryBundled(OTHER, T1));
        given(decider, held, new DeliveryBundled(OTHER, T1))
                .when(new BundleDelivery(ID, ID, T1))
                .thenNothing();
        given(decider, held, new DeliveryBundled(OTHER, T1))
                .when(new Redeliver(ID, "hana", T1))
                .then(new RedeliveryRequested("hana", T1));
    }

    @Test
    void is_found_late_once_and_only_while_it_waits() {
        given(decider, REQUESTED).when(new FindLate(ID, T1, T1)).then(new DeliveryFoundLate(T1));
        given(decider, REQUESTED).when(new FindLate(ID, T0, T1)).thenNothing();
        given(decider, REQUESTED, GIVEN_UP, new RedeliveryRequested("hana", T1))
                .when(new FindLate(ID, T1, T1))
                .thenNothing();
        given(decider, REQUESTED, new DeliveryFoundLate(T1))
                .when(new FindLate(ID, T1, T1))
                .thenNothing();
        given(decider, REQUESTED, new DeliverySent(1, T1))
                .when(new FindLate(ID, T1, T1))
                .thenNothing();
    }

    @Test
    void is_sent_at_the_first_attempt_or_a_later_one() {
        given(decider, REQUESTED).when(new RecordSent(ID, T1)).then(new DeliverySent(1, T1));
        given(decider, REQUESTED, FAILED_ONCE).when(new RecordSent(ID, T1)).then(new DeliverySent(2, T1));
    }

    @Test
    void sent_by_two_senders_counts_once() {
        given(decider, REQUESTED, new DeliverySent(1, T0))
                .when(new RecordSent(ID, T1))
                .thenNothing();
        given(decider, REQUESTED, new DeliverySent(1, T0)).when(failure(8)).thenNothing();
    }

    @Test
    void a_failure_is_tried_again() {
        given(decider, REQUESTED).when(failure(8)).then(new DeliveryAttemptFailed(1, "503", T1, T0));
    }

    @Test
    void the_last_failure_gives_up() {
        given(decider, REQUESTED, FAILED_ONCE)
                .when(failure(2))
                .then(new DeliveryAttemptFailed(2, "503", null, T0), new DeliveryGivenUp(2, "503", T0));
    }

    @Test
    void a_refusal_gives_up_at_once() {
        given(decider, REQUESTED)
                .when(new RecordRefusal(ID, "550", T0))
                .then(new DeliveryAttemptFailed(1, "550", null, T0), new DeliveryGivenUp(1, "550", T0));
    }

    @Test
    void what_arrived_after_all_is_sent() {
        given(decider, REQUESTED, GIVEN_UP).when(new RecordSent(ID, T1)).then(new DeliverySent(2, T1));
    }

    @Test
    void without_anybody_to_tell_it_is_suppressed() {
        given(decider, REQUESTED)
                .when(new SuppressDelivery(ID, "No address", T1))
                .then(new DeliverySuppressed("No address", T1));
        given(decider, REQUESTED, new DeliverySent(1, T0))
                .when(new SuppressDelivery(ID, "No address", T1))
                .thenNothing();
    }

    @Test
    void what_was_given_up_or_suppressed_can_be_tried_again_with_all_its_attempts() {
        RedeliveryRequested again = new RedeliveryRequested("hana", T1);
        given(decider, REQUESTED, GIVEN_UP).when(new Redeliver(ID, "hana", T1)).then(again);
        given(decider, REQUESTED, new DeliverySuppressed("No address", T0))
                .when(new Redeliver(ID, "hana", T1))
                .then(again);
        given(decider, REQUESTED, FAILED_ONCE, new DeliveryGivenUp(1, "550", T0), again)
                .when(failure(2))
                .then(new DeliveryAttemptFailed(2, "503", T1, T0));
        assertThat(decider.fold(List.of(REQUESTED, FAILED_ONCE, GIVEN_UP, again)))
                .isEqualTo(new Delivery.Pending(NOTICE, 1, T1, 0, null, false));
    }

    @Test
    void what_is_on_its_way_or_has_arrived_is_not_sent_again() {
        given(decider, REQUESTED).when(new Redeliver(ID, "hana", T1)).thenNothing();
        given(decider, REQUESTED, new DeliverySent(1, T0))
                .when(new Redeliver(ID, "hana", T1))
                .thenRejected(DELIVERY_ALREADY_SENT);
    }

    @Test
    void what_nobody_requested_does_not_exist() {
        given(decider).when(new RecordSent(ID, T1)).thenRefused(NotFound.class);
        given(decider).when(new Redeliver(ID, "hana", T1)).thenRefused(NotFound.class);
    }

    private static RecordFailure failure(int mostAttempts) {
        return new RecordFailure(ID, "503", mostAttempts, T1, T0);
    }
}
