package dev.manabi.incident.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.manabi.eventsourcing.Cause;
import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.incident.incident.domain.Alert;
import dev.manabi.kit.Storable;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** From the bytes of a delivery to what it leads to. */
@ApplicationScoped
public class Deliveries {

    private static final String FORM = "payload=";

    private final ObjectMapper json;
    private final Intake intake;

    Deliveries(ObjectMapper json, Intake intake) {
        this.json = json;
        this.intake = intake;
    }

    /** @throws NotUnderstood where the body is no JSON, or holds text that cannot be stored */
    Delivery read(Map<String, String> headers, byte[] body, Instant receivedAt) {
        JsonNode read = parse(headers, body);
        requireStorable(read);
        return new Delivery(headers, body, read, receivedAt);
    }

    /** As far as it goes: enough for checking a signature. */
    static Delivery unread(Map<String, String> headers, byte[] body, Instant receivedAt) {
        return new Delivery(headers, body, MissingNode.getInstance(), receivedAt);
    }

    private JsonNode parse(Map<String, String> headers, byte[] body) {
        try {
            String type = headers.getOrDefault("content-type", "");
            if (type.startsWith("application/x-www-form-urlencoded")) {
                String form = new String(body, StandardCharsets.UTF_8);
                if (!form.startsWith(FORM)) {
                    throw new NotUnderstood("A form is understood where it begins with payload=.");
                }
                String value = form.substring(FORM.length()).replaceFirst("&.*", "");
                return json.readTree(URLDecoder.decode(value, StandardCharsets.UTF_8));
            }
            return json.readTree(body);
        } catch (JsonProcessingException e) {
            throw new NotUnderstood("The body is not JSON.");
        } catch (IOException | IllegalArgumentException e) {
            throw new NotUnderstood("The body cannot be read.");
        }
    }

    private static void requireStorable(JsonNode node) {
        if (node.isTextual() && !Storable.is(node.textValue())) {
            throw new NotUnderstood("It holds a character that no text has: NUL, or half of a surrogate pair.");
        }
        node.fieldNames().forEachRemaining(name -> {
            if (!Storable.is(name)) {
                throw new NotUnderstood("It holds a character that no name has: NUL, or half of a surrogate pair.");
            }
        });
        node.forEach(Deliveries::requireStorable);
    }

    /**
     * @return an {@link IngestAnswer}, or what the source wants to hear back
     * @throws NotUnderstood also where what it says cannot be: a time in a year to come, for instance
     */
    Object handle(Vendor vendor, @Nullable Source source, Delivery delivery, Cause cause) {
        try {
            return understood(vendor, source, delivery, cause);
        } catch (InvalidValue e) {
            throw new NotUnderstood(Objects.requireNonNullElse(e.getMessage(), e.code()));
        }
    }

    private Object understood(Vendor vendor, @Nullable Source source, Delivery delivery, Cause cause) {
        Origin origin = source == null ? Origin.of(vendor.kind(), cause) : source.origin(cause);
        return switch (vendor.read(delivery)) {
            case Told.Alerts told -> intake.receive(origin, configured(told.group(), source, delivery));
            case Told.Happenings told ->
                intake.happened(
                        origin,
                        told.happenings().stream()
                                .map(one -> configured(one, source, delivery))
                                .toList());
            case Told.Facts told -> intake.noticed(origin, told.facts());
            case Told.Reply told -> told.answer();
            case Told.Nothing told -> IngestAnswer.ignored(told.why());
        };
    }

    private static Happening configured(Happening one, @Nullable Source source, Delivery delivery) {
        return source == null
                ? one
                : new Happening(
                        one.thing(),
                        one.id(),
                        one.what(),
                        one.at(),
                        one.text(),
                        one.url(),
                        source.about(one.about(), delivery.json()));
    }

    private static Told.Group configured(Told.Group group, @Nullable Source source, Delivery delivery) {
        if (source == null) {
            return group;
        }
        return new Told.Group() {
            @Override
            public String key() {
                return group.key();
            }

            @Override
            public List<Alert> alerts() {
                return group.alerts();
            }

            @Override
            public About about(List<Alert> some) {
                return source.about(group.about(some), delivery.json());
            }
        };
    }
}
