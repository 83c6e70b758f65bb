package dev.manabi.notification.delivery.domain;

import static dev.manabi.notification.delivery.domain.DeliveryRule.DELIVERY_ALREADY_SENT;

import dev.manabi.eventsourcing.Decider;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.eventsourcing.DomainException.RuleBroken;
import dev.manabi.notification.delivery.domain.Delivery.GivenUp;
import dev.manabi.notification.delivery.domain.Delivery.NotRequested;
import dev.manabi.notification.delivery.domain.Delivery.Pending;
import dev.manabi.notification.delivery.domain.Delivery.Requested;
import dev.manabi.notification.delivery.domain.Delivery.Sent;
import dev.manabi.notification.delivery.domain.Delivery.Suppressed;
import dev.manabi.notification.delivery.domain.DeliveryCommand.BundleDelivery;
import dev.manabi.notification.delivery.domain.DeliveryCommand.FindLate;
import dev.manabi.notification.delivery.domain.DeliveryCommand.RecordFailure;
import dev.manabi.notification.delivery.domain.DeliveryCommand.RecordRefusal;
import dev.manabi.notification.delivery.domain.DeliveryCommand.RecordSent;
import dev.manabi.notification.delivery.domain.DeliveryCommand.Redeliver;
import dev.manabi.notification.delivery.domain.DeliveryCommand.ReleaseDelivery;
import dev.manabi.notification.delivery.domain.DeliveryCommand.RequestDelivery;
import dev.manabi.notification.delivery.domain.DeliveryCommand.SuppressDelivery;
import dev.manabi.notification.delivery.domain.DeliveryEvent.DeliveryAttemptFailed;
import dev.manabi.notification.delivery.domain.DeliveryEvent.DeliveryBundled;
import dev.manabi.notification.delivery.domain.DeliveryEvent.DeliveryFoundLate;
import dev.manabi.notification.delivery.domain.DeliveryEvent.DeliveryGivenUp;
import dev.manabi.notification.delivery.domain.DeliveryEvent.DeliveryReleased;
import dev.manabi.notification.delivery.domain.DeliveryEvent.DeliveryRequested;
import dev.manabi.notification.delivery.domain.DeliveryEvent.DeliverySent;
import dev.manabi.notification.delivery.domain.DeliveryEvent.DeliverySuppressed;
import dev.manabi.notification.delivery.domain.DeliveryEvent.RedeliveryRequested;
import java.util.List;

/**
 * The life of a delivery. What a sender reports is never refused: where two senders were at work, the first report
 * counts, except that having arrived beats having been given up.
 */
public final class DeliveryDecider implements Decider<DeliveryCommand, DeliveryEvent, Delivery> {

    @Override
    public Delivery initial() {
        return new NotRequested();
    }

    @Override
    public List<DeliveryEvent> decide(DeliveryCommand command, Delivery state) {
        return switch (command) {
            case RequestDelivery c -> request(c, state);
            case RecordSent c -> sent(c, requested(c, state));
            case RecordFailure c -> failed(c, requested(c, state));
            case RecordRefusal c -> refused(c, requested(c, state));
            case SuppressDelivery c -> suppress(c, requested(c, state));
            case BundleDelivery c -> bundle(c, requested(c, state));
            case ReleaseDelivery c -> release(c, requested(c, state));
            case FindLate c -> findLate(c, requested(c, state));
            case Redeliver c -> redeliver(c, requested(c, state));
        };
    }

    @Override
    public Delivery evolve(Delivery state, DeliveryEvent event) {
        return switch (event) {
            case DeliveryRequested e -> new Pending(e.notice(), 0, e.at(), 0, e.held(), false);
            case DeliveryAttemptFailed e -> {
                Pending pending = (Pending) state;
                yield new Pending(
                        pending.notice(),
                        e.attempt(),
                        pending.since(),
                        pending.attemptsSince() + 1,
                        pending.held(),
                        pending.foundLate());
            }
            case DeliverySent e -> new Sent(((Requested) state).notice(), e.attempt());
            case DeliveryGivenUp e -> new GivenUp(((Requested) state).notice(), e.attempts());
            case DeliverySuppressed _, DeliveryBundled _ -> {
                Requested delivery = (Requested) state;
                yield new Suppressed(delivery.notice(), delivery.attempts());
            }
            case DeliveryReleased _ -> {
                Pending held = (Pending) state;
                yield new Pending(
                        held.notice(), held.attempts(), held.since(), held.attemptsSince(), null, held.foundLate());
            }
            case DeliveryFoundLate _ -> {
                Pending late = (Pending) state;
                yield new Pending(
                        late.notice(), late.attempts(), late.since(), late.attemptsSince(), late.held(), true);
            }
            case RedeliveryRequested e -> {
                Requested delivery = (Requested) state;
                yield new Pending(delivery.notice(), delivery.attempts(), e.at(), 0, null, false);
            }
        };
    }

    private static List<DeliveryEvent> request(RequestDelivery c, Delivery state) {
        return switch (state) {
            case NotRequested _ -> requested(c);
            case Requested _ -> List.of(); // the event was told twice
        };
    }

    private static List<DeliveryEvent> requested(RequestDelivery c) {
        DeliveryRequested requested = new DeliveryRequested(c.notice(), c.held(), c.at());
        return c.suppressed() == null
                ? List.of(requested)
                : List.of(requested, new DeliverySuppressed(c.suppressed(), c.at()));
    }

    private static List<DeliveryEvent> sent(RecordSent c, Requested delivery) {
        return switch (delivery) {
            case Sent _ -> List.of();
            case Pending _, GivenUp _, Suppressed _ -> List.of(new DeliverySent(delivery.attempts() + 1, c.at()));
        };
    }

    private static List<DeliveryEvent> failed(RecordFailure c, Requested delivery) {
        if (!(delivery instanceof Pending pending)) {
            return List.of();
        }
        int attempt = pending.attempts() + 1;
        if (pending.attemptsSince() + 1 < c.mostAttempts()) {
            return List.of(new DeliveryAttemptFailed(attempt, c.error(), c.nextAttemptAt(), c.at()));
        }
        return lastFailure(attempt, c.error(), c);
    }

    private static List<DeliveryEvent> refused(RecordRefusal c, Requested delivery) {
        return delivery instanceof Pending ? lastFailure(delivery.attempts() + 1, c.error(), c) : List.of();
    }

    private static List<DeliveryEvent> lastFailure(int attempt, String error, DeliveryCommand c) {
        return List.of(
                new DeliveryAttemptFailed(attempt, error, null, c.at()), new DeliveryGivenUp(attempt, error, c.at()));
    }

    private static List<DeliveryEvent> suppress(SuppressDelivery c, Requested delivery) {
        return delivery instanceof Pending ? List.of(new DeliverySuppressed(c.reason(), c.at())) : List.of();
    }

    private static List<DeliveryEvent> bundle(BundleDelivery c, Requested delivery) {
        return delivery instanceof Pending ? List.of(new DeliveryBundled(c.into(), c.at())) : List.of();
    }

    private static List<DeliveryEvent> release(ReleaseDelivery c, Requested delivery) {
        return delivery instanceof Pending pending && pending.held() != null
                ? List.of(new DeliveryReleased(c.at()))
                : List.of();
    }

    private static List<DeliveryEvent> findLate(FindLate c, Requested delivery) {
        return delivery instanceof Pending pending
                        && !pending.foundLate()
                        && pending.since().isBefore(c.askedBefore())
                ? List.of(new DeliveryFoundLate(c.at()))
                : List.of();
    }

    private static List<DeliveryEvent> redeliver(Redeliver c, Requested delivery) {
        return switch (delivery) {
            case Pending _ -> List.of(); // on its way
            case Sent _ -> throw new RuleBroken(DELIVERY_ALREADY_SENT, "It has been sent already.");
            case GivenUp _, Suppressed _ -> List.of(new RedeliveryRequested(c.by(), c.at()));
        };
    }

    private static Requested requested(DeliveryCommand command, Delivery state) {
        return switch (state) {
            case NotRequested _ ->
                throw new NotFound("delivery", command.deliveryId().toString());
            case Requested delivery -> delivery;
        };
    }
}
