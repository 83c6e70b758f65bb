package dev.manabi.incident.metrics;

import dev.manabi.eventsourcing.Rule;

/** What forbids asking for graphs. */
enum MetricRule implements Rule {
    NO_PROMETHEUS,
    NO_METRIC_QUERY,
    TOO_MANY_METRIC_QUERIES
}
