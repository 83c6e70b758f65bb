package dev.manabi.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manabi.contracts.IncidentMessage.IncidentMitigated;
import dev.manabi.eventsourcing.EventMetadata;
import dev.manabi.eventsourcing.OutgoingMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventsTest {

    private static final UUID INCIDENT = UUID.fromString("019a2b3c-4d5e-7f60-8a7b-9c0d1e2f3a4b");
    private static final Instant AT = Instant.parse("2026-03-01T10:40:00.000001Z");
    private static final IncidentMitigated EVENT = new IncidentMitigated(INCIDENT, "INC-42", AT);
    private static final EventMetadata METADATA = new EventMetadata(
            new UUID(1, 1),
            AT,
            "メイ",
            new UUID(2, 2),
            new UUID(3, 3),
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

    private final CloudEvents cloudEvents = new CloudEvents("incident-service");

    @Test
    void an_event_is_written_as_a_cloud_event_in_binary_mode() {
        OutgoingMessage message = cloudEvents.write(EVENT, METADATA, 4);
        assertThat(message.topic()).isEqualTo("incidents");
        assertThat(message.key()).isEqualTo(INCIDENT.toString());
        assertThat(message.id()).isEqualTo(METADATA.id());
        assertThat(message.headers())
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("ce_specversion", "1.0"),
                        Map.entry("ce_id", METADATA.id().toString()),
                        Map.entry("ce_type", "manabi.incident.mitigated.v1"),
                        Map.entry("ce_source", "/incident-service"),
                        Map.entry("ce_subject", INCIDENT.toString()),
                        Map.entry("ce_time", "2026-03-01T10:40:00.000001Z"),
                        Map.entry("ce_sequence", "4"),
                        Map.entry("ce_actor", "メイ"),
                        Map.entry("ce_correlationid", METADATA.correlationId().toString()),
                        Map.entry("ce_causationid", new UUID(3, 3).toString()),
                        Map.entry("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
                        Map.entry("content-type", "application/json")));
    }

    @Test
    void what_is_not_known_has_no_header() {
        EventMetadata bare = new EventMetadata(new UUID(1, 1), AT, "mei", new UUID(2, 2), null, null);
        assertThat(cloudEvents.write(EVENT, bare, 1).headers()).doesNotContainKeys("ce_causationid", "traceparent");
    }

    @Test
    void what_was_written_is_read_again() {
        OutgoingMessage message = cloudEvents.write(EVENT, METADATA, 4);
        CloudEvents.Received received = CloudEvents.read(message(message.headers(), message.payload()));
        assertThat(received)
                .isEqualTo(new CloudEvents.Received(
                        METADATA.id(), EVENT, AT, METADATA.actor(), METADATA.correlationId(), METADATA.traceparent()));
    }

    @Test
    void an_event_of_somebody_else_may_lack_our_extensions() {
        Map<String, String> headers = headers();
        headers.keySet().removeAll(java.util.Set.of("ce_actor", "ce_correlationid", "traceparent", "ce_sequence"));
        CloudEvents.Received received = CloudEvents.read(message(headers, payload()));
        assertThat(received.actor()).isEqualTo("unknown");
        assertThat(received.correlationId()).isEqualTo(METADATA.id());
        assertThat(received.traceparent()).isNull();
    }

    @Test
    void fields_that_are_not_known_yet_are_no_fault() {
        String newer = payload().replaceFirst("\\{", "{\"region\": \"eu\", ");
        assertThat(CloudEvents.read(message(headers(), newer)).event()).isEqualTo(EVENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_type", "ce_id", "ce_time"})
    void an_event_without_a_header_that_it_needs_is_unreadable_and_says_which(String header) {
        Map<String, String> headers = headers();
        headers.remove(header);
        unreadable(message(headers, payload()), header);
    }

    @Test
    void an_event_of_a_type_that_nobody_promised_is_unreadable() {
        Map<String, String> headers = headers();
        headers.put("ce_type", "manabi.incident.mitigated.v99");
        unreadable(message(headers, payload()), "manabi.incident.mitigated.v99");
    }

    @Test
    void a_tombstone_is_unreadable() {
        unreadable(message(headers(), null), "without data");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "null", "[]", "{}", "{\"incidentId\": \"x\"}", "\u0000"})
    void data_of_another_shape_is_unreadable(String payload) {
        unreadable(message(headers(), payload), "manabi.incident.mitigated.v1");
    }

    @Test
    void headers_that_are_no_ids_and_no_times_are_unreadable() {
        for (String header : new String[] {"ce_id", "ce_time", "ce_correlationid"}) {
            Map<String, String> headers = headers();
            headers.put(header, "yesterday");
            unreadable(message(headers, payload()), "manabi.incident.mitigated.v1");
        }
    }

    private static void unreadable(ConsumerRecord<String, byte[]> message, String reason) {
        assertThatThrownBy(() -> CloudEvents.read(message))
                .isInstanceOf(CloudEvents.Unreadable.class)
                .hasMessageContaining(reason);
    }

    private Map<String, String> headers() {
        return new LinkedHashMap<>(cloudEvents.write(EVENT, METADATA, 4).headers());
    }

    private String payload() {
        return cloudEvents.write(EVENT, METADATA, 4).payload();
    }

    private static ConsumerRecord<String, byte[]> message(Map<String, String> headers, String payload) {
        byte[] data = payload == null ? null : payload.getBytes(StandardCharsets.UTF_8);
        ConsumerRecord<String, byte[]> message = new ConsumerRecord<>("incidents", 0, 0, INCIDENT.toString(), data);
        headers.forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return message;
    }
}
