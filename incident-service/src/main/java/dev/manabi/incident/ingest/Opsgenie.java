package dev.manabi.incident.ingest;

import dev.manabi.incident.ingest.Happening.What;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Opsgenie's outgoing webhook. Times are milliseconds in some fields and nanoseconds in others. */
final class Opsgenie implements Vendor {

    @Override
    public String kind() {
        return "opsgenie";
    }

    @Override
    public Told read(Delivery delivery) {
        String action = delivery.line("/action");
        if (action == null) {
            throw new NotUnderstood("There is no action: this is no webhook of Opsgenie.");
        }
        Instant created = delivery.instantOr("/alert/createdAt", delivery.receivedAt());
        Instant updated = delivery.instantOr("/alert/updatedAt", created);
        return new Told.Happenings(List.of(
                switch (action) {
                    case "Create" -> of(delivery, What.OPENED, created, title(delivery));
                    case "Acknowledge" -> of(delivery, What.ACKNOWLEDGED, updated, "Acknowledged in Opsgenie");
                    case "Close", "Delete" -> of(delivery, What.ENDED, updated, title(delivery));
                    case "AddNote" -> of(delivery, What.NOTED, updated, note(delivery));
                    default -> of(delivery, What.NOTED, updated, "Opsgenie: " + action);
                }));
    }

    private static Happening of(Delivery delivery, What what, Instant at, String text) {
        String thing = delivery.id("/alert/alertId");
        String action = String.valueOf(delivery.line("/action"));
        return new Happening(thing, action + "/" + at, what, at, text, null, about(delivery));
    }

    private static String note(Delivery delivery) {
        String note = Delivery.text(delivery.at("/alert/note"));
        return Objects.requireNonNullElse(note, "A note without text");
    }

    private static String title(Delivery delivery) {
        return Objects.requireNonNullElse(delivery.line("/alert/message"), "Opsgenie alert");
    }

    private static About about(Delivery delivery) {
        String service = delivery.name("/alert/details/service");
        return new About(
                title(delivery),
                Delivery.text(delivery.at("/alert/description")),
                priority(delivery),
                service == null ? List.of() : List.of(service),
                delivery.name("/alert/team"));
    }

    /** Some senders write {@code 3}, others {@code "P3"}. */
    private static @Nullable String priority(Delivery delivery) {
        String priority = delivery.line("/alert/priority");
        return priority != null && priority.matches("[1-5]") ? "P" + priority : priority;
    }
}
