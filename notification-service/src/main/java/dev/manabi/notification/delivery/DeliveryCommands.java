package dev.manabi.notification.delivery;

import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.kit.Aggregate;
import dev.manabi.kit.Aggregates;
import dev.manabi.kit.Handled;
import dev.manabi.notification.delivery.domain.Delivery;
import dev.manabi.notification.delivery.domain.Delivery.Pending;
import dev.manabi.notification.delivery.domain.DeliveryCommand;
import dev.manabi.notification.delivery.domain.DeliveryDecider;
import dev.manabi.notification.delivery.domain.DeliveryEvent;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Where every command on a delivery passes. */
@Startup
@ApplicationScoped
public class DeliveryCommands {

    private final Aggregate<DeliveryCommand, DeliveryEvent, Delivery> deliveries;
    private final Event<DeliveriesDue> due;

    DeliveryCommands(Aggregates aggregates, Event<DeliveriesDue> due) {
        this.deliveries = aggregates.register(
                new DeliveryDecider(), DeliveryEventTypes.ALL, new DeliveryProjection(), new DeliveryPublisher());
        this.due = due;
    }

    /** In the caller's transaction. */
    public Handled<Delivery> handle(DeliveryCommand command, Expected expected, Cause cause) {
        Handled<Delivery> handled = deliveries.handle(command.deliveryId(), command, expected, cause);
        if (handled.state() instanceof Pending pending) {
            due.fire(new DeliveriesDue(Set.of(pending.notice().destination())));
        }
        return handled;
    }

    /** All of them or none, in the caller's transaction: every stream is loaded before one is written to. */
    public void handleAll(List<? extends DeliveryCommand> commands, Cause cause) {
        List<Aggregate<DeliveryCommand, DeliveryEvent, Delivery>.Prepared> prepared = new ArrayList<>();
        for (DeliveryCommand command : commands) {
            prepared.add(deliveries.prepare(command.deliveryId(), command, Expected.any(), cause));
        }
        Set<String> destinations = new HashSet<>();
        for (Aggregate<DeliveryCommand, DeliveryEvent, Delivery>.Prepared one : prepared) {
            if (one.commit().state() instanceof Pending pending && pending.held() == null) {
                destinations.add(pending.notice().destination());
            }
        }
        if (!destinations.isEmpty()) {
            due.fire(new DeliveriesDue(destinations));
        }
    }

    public Delivery load(UUID id) {
        return deliveries.load(id).state();
    }
}
