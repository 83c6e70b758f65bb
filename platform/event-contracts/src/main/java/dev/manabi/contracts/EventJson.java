package dev.manabi.contracts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;

/**
 * How public events are written and read as JSON: times are RFC 3339 in UTC, unknown is {@code null} and written out,
 * and a reader ignores fields that it does not know.
 */
public final class EventJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private EventJson() {}

    public static String write(PublicEvent event) {
        try {
            return MAPPER.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write " + event.getClass().getSimpleName(), e);
        }
    }

    /** @throws IOException where the bytes are no JSON of that shape */
    public static <E extends PublicEvent> E read(EventContract<E> contract, byte[] json) throws IOException {
        E event = MAPPER.readValue(json, contract.shape());
        if (event == null) {
            throw new IOException("The data of " + contract.type() + " is null");
        }
        return event;
    }
}
