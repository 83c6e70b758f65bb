package dev.manabi.kit;

import dev.manabi.contracts.EventContract;
import dev.manabi.contracts.EventJson;
import dev.manabi.contracts.PublicEvent;
import dev.manabi.eventsourcing.EventMetadata;
import dev.manabi.eventsourcing.OutgoingMessage;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * CloudEvents 1.0 on Kafka in binary mode: attributes are headers, the data is the record's value.
 *
 * <p>Extensions: {@code sequence} (version of the stream), {@code actor}, {@code correlationid}, {@code causationid} and
 * {@code traceparent}.
 */
@ApplicationScoped
public class CloudEvents {

    private final String source;

    CloudEvents(@ConfigProperty(name = "quarkus.application.name") String application) {
        this.source = "/" + application;
    }

    /** A public event as it came from Kafka. */
    public record Received(
            UUID id,
            PublicEvent event,
            Instant time,
            String actor,
            UUID correlationId,
            @Nullable String traceparent) {}

    /** A record that is no event of ours. It will not get better by trying again. */
    @SuppressWarnings("serial") // never serialised: it lives for one record
    public static final class Unreadable extends RuntimeException {
        Unreadable(String message) {
            super(message);
        }

        Unreadable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    public OutgoingMessage write(PublicEvent event, EventMetadata metadata, long sequence) {
        EventContract<?> contract = EventContract.of(event);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", metadata.id().toString());
        headers.put("ce_type", contract.type());
        headers.put("ce_source", source);
        headers.put("ce_subject", event.key());
        headers.put("ce_time", metadata.at().toString());
        headers.put("ce_sequence", Long.toString(sequence));
        headers.put("ce_actor", metadata.actor());
        headers.put("ce_correlationid", metadata.correlationId().toString());
        if (metadata.causationId() != null) {
            headers.put("ce_causationid", metadata.causationId().toString());
        }
        if (metadata.traceparent() != null) {
            headers.put("traceparent", metadata.traceparent());
        }
        headers.put("content-type", "application/json");
        return new OutgoingMessage(
                metadata.id(), contract.topic().topicName(), event.key(), headers, EventJson.write(event));
    }

    /** @throws Unreadable where the record is not a CloudEvent of a type and shape that we have promised */
    public static Received read(ConsumerRecord<String, byte[]> message) {
        String type = required(message, "ce_type");
        EventContract<?> contract =
                EventContract.ofType(type).orElseThrow(() -> new Unreadable("Nobody has promised an event " + type));
        if (message.value() == null) {
            throw new Unreadable(type + " came without data");
        }
        try {
            UUID id = UUID.fromString(required(message, "ce_id"));
            String correlation = header(message, "ce_correlationid");
            String actor = header(message, "ce_actor");
            return new Received(
                    id,
                    EventJson.read(contract, message.value()),
                    Instant.parse(required(message, "ce_time")),
                    actor == null ? "unknown" : actor,
                    correlation == null ? id : UUID.fromString(correlation),
                    header(message, "traceparent"));
        } catch (IOException | IllegalArgumentException | DateTimeParseException e) {
            throw new Unreadable(type + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static String required(ConsumerRecord<String, byte[]> message, String name) {
        String value = header(message, name);
        if (value == null) {
            throw new Unreadable("No header " + name);
        }
        return value;
    }

    private static @Nullable String header(ConsumerRecord<String, byte[]> message, String name) {
        Header header = message.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
