package dev.manabi.notification.delivery;

/** What has become of a delivery. */
public enum DeliveryStatus {
    PENDING,
    SENT,
    FAILED,
    SUPPRESSED
}
