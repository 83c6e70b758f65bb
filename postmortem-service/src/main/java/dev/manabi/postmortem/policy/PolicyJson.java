package dev.manabi.postmortem.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.postmortem.policy.domain.Policy;
import java.time.Instant;

/** A policy as it is stored; version and date come from where it is kept. */
final class PolicyJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private PolicyJson() {}

    static String write(PolicyDocument document) {
        try {
            return MAPPER.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A policy cannot be written", e);
        }
    }

    static PolicyDocument read(String json) {
        try {
            return MAPPER.readValue(json, PolicyDocument.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A policy cannot be read: " + e.getMessage(), e);
        }
    }

    /** @throws IllegalStateException where it is no policy: an unknown criterion, a missing threshold */
    static Policy read(String json, int version, Instant inForceFrom) {
        try {
            return read(json).policy(version, inForceFrom);
        } catch (InvalidValue e) {
            throw new IllegalStateException(
                    "Policy version %d cannot be used: %s: %s".formatted(version, e.field(), e.getMessage()), e);
        }
    }

    /** Whether both say the same, whatever the white space. */
    static boolean same(String one, String other) {
        try {
            return MAPPER.readTree(one).equals(MAPPER.readTree(other));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A policy is no JSON", e);
        }
    }
}
