package dev.manabi.incident.ingest;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.manabi.incident.ingest.Alertmanager.Notification;
import dev.manabi.incident.ingest.Alertmanager.Report;

/** Grafana's unified alerting: the form of Alertmanager with more in it, and with a version of its own. */
final class Grafana implements Vendor {

    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private static final int LONGEST_KEY = 4_000;
    private static final int MOST_ALERTS = 1_000;
    private static final int LONGEST_FINGERPRINT = 200;

    @Override
    public String kind() {
        return "grafana";
    }

    @Override
    public Told read(Delivery delivery) {
        if (!(delivery.json() instanceof ObjectNode given) || !"1".equals(delivery.line("/version"))) {
            throw new NotUnderstood("It is not version 1 of the webhook of Grafana's unified alerting.");
        }
        ObjectNode notification = given.deepCopy();
        notification.put("version", "4");
        notification.path("alerts").forEach(Grafana::preferPanel);
        Notification read = notification(notification);
        requireWhole(read);
        return new Told.Alerts(read.group());
    }

    private static void requireWhole(Notification read) {
        require(read.groupKey() != null && read.groupKey().length() <= LONGEST_KEY, "groupKey");
        require(
                read.alerts() != null
                        && !read.alerts().isEmpty()
                        && read.alerts().size() <= MOST_ALERTS,
                "alerts");
        for (Report alert : read.alerts()) {
            require(alert != null, "alerts");
            require("firing".equals(alert.status()) || "resolved".equals(alert.status()), "alerts[].status");
            require(alert.startsAt() != null, "alerts[].startsAt");
            require(
                    alert.fingerprint() != null
                            && !alert.fingerprint().isBlank()
                            && alert.fingerprint().length() <= LONGEST_FINGERPRINT,
                    "alerts[].fingerprint");
        }
    }

    private static void require(boolean right, String field) {
        if (!right) {
            throw new NotUnderstood(field + " is missing, or is not what Grafana sends.");
        }
    }

    private static Notification notification(JsonNode json) {
        try {
            return JSON.convertValue(json, Notification.class);
        } catch (IllegalArgumentException e) {
            throw new NotUnderstood("A field has a value of another type than Grafana sends.");
        }
    }

    /** The panel shows people more than the rule does. */
    private static void preferPanel(JsonNode alert) {
        if (alert instanceof ObjectNode one) {
            for (String better : new String[] {"dashboardURL", "panelURL"}) {
                String url = Delivery.url(one.path(better));
                if (url != null) {
                    one.put("generatorURL", url);
                }
            }
        }
    }
}
