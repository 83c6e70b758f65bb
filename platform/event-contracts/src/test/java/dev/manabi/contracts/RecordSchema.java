package dev.manabi.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The JSON Schema that a record stands for, without the words that only a person can write. */
final class RecordSchema {

    private static final Map<Class<?>, List<String>> SCALARS = Map.of(
            String.class, List.of("string"),
            UUID.class, List.of("string", "uuid"),
            Instant.class, List.of("string", "date-time"),
            boolean.class, List.of("boolean"),
            Boolean.class, List.of("boolean"),
            int.class, List.of("integer", "int32"),
            Integer.class, List.of("integer", "int32"),
            long.class, List.of("integer", "int64"),
            Long.class, List.of("integer", "int64"),
            BigDecimal.class, List.of("number"));

    private final Map<String, ObjectNode> definitions = new TreeMap<>();

    private RecordSchema() {}

    static ObjectNode of(EventContract<?> contract) {
        RecordSchema writer = new RecordSchema();
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", contract.type());
        schema.setAll(writer.object(contract.shape()));
        if (!writer.definitions.isEmpty()) {
            schema.putObject("$defs").setAll(writer.definitions);
        }
        return schema;
    }

    /** The name that a component has in JSON. */
    static String fieldName(RecordComponent component) {
        JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
        return renamed == null ? component.getName() : renamed.value();
    }

    static boolean isNullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    private ObjectNode object(Class<?> shape) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("type", "object");
        ObjectNode properties = object.putObject("properties");
        ArrayNode required = object.putArray("required");
        for (RecordComponent component : shape.getRecordComponents()) {
            String name = fieldName(component);
            properties.set(name, type(component.getAnnotatedType()));
            if (!isNullable(component.getAnnotatedType())) {
                required.add(name);
            }
        }
        object.put("additionalProperties", true);
        return object;
    }

    private ObjectNode type(AnnotatedType annotated) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        if (annotated.getType() instanceof ParameterizedType list && list.getRawType() == List.class) {
            setType(schema, "array", isNullable(annotated));
            schema.set("items", type(((AnnotatedParameterizedType) annotated).getAnnotatedActualTypeArguments()[0]));
            return schema;
        }
        Class<?> type = (Class<?>) annotated.getType();
        List<String> scalar = SCALARS.get(type);
        if (scalar != null) {
            setType(schema, scalar.getFirst(), isNullable(annotated));
            if (scalar.size() == 2) {
                schema.put("format", scalar.get(1));
            }
            return schema;
        }
        return reference(type, isNullable(annotated));
    }

    private ObjectNode reference(Class<?> type, boolean nullable) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException("A contract does not know how to tell of a " + type);
        }
        if (!definitions.containsKey(type.getSimpleName())) {
            definitions.put(type.getSimpleName(), object(type));
        }
        ObjectNode reference = JsonNodeFactory.instance.objectNode().put("$ref", "#/$defs/" + type.getSimpleName());
        if (!nullable) {
            return reference;
        }
        ObjectNode either = JsonNodeFactory.instance.objectNode();
        either.putArray("anyOf").add(reference).addObject().put("type", "null");
        return either;
    }

    private static void setType(ObjectNode schema, String type, boolean nullable) {
        if (nullable) {
            schema.putArray("type").add(type).add("null");
        } else {
            schema.put("type", type);
        }
    }
}
