package dev.manabi.notification.delivery;

/** Once this transaction has committed there is something to send. */
public record DeliveriesDue() {}
