package dev.manabi.eventsourcing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The stored names of one aggregate's events, chosen by hand so that renaming a class changes nothing that is stored,
 * and the upcasters that lift old shapes to the present ones while they are read.
 */
public final class EventTypes<E> {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .annotationIntrospector(AnnotationIntrospector.pair(new MarkedNulls(), new JacksonAnnotationIntrospector()))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final String kind;
    private final Map<String, Class<? extends E>> shapes = new LinkedHashMap<>();
    private final Map<Class<?>, String> names = new HashMap<>();
    private final Map<String, Upcast> upcasts = new LinkedHashMap<>();

    private record Upcast(String to, UnaryOperator<ObjectNode> change) {}

    private EventTypes(String kind) {
        this.kind = kind;
    }

    /** @param kind the name of the aggregate, stored with each of its streams */
    public static <E> EventTypes<E> of(String kind) {
        return new EventTypes<>(kind);
    }

    /** @param name the stored name, with the shape's version: {@code incident-declared.v1} */
    public EventTypes<E> with(String name, Class<? extends E> shape) {
        if (upcasts.containsKey(name)
                || shapes.putIfAbsent(name, shape) != null
                || names.putIfAbsent(shape, name) != null) {
            throw new IllegalArgumentException(name + " or " + shape + " is registered twice");
        }
        return this;
    }

    /** Events stored as {@code from} are read as {@code to}, after {@code change} has been made to their JSON. */
    public EventTypes<E> upcast(String from, String to, UnaryOperator<ObjectNode> change) {
        if (shapes.containsKey(from) || upcasts.putIfAbsent(from, new Upcast(to, change)) != null) {
            throw new IllegalArgumentException(from + " is a present shape or upcast twice");
        }
        for (Upcast step = upcasts.get(from); step != null; step = upcasts.get(step.to())) {
            if (step.to().equals(from)) {
                throw new IllegalArgumentException(from + " is upcast in a circle");
            }
        }
        return this;
    }

    public String kind() {
        return kind;
    }

    /** Every name that may stand in the store: present shapes and those that are upcast. */
    public Set<String> storedNames() {
        Set<String> all = new java.util.LinkedHashSet<>(shapes.keySet());
        all.addAll(upcasts.keySet());
        return Collections.unmodifiableSet(all);
    }

    /** The classes that the present names stand for. */
    public Set<Class<?>> shapes() {
        return Set.copyOf(names.keySet());
    }

    public String nameOf(E event) {
        String name = names.get(event.getClass());
        if (name == null) {
            throw new IllegalArgumentException(event.getClass() + " has no stored name");
        }
        return name;
    }

    public String write(E event) {
        try {
            return MAPPER.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write " + nameOf(event), e);
        }
    }

    /** @throws IllegalStateException where the name or the JSON is of no known shape: the stream is corrupt */
    public E read(String name, String json) {
        try {
            E event = upcasts.containsKey(name) ? upcast(name, json) : MAPPER.readValue(json, shape(name));
            if (event == null) {
                throw new IllegalStateException("Stored event " + name + " is null");
            }
            return event;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Stored event " + name + " cannot be read", e);
        }
    }

    private E upcast(String name, String json) throws JsonProcessingException {
        ObjectNode data = MAPPER.readValue(json, ObjectNode.class);
        String present = name;
        for (Upcast step = upcasts.get(name); step != null; step = upcasts.get(present)) {
            data = step.change().apply(data);
            present = step.to();
        }
        return MAPPER.treeToValue(data, shape(present));
    }

    private Class<? extends E> shape(String name) {
        Class<? extends E> shape = shapes.get(name);
        if (shape == null) {
            throw new IllegalStateException("No event of " + kind + " is stored as " + name);
        }
        return shape;
    }
}
