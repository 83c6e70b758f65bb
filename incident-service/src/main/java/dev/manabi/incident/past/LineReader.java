package dev.manabi.incident.past;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.manabi.incident.incident.IncidentRequests.DeclareRequest;
import dev.manabi.incident.incident.IncidentRequests.ImpactRequest;
import dev.manabi.incident.incident.IncidentRequests.RolesRequest;
import dev.manabi.incident.incident.domain.Detection;
import dev.manabi.incident.incident.domain.IncidentKind;
import dev.manabi.incident.incident.domain.Severity;
import dev.manabi.incident.incident.domain.Times;
import dev.manabi.incident.ingest.Incoming;
import dev.manabi.kit.Storable;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads one line. Null, empty and absent are unknown. A time that cannot be read is unknown too, with a warning: the line
 * is kept as it came. What no incident can be without, or of another type, rejects the line.
 */
final class LineReader {

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(50)
                            .maxNumberLength(100)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final int LONGEST_KEY = 200;

    private final Map<String, String> pointers;
    private final ZoneId zone;
    private final JsonNode line;
    private final List<String> warnings = new ArrayList<>();

    private LineReader(Map<String, String> pointers, ZoneId zone, JsonNode line) {
        this.pointers = pointers;
        this.zone = zone;
        this.line = line;
    }

    /** @throws NotImportable with the reason */
    static PastIncident read(String raw, Map<String, String> pointers, ZoneId zone, Validator validator) {
        return new LineReader(pointers, zone, parse(raw)).incident(raw, validator);
    }

    /** Names at the top of a line that no pointer goes through. */
    static List<String> ignored(String raw, Map<String, String> pointers) {
        try {
            TreeSet<String> names = new TreeSet<>();
            parse(raw).fieldNames().forEachRemaining(names::add);
            pointers.values()
                    .forEach(
                            pointer -> names.remove(JsonPointer.compile(pointer).getMatchingProperty()));
            return List.copyOf(names);
        } catch (NotImportable e) {
            return List.of();
        }
    }

    private static JsonNode parse(String raw) {
        JsonNode line;
        try {
            line = JSON.readTree(raw);
        } catch (JsonProcessingException e) {
            throw new NotImportable("This is no JSON: " + e.getOriginalMessage());
        }
        if (line == null || !line.isObject()) {
            throw new NotImportable("This is no JSON object.");
        }
        return line;
    }

    private PastIncident incident(String raw, Validator validator) {
        ZoneId own = zone();
        Times times = new Times(
                time("startedAt", own),
                time("detectedAt", own),
                time("acknowledgedAt", own),
                time("mitigatedAt", own),
                time("resolvedAt", own));
        DeclareRequest request = new DeclareRequest(
                Incoming.oneLine(Objects.requireNonNullElse(text("title"), "")),
                text("summary"),
                severity(),
                word("kind", IncidentKind.class),
                texts("services"),
                texts("servicesAtFault"),
                text("team"),
                times.startedAt(),
                times.detectedAt(),
                times.acknowledgedAt(),
                times.mitigatedAt(),
                times.resolvedAt(),
                word("detectedBy", Detection.class),
                new RolesRequest(
                        text("roles.commander"),
                        text("roles.communications"),
                        text("roles.scribe"),
                        texts("roles.responders")),
                impact());
        validator.validate(request).stream()
                .min(Comparator.comparing(
                        violation -> violation.getPropertyPath().toString()))
                .ifPresent(violation -> {
                    throw new NotImportable(sentence(violation));
                });
        return new PastIncident(
                key(raw),
                request.description(),
                request.severity(),
                times,
                Objects.requireNonNull(request.roles()).roles(),
                Objects.requireNonNull(request.impact()).impact(),
                List.copyOf(warnings));
    }

    private static String sentence(ConstraintViolation<?> violation) {
        return violation.getPropertyPath() + " " + violation.getMessage() + ".";
    }

    private ImpactRequest impact() {
        return new ImpactRequest(
                truth("impact.userVisible"),
                minutes("impact.downtimeMinutes"),
                minutes("impact.degradedMinutes"),
                whole("impact.usersAffected", Long.MAX_VALUE),
                truth("impact.dataLoss"),
                truth("impact.moneyAffected"),
                truth("impact.monitoringFailed"),
                truth("impact.onCallIntervened"),
                text("impact.notes"),
                null);
    }

    /** What an archive does not number is known by its own words. */
    private String key(String raw) {
        String key = text("key");
        if (key == null) {
            return UUID.nameUUIDFromBytes(raw.getBytes(StandardCharsets.UTF_8)).toString();
        }
        if (key.length() > LONGEST_KEY) {
            throw new NotImportable("key is longer than " + LONGEST_KEY + " characters.");
        }
        return key;
    }

    private ZoneId zone() {
        String name = text("zone");
        try {
            return name == null ? zone : ZoneId.of(name);
        } catch (DateTimeException e) {
            warnings.add("zone \"" + name + "\" is not known, so it is " + zone + ".");
            return zone;
        }
    }

    private @Nullable Instant time(String name, ZoneId own) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        Instant time = LooseTime.read(text, own).orElse(null);
        if (time == null) {
            warnings.add(name + " \"" + text + "\" is no time that can be read, so it is unknown.");
        }
        return time;
    }

    private Severity severity() {
        Severity severity = word("severity", Severity.class);
        if (severity == null) {
            throw new NotImportable("severity is missing.");
        }
        return severity;
    }

    private <E extends Enum<E>> @Nullable E word(String name, Class<E> type) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        try {
            return Enum.valueOf(type, text.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new NotImportable(
                    name + " \"" + text + "\" is none of " + Arrays.toString(type.getEnumConstants()) + ".");
        }
    }

    private @Nullable Boolean truth(String name) {
        JsonNode value = at(name);
        if (value == null) {
            return null;
        }
        if (!value.isBoolean()) {
            throw new NotImportable(name + " is neither true nor false nor null.");
        }
        return value.booleanValue();
    }

    private @Nullable Integer minutes(String name) {
        Long minutes = whole(name, Integer.MAX_VALUE);
        return minutes == null ? null : minutes.intValue();
    }

    private @Nullable Long whole(String name, long most) {
        JsonNode value = at(name);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() > most) {
            throw new NotImportable(name + " is no whole number that is possible.");
        }
        return value.longValue();
    }

    private @Nullable List<String> texts(String name) {
        JsonNode value = at(name);
        if (value == null) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        Iterable<JsonNode> all = value.isArray() ? value : List.of(value);
        for (JsonNode one : all) {
            if (!one.isTextual() || !Storable.is(one.textValue())) {
                throw new NotImportable(name + " is no list of texts.");
            }
            texts.add(one.textValue());
        }
        return texts;
    }

    private @Nullable String text(String name) {
        JsonNode value = at(name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual() && !value.isNumber()) {
            throw new NotImportable(name + " is no text.");
        }
        String text = value.asText();
        if (!Storable.is(text)) {
            throw new NotImportable(name + " holds characters that cannot be kept.");
        }
        return text.isBlank() ? null : text;
    }

    private @Nullable JsonNode at(String name) {
        JsonNode value = line.at(JsonPointer.compile(Objects.requireNonNull(pointers.get(name))));
        return value.isMissingNode() || value.isNull() ? null : value;
    }
}
