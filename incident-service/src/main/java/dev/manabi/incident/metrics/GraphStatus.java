package dev.manabi.incident.metrics;

/** What has become of the asking. */
public enum GraphStatus {
    /** Prometheus has not answered yet, or the window is not over. */
    WAITING,
    STORED,
    /** Refused, or asked for in vain for too long. */
    FAILED
}
