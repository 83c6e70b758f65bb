package dev.manabi.incident.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.manabi.incident.ingest.Happening.What;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Statuspage's webhook. Each delivery carries the whole incident with all of its updates, the newest first. */
final class Statuspage implements Vendor {

    @Override
    public String kind() {
        return "statuspage";
    }

    @Override
    public Told read(Delivery delivery) {
        if (delivery.at("/incident").isMissingNode()) {
            if (delivery.at("/page").isMissingNode()) {
                throw new NotUnderstood("There is neither an incident nor a page: this is no webhook of Statuspage.");
            }
            return new Told.Nothing("It does not concern an incident.");
        }
        if (delivery.line("/incident/scheduled_for") != null) {
            return new Told.Nothing("Planned maintenance is no incident.");
        }
        String thing = delivery.id("/incident/id");
        String status = Objects.requireNonNullElse(delivery.line("/incident/status"), "");
        About about = about(delivery);
        String url = delivery.url("/incident/shortlink");
        List<Happening> happenings = new ArrayList<>();
        Instant created = delivery.instant("/incident/created_at");
        happenings.add(new Happening(thing, "opened", What.OPENED, created, about.title(), url, about));
        delivery.at("/incident/incident_updates").forEach(update -> {
            Happening note = note(thing, update, url, about);
            if (note != null) {
                happenings.add(note);
            }
        });
        if (status.equals("resolved") || status.equals("postmortem")) {
            Instant over = delivery.instantOr(
                    "/incident/resolved_at", delivery.instantOr("/incident/updated_at", delivery.receivedAt()));
            happenings.add(new Happening(thing, "ended/" + over, What.ENDED, over, about.title(), url, about));
        }
        happenings.sort(Comparator.comparing(Happening::at));
        return new Told.Happenings(happenings);
    }

    private static @Nullable Happening note(String thing, JsonNode update, @Nullable String url, About about) {
        String id = Delivery.line(update.path("id"));
        String body = Delivery.text(update.path("body"));
        Instant at = Delivery.instantOrNull(update.path("created_at"));
        if (id == null || body == null || at == null) {
            return null;
        }
        String status = Delivery.line(update.path("status"));
        String text = status == null ? body : status + ": " + body;
        return new Happening(thing, Incoming.cut(id, 200), What.NOTED, at, Incoming.cut(text, 10_000), url, about);
    }

    private static About about(Delivery delivery) {
        List<String> components = new ArrayList<>();
        delivery.at("/incident/components").forEach(component -> {
            String name = Delivery.line(component.path("name"));
            if (name != null && name.length() <= 100 && components.size() < 50) {
                components.add(name);
            }
        });
        return new About(
                Objects.requireNonNullElse(delivery.line("/incident/name"), "Statuspage incident"),
                null,
                delivery.line("/incident/impact"),
                components.stream().distinct().toList(),
                null);
    }
}
