package dev.manabi.incident.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What came in, and how to read it. Text is one line without control characters, and no longer than what it becomes may
 * be.
 */
final class Delivery {

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\n\\t]]+");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("\\d{1,19}");
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_ID = 200;
    private static final int LONGEST_LINE = 2_000;
    private static final int LONGEST_TEXT = 10_000;

    private final Map<String, String> headers;
    private final byte[] body;
    private final JsonNode json;
    private final Instant receivedAt;

    /**
     * @param headers names in lower case
     * @param body the bytes as they came: signatures are made of them
     */
    Delivery(Map<String, String> headers, byte[] body, JsonNode json, Instant receivedAt) {
        this.headers = headers;
        this.body = body;
        this.json = json;
        this.receivedAt = receivedAt;
    }

    byte[] body() {
        return body;
    }

    JsonNode json() {
        return json;
    }

    Instant receivedAt() {
        return receivedAt;
    }

    @Nullable
    String header(String name) {
        return headers.get(name);
    }

    /** @param pointer JSON pointer */
    JsonNode at(String pointer) {
        return json.at(pointer);
    }

    /** One line; null where there is nothing to read. */
    @Nullable
    String line(String pointer) {
        return line(at(pointer));
    }

    /** The source's own id of something, without which nothing can be told apart. */
    String id(String pointer) {
        String id = scalar(at(pointer));
        if (id == null || id.isBlank()) {
            throw new NotUnderstood("There is no id at " + pointer + ".");
        }
        if (id.length() > LONGEST_ID) {
            throw new NotUnderstood("The id at " + pointer + " has more than " + LONGEST_ID + " characters.");
        }
        return id.strip();
    }

    /** What can be the id of a service or a team. */
    @Nullable
    String name(String pointer) {
        String line = line(pointer);
        return line == null || line.length() > LONGEST_NAME ? null : line;
    }

    @Nullable
    String url(String pointer) {
        return url(at(pointer));
    }

    Instant instant(String pointer) {
        Instant at = instantOrNull(at(pointer));
        if (at == null) {
            throw new NotUnderstood("There is no time at " + pointer + ".");
        }
        return at;
    }

    Instant instantOr(String pointer, Instant otherwise) {
        Instant at = instantOrNull(at(pointer));
        return at == null ? otherwise : at;
    }

    static @Nullable String line(JsonNode node) {
        String text = scalar(node);
        if (text == null) {
            return null;
        }
        String line = Incoming.cut(Incoming.oneLine(text), LONGEST_LINE);
        return line.isEmpty() ? null : line;
    }

    /** Several lines, as they are meant to be read. */
    static @Nullable String text(JsonNode node) {
        String text = scalar(node);
        if (text == null) {
            return null;
        }
        String read = Incoming.cut(
                CONTROL.matcher(text.replace("\r\n", "\n")).replaceAll(" ").strip(), LONGEST_TEXT);
        return read.isEmpty() ? null : read;
    }

    static @Nullable String url(JsonNode node) {
        String text = scalar(node);
        return text != null && Incoming.isWebAddress(text) ? text : null;
    }

    /** RFC 3339, or the time since 1970 in seconds, milli-, micro- or nanoseconds, whichever it must be by its size. */
    static @Nullable Instant instantOrNull(JsonNode node) {
        String text = scalar(node);
        if (text == null || text.isBlank()) {
            return null;
        }
        String value = text.strip();
        try {
            if (WHOLE_NUMBER.matcher(value).matches()) {
                return epoch(Long.parseLong(value)).truncatedTo(ChronoUnit.MICROS);
            }
            return OffsetDateTime.parse(value).toInstant().truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException | NumberFormatException | ArithmeticException e) {
            throw new NotUnderstood("A time cannot be read.");
        }
    }

    private static Instant epoch(long value) {
        if (value < 100_000_000_000L) {
            return Instant.ofEpochSecond(value);
        }
        if (value < 100_000_000_000_000L) {
            return Instant.ofEpochMilli(value);
        }
        if (value < 100_000_000_000_000_000L) {
            return Instant.EPOCH.plus(value, ChronoUnit.MICROS);
        }
        return Instant.EPOCH.plusNanos(value);
    }

    private static @Nullable String scalar(JsonNode node) {
        return node.isTextual() || node.isNumber() || node.isBoolean() ? node.asText() : null;
    }
}
