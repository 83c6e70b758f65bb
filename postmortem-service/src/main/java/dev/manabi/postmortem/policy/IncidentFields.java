package dev.manabi.postmortem.policy;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.runtime.CelAttributePattern;
import dev.cel.runtime.PartialVars;
import dev.manabi.postmortem.policy.domain.IncidentFacts;
import dev.manabi.postmortem.policy.domain.IncidentFacts.Figure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The incident as expressions see it: {@code incident.severity}, {@code incident.impact.usersAffected} and so on. */
final class IncidentFields {

    static final String INCIDENT = "incident";
    private static final String IMPACT = "impact";

    private static final StructType FIGURE_TYPE = struct(
            "Figure",
            Map.of(
                    "kind", SimpleType.STRING,
                    "what", SimpleType.STRING,
                    "value", SimpleType.DOUBLE,
                    "unit", SimpleType.STRING,
                    "estimated", SimpleType.BOOL));

    private record Field(CelType type, Function<IncidentFacts, @Nullable Object> value) {}

    /** By the name after {@code incident.}, in the order in which people read them. */
    private static final Map<String, Field> FIELDS = fields();

    private static final StructType IMPACT_TYPE = struct("Impact", typesBelow(IMPACT + "."));
    static final StructType TYPE = struct("Incident", ofIncident());

    /** The types that an expression meets. */
    static final CelTypeProvider TYPES = new CelTypeProvider() {
        @Override
        public ImmutableCollection<CelType> types() {
            return ImmutableList.of(TYPE, IMPACT_TYPE, FIGURE_TYPE);
        }

        @Override
        public Optional<CelType> findType(String name) {
            return types().stream().filter(type -> type.name().equals(name)).findFirst();
        }
    };

    private IncidentFields() {}

    private static Map<String, Field> fields() {
        Map<String, Field> fields = new LinkedHashMap<>();
        CelType texts = ListType.create(SimpleType.STRING);
        fields.put("kind", new Field(SimpleType.STRING, IncidentFacts::kind));
        fields.put("severity", new Field(SimpleType.STRING, IncidentFacts::severity));
        fields.put("peakSeverity", new Field(SimpleType.STRING, IncidentFacts::peakSeverity));
        fields.put("title", new Field(SimpleType.STRING, IncidentFacts::title));
        fields.put("summary", new Field(SimpleType.STRING, IncidentFacts::summary));
        fields.put("team", new Field(SimpleType.STRING, IncidentFacts::team));
        fields.put("services", new Field(texts, IncidentFacts::services));
        fields.put("servicesAtFault", new Field(texts, IncidentFacts::servicesAtFault));
        fields.put("detectedBy", new Field(SimpleType.STRING, IncidentFields::detectedBy));
        fields.put("declaredAt", new Field(SimpleType.TIMESTAMP, IncidentFacts::declaredAt));
        fields.put("startedAt", new Field(SimpleType.TIMESTAMP, IncidentFacts::startedAt));
        fields.put("detectedAt", new Field(SimpleType.TIMESTAMP, IncidentFacts::detectedAt));
        fields.put("acknowledgedAt", new Field(SimpleType.TIMESTAMP, IncidentFacts::acknowledgedAt));
        fields.put("mitigatedAt", new Field(SimpleType.TIMESTAMP, IncidentFacts::mitigatedAt));
        fields.put("resolvedAt", new Field(SimpleType.TIMESTAMP, IncidentFacts::resolvedAt));
        fields.put("minutesToDetect", minutes(IncidentFacts::detectedAt));
        fields.put("minutesToAcknowledge", minutes(IncidentFacts::acknowledgedAt));
        fields.put("minutesToMitigate", minutes(IncidentFacts::mitigatedAt));
        fields.put("minutesToResolve", minutes(IncidentFacts::resolvedAt));
        fields.put("impact.userVisible", new Field(SimpleType.BOOL, IncidentFacts::userVisible));
        fields.put("impact.downtimeMinutes", new Field(SimpleType.INT, whole(IncidentFacts::downtimeMinutes)));
        fields.put("impact.degradedMinutes", new Field(SimpleType.INT, whole(IncidentFacts::degradedMinutes)));
        fields.put("impact.usersAffected", new Field(SimpleType.INT, IncidentFacts::usersAffected));
        fields.put("impact.dataLoss", new Field(SimpleType.BOOL, IncidentFacts::dataLoss));
        fields.put("impact.moneyAffected", new Field(SimpleType.BOOL, IncidentFacts::moneyAffected));
        fields.put("impact.monitoringFailed", new Field(SimpleType.BOOL, IncidentFacts::monitoringFailed));
        fields.put("impact.onCallIntervened", new Field(SimpleType.BOOL, IncidentFacts::onCallIntervened));
        fields.put("impact.figures", new Field(ListType.create(FIGURE_TYPE), IncidentFields::figures));
        return fields;
    }

    /** Every field at or below a path; below the incident itself all of them. */
    static List<String> at(String path) {
        return FIELDS.keySet().stream()
                .filter(field -> path.isEmpty() || field.equals(path) || field.startsWith(path + "."))
                .toList();
    }

    /** Null where the incident does not say. */
    static @Nullable Object valueOf(String field, IncidentFacts facts) {
        Field known = FIELDS.get(field);
        return known == null ? null : known.value().apply(facts);
    }

    /** What is known as values, what is not as unknown. */
    static PartialVars of(IncidentFacts facts) {
        Map<String, Object> incident = new HashMap<>();
        Map<String, Object> impact = new HashMap<>();
        List<CelAttributePattern> unknown = new ArrayList<>();
        FIELDS.forEach((name, field) -> {
            Object value = field.value().apply(facts);
            if (value == null) {
                unknown.add(CelAttributePattern.fromQualifiedIdentifier(INCIDENT + "." + name));
            } else if (name.startsWith(IMPACT + ".")) {
                impact.put(name.substring(IMPACT.length() + 1), value);
            } else {
                incident.put(name, value);
            }
        });
        incident.put(IMPACT, impact);
        return PartialVars.of(name -> name.equals(INCIDENT) ? Optional.of(incident) : Optional.empty(), unknown);
    }

    private static Field minutes(Function<IncidentFacts, @Nullable Instant> until) {
        return new Field(SimpleType.DOUBLE, facts -> minutes(facts.startedAt(), until.apply(facts)));
    }

    /** Times that contradict each other are unknown, not quick. */
    private static @Nullable Double minutes(@Nullable Instant from, @Nullable Instant until) {
        if (from == null || until == null || until.isBefore(from)) {
            return null;
        }
        return Duration.between(from, until).toMillis() / 60_000.0;
    }

    /** CEL counts in 64 bits. */
    private static Function<IncidentFacts, @Nullable Object> whole(Function<IncidentFacts, @Nullable Integer> field) {
        return facts -> {
            Integer value = field.apply(facts);
            return value == null ? null : Long.valueOf(value);
        };
    }

    private static @Nullable String detectedBy(IncidentFacts facts) {
        return facts.noticedBy() == null ? null : facts.noticedBy().name();
    }

    private static @Nullable List<Map<String, Object>> figures(IncidentFacts facts) {
        return facts.figures() == null
                ? null
                : facts.figures().stream().map(IncidentFields::figure).toList();
    }

    private static Map<String, Object> figure(Figure figure) {
        return Map.of(
                "kind", figure.kind(),
                "what", figure.what(),
                "value", figure.value().doubleValue(),
                "unit", figure.unit(),
                "estimated", figure.estimated());
    }

    private static Map<String, CelType> ofIncident() {
        Map<String, CelType> types = new LinkedHashMap<>();
        FIELDS.forEach((name, field) -> {
            if (!name.contains(".")) {
                types.put(name, field.type());
            }
        });
        types.put(IMPACT, IMPACT_TYPE);
        return types;
    }

    private static Map<String, CelType> typesBelow(String prefix) {
        Map<String, CelType> types = new LinkedHashMap<>();
        FIELDS.forEach((name, field) -> {
            if (name.startsWith(prefix)) {
                types.put(name.substring(prefix.length()), field.type());
            }
        });
        return types;
    }

    private static StructType struct(String name, Map<String, CelType> fields) {
        ImmutableMap<String, CelType> types = ImmutableMap.copyOf(fields);
        return StructType.create(name, types.keySet(), field -> Optional.ofNullable(types.get(field)));
    }
}
