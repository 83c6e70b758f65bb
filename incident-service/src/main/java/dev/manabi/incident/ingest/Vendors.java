package dev.manabi.incident.ingest;

import java.util.List;
import java.util.Optional;

/** The kinds of source that are understood, beside Alertmanager. */
final class Vendors {

    private static final List<Vendor> ALL = List.of(
            new Grafana(),
            new PagerDuty(),
            new Opsgenie(),
            new Datadog(),
            new Statuspage(),
            new GitHub(),
            new Slack(),
            new CloudEventsFormat());

    private Vendors() {}

    static Optional<Vendor> of(String kind) {
        return ALL.stream().filter(vendor -> vendor.kind().equals(kind)).findFirst();
    }

    static List<String> kinds() {
        return ALL.stream().map(Vendor::kind).toList();
    }
}
