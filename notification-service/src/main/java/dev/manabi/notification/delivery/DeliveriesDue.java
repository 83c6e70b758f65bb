package dev.manabi.notification.delivery;

import java.util.Set;

/** Something may be sent to these destinations now. */
record DeliveriesDue(Set<String> destinations) {

    DeliveriesDue {
        destinations = Set.copyOf(destinations);
    }
}
