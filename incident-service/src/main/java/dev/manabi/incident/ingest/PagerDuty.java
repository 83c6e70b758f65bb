package dev.manabi.incident.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.manabi.incident.ingest.Happening.What;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** PagerDuty's webhooks, version 3. */
final class PagerDuty implements Vendor {

    private static final String INCIDENT = "incident.";

    @Override
    public String kind() {
        return "pagerduty";
    }

    /** Several signatures come while a secret is being changed; one that is right will do. */
    @Override
    public boolean isAuthentic(Delivery delivery, String secret) {
        String shown = delivery.header("x-pagerduty-signature");
        String right = "v1=" + Signature.of(secret, delivery.body());
        return shown != null && Arrays.stream(shown.split(",", -1)).anyMatch(one -> Signature.same(one.strip(), right));
    }

    @Override
    public Told read(Delivery delivery) {
        String type = delivery.line("/event/event_type");
        if (type == null) {
            throw new NotUnderstood("There is no event_type: this is no webhook of version 3.");
        }
        if (!type.startsWith(INCIDENT)) {
            return new Told.Nothing(type + " does not concern an incident.");
        }
        String step = type.substring(INCIDENT.length());
        Instant at = delivery.instant("/event/occurred_at");
        return new Told.Happenings(List.of(
                switch (step) {
                    case "triggered", "reopened" -> of(delivery, What.OPENED, at, title(delivery));
                    case "acknowledged" -> of(delivery, What.ACKNOWLEDGED, at, "Acknowledged in PagerDuty");
                    case "resolved" -> of(delivery, What.ENDED, at, title(delivery));
                    case "annotated" -> note(delivery, at, delivery.at("/event/data/content"));
                    case "status_update_published" -> note(delivery, at, delivery.at("/event/data/message"));
                    default ->
                        of(
                                delivery,
                                What.NOTED,
                                at,
                                "PagerDuty: " + step.replace('_', ' ').replace('.', ' '));
                }));
    }

    private static Happening of(Delivery delivery, What what, Instant at, String text) {
        return new Happening(thing(delivery), delivery.id("/event/id"), what, at, text, url(delivery), about(delivery));
    }

    private static Happening note(Delivery delivery, Instant at, JsonNode content) {
        String text = Delivery.text(content);
        return new Happening(
                delivery.id("/event/data/incident/id"),
                delivery.id("/event/data/id"),
                What.NOTED,
                at,
                text == null ? "A note without text" : text,
                delivery.url("/event/data/incident/html_url"),
                about(delivery));
    }

    /** What happens to an incident's parts carries the incident inside. */
    private static String thing(Delivery delivery) {
        return delivery.at("/event/data/incident/id").isMissingNode()
                ? delivery.id("/event/data/id")
                : delivery.id("/event/data/incident/id");
    }

    private static @Nullable String url(Delivery delivery) {
        String own = delivery.url("/event/data/incident/html_url");
        return own == null ? delivery.url("/event/data/html_url") : own;
    }

    private static String title(Delivery delivery) {
        String title = delivery.line("/event/data/title");
        return Objects.requireNonNullElseGet(
                title,
                () -> Objects.requireNonNullElse(delivery.line("/event/data/incident/summary"), "PagerDuty incident"));
    }

    private static About about(Delivery delivery) {
        String priority = delivery.line("/event/data/priority/summary");
        String service = delivery.name("/event/data/service/summary");
        return new About(
                title(delivery),
                null,
                priority == null ? delivery.line("/event/data/urgency") : priority,
                service == null ? List.of() : List.of(service),
                delivery.name("/event/data/teams/0/summary"));
    }
}
