package dev.manabi.incident.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.manabi.incident.incident.domain.EntryKind;
import dev.manabi.incident.ingest.Happening.What;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * CloudEvents 1.0 over HTTP: structured, batched, or binary with the attributes as headers. Of the events inside, those of
 * the CDEvents vocabulary are understood: incidents, and deployments of services. A CDEvent that comes without an envelope
 * is taken as well. Everything else is taken and leads to nothing.
 */
final class CloudEventsFormat implements Vendor {

    private static final String CDEVENTS = "dev.cdevents.";

    @Override
    public String kind() {
        return "cloudevents";
    }

    @Override
    public Told read(Delivery delivery) {
        List<Happening> happenings = new ArrayList<>();
        List<Told.Fact> facts = new ArrayList<>();
        for (JsonNode event : events(delivery)) {
            understand(event, delivery.receivedAt(), happenings, facts);
        }
        if (!happenings.isEmpty()) {
            return new Told.Happenings(happenings);
        }
        return facts.isEmpty()
                ? new Told.Nothing("No event of a type that concerns an incident.")
                : new Told.Facts(facts);
    }

    /** What the events hold; their envelopes are checked and laid aside. */
    private static List<JsonNode> events(Delivery delivery) {
        JsonNode json = delivery.json();
        if (delivery.header("ce-specversion") != null) {
            require(delivery.header("ce-id") != null && delivery.header("ce-type") != null, "ce-id and ce-type");
            return List.of(json);
        }
        if (json.isArray()) {
            List<JsonNode> events = new ArrayList<>();
            json.forEach(event -> events.add(data(event)));
            return events;
        }
        return List.of(json.has("specversion") ? data(json) : json);
    }

    private static JsonNode data(JsonNode event) {
        require(
                event.path("specversion").isTextual()
                        && event.path("id").isTextual()
                        && event.path("source").isTextual()
                        && event.path("type").isTextual(),
                "specversion, id, source and type");
        return event.path("data");
    }

    private static void require(boolean there, String what) {
        if (!there) {
            throw new NotUnderstood("An event of CloudEvents has " + what + ".");
        }
    }

    private static void understand(
            JsonNode event, Instant receivedAt, List<Happening> happenings, List<Told.Fact> facts) {
        String type = Delivery.line(event.at("/context/type"));
        if (type == null || !type.startsWith(CDEVENTS)) {
            return;
        }
        String subject = Delivery.line(event.at("/subject/id"));
        String id = Delivery.line(event.at("/context/id"));
        if (subject == null || id == null) {
            throw new NotUnderstood("A CDEvent has context.id and subject.id.");
        }
        Instant at = Objects.requireNonNullElse(Delivery.instantOrNull(event.at("/context/timestamp")), receivedAt);
        String[] words = type.substring(CDEVENTS.length()).split("\\.", 3);
        String what = words.length < 2 ? "" : words[0] + "." + words[1];
        switch (what) {
            case "incident.detected", "incident.reported" -> happenings.add(of(event, subject, id, What.OPENED, at));
            case "incident.resolved" -> happenings.add(of(event, subject, id, What.ENDED, at));
            case "service.deployed", "service.upgraded", "service.rolledback", "service.removed" ->
                facts.add(new Told.Fact(
                        Incoming.cut(id, 200),
                        null,
                        Incoming.cut(subject, 100),
                        at,
                        EntryKind.DEPLOYMENT,
                        subject + " " + words[1] + (artifact(event) == null ? "" : ": " + artifact(event)),
                        null));
            default -> {}
        }
    }

    private static Happening of(JsonNode event, String subject, String id, What what, Instant at) {
        String description = Delivery.line(event.at("/subject/content/description"));
        String title = Objects.requireNonNullElse(description, subject);
        String service = Delivery.line(event.at("/subject/content/service/id"));
        About about = new About(
                title, null, null, service == null || service.length() > 100 ? List.of() : List.of(service), null);
        String source = Objects.requireNonNullElse(Delivery.line(event.at("/subject/source")), "");
        return new Happening(
                Incoming.cut(source + "#" + subject, 200),
                Incoming.cut(id, 200),
                what,
                at,
                title,
                Delivery.url(event.at("/subject/content/ticketURI")),
                about);
    }

    private static @Nullable String artifact(JsonNode event) {
        return Delivery.line(event.at("/subject/content/artifactId"));
    }
}
