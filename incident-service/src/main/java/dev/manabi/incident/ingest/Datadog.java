package dev.manabi.incident.ingest;

import dev.manabi.incident.ingest.Happening.What;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Datadog's webhook. What it sends is a template of the customer's; every value is text. The default template does not say
 * how the monitor changed other than at the beginning of the title.
 */
final class Datadog implements Vendor {

    private static final Pattern TITLE = Pattern.compile("^\\[([^\\]{]*?)(?: on \\{[^}]*})?] *(.*)$");

    @Override
    public String kind() {
        return "datadog";
    }

    @Override
    public Told read(Delivery delivery) {
        String title = delivery.line("/title");
        if (title == null) {
            throw new NotUnderstood("There is no title: this is no webhook of Datadog.");
        }
        Matcher parts = TITLE.matcher(title);
        String name = parts.matches() && !parts.group(2).isEmpty() ? parts.group(2) : title;
        String transition = transition(delivery, parts);
        What what = what(transition);
        if (what == null) {
            return new Told.Nothing("Datadog's " + transition + " neither begins nor ends anything.");
        }
        Instant at = delivery.instantOr("/date", delivery.instantOr("/last_updated", delivery.receivedAt()));
        return new Told.Happenings(List.of(new Happening(
                thing(delivery, name),
                delivery.at("/id").isMissingNode() ? transition + "/" + at : delivery.id("/id"),
                what,
                at,
                name,
                delivery.url("/link"),
                about(delivery, name))));
    }

    private static String transition(Delivery delivery, Matcher title) {
        String said = delivery.line("/alert_transition");
        if (said != null) {
            return said;
        }
        return title.matches() ? title.group(1) : "event";
    }

    private static @Nullable What what(String transition) {
        String word = transition.toLowerCase(Locale.ROOT);
        if (word.contains("recovered")) {
            return What.ENDED;
        }
        boolean begins = List.of("triggered", "warn", "no data", "renotify", "alert").stream()
                .anyMatch(word::contains);
        return begins ? What.OPENED : null;
    }

    /** Where the template leaves the monitor's id out, its name must do. */
    private static String thing(Delivery delivery, String name) {
        String monitor = delivery.line("/alert_id");
        if (monitor == null) {
            return Incoming.cut(name, 200);
        }
        String scope = delivery.line("/alert_scope");
        return Incoming.cut(scope == null ? monitor : monitor + "/" + scope, 200);
    }

    private static About about(Delivery delivery, String name) {
        String body = Delivery.text(delivery.at("/body"));
        String service = delivery.name("/service");
        String priority = delivery.line("/priority");
        return new About(
                name,
                body == null ? null : body.replace("%%%", "").strip(),
                priority == null ? delivery.line("/alert_priority") : priority,
                service == null ? List.of() : List.of(service),
                delivery.name("/team"));
    }
}
