package dev.manabi.notification.subscription;

import dev.manabi.eventsourcing.Rule;

/** Why a subscription is refused. */
public enum SubscriptionRule implements Rule {
    /** Whoever needs more asks for patterns. */
    TOO_MANY_SUBSCRIPTIONS
}
