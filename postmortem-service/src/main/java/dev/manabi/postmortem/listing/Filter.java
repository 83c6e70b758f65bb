package dev.manabi.postmortem.listing;

import dev.manabi.eventsourcing.DomainException.InvalidValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The conditions of a list, of which each holds only where the caller asked for it. Values are always parameters. */
public final class Filter {

    private static final Pattern NUMBER = Pattern.compile("[A-Z]{1,10}-[0-9]{1,18}");

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private final StringBuilder where = new StringBuilder("1 = 1");
    private final Map<String, Object> parameters = new LinkedHashMap<>();

    /**
     * @param condition HQL or SQL with one parameter, {@code :name}
     * @param value null where the caller did not ask
     */
    public Filter and(String condition, String name, @Nullable Object value) {
        if (value instanceof String text && text.indexOf('\0') >= 0) {
            return nothing(); // PostgreSQL keeps no such text, so nothing is found under it
        }
        if (value != null) {
            where.append(" and ").append(condition);
            parameters.put(name, value);
        }
        return this;
    }

    /** @param idOrNumber of an incident, for rows with {@code incidentId} and {@code incidentNumber} */
    public Filter ofIncident(@Nullable String idOrNumber) {
        if (idOrNumber == null || idOrNumber.isEmpty()) {
            return this;
        }
        Optional<UUID> id = uuid(idOrNumber);
        if (id.isPresent()) {
            return and("incidentId = :incident", "incident", id.get());
        }
        return number(idOrNumber)
                .map(number -> and("incidentNumber = :number", "number", number))
                .orElseGet(this::nothing);
    }

    private Filter nothing() {
        where.append(" and 1 = 0");
        return this;
    }

    /** @param condition without parameters; empty for none */
    public Filter and(String condition) {
        if (!condition.isEmpty()) {
            where.append(" and ").append(condition);
        }
        return this;
    }

    /** @param condition with the parameters {@code :at} and {@code :id} */
    public Filter after(String condition, @Nullable TimeCursor cursor) {
        if (cursor != null) {
            where.append(" and ").append(condition);
            parameters.put("at", cursor.at());
            parameters.put("id", cursor.id());
        }
        return this;
    }

    public String where() {
        return where.toString();
    }

    public Map<String, Object> parameters() {
        return parameters;
    }

    /** The value as an id; empty where it is none, or nothing at all. */
    public static Optional<UUID> uuid(@Nullable String value) {
        try {
            return value == null ? Optional.empty() : Optional.of(UUID.fromString(value));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The value as a human number, {@code PM-7}; empty where it is none. */
    public static Optional<String> number(@Nullable String value) {
        return Optional.ofNullable(value)
                .map(number -> number.toUpperCase(Locale.ROOT))
                .filter(number -> NUMBER.matcher(number).matches());
    }

    /**
     * A moment that PostgreSQL can compare.
     *
     * @throws InvalidValue where it is none
     */
    public static @Nullable Instant time(String field, @Nullable String value) {
        try {
            Instant time = value == null || value.isEmpty() ? null : Instant.parse(value);
            if (time == null || (!time.isBefore(EARLIEST) && !time.isAfter(LATEST))) {
                return time;
            }
        } catch (DateTimeException e) {
            // said below
        }
        throw new InvalidValue(field, field + " is a time such as 2026-03-02T10:02:00Z.");
    }

    /**
     * One of a fixed set of values.
     *
     * @throws InvalidValue where it is none of them
     */
    public static <T extends Enum<T>> @Nullable T oneOf(Class<T> choices, String field, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            return null;
        }
        return Arrays.stream(choices.getEnumConstants())
                .filter(choice -> choice.name().equals(value.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new InvalidValue(
                        field, field + " is one of " + Arrays.toString(choices.getEnumConstants()) + "."));
    }
}
