package dev.manabi.eventsourcing;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the classes of a state look like: every record with its components, every sealed type with those it permits,
 * every enum with its constants. Whoever changes one of them changes the fingerprint.
 */
final class Shape {

    private final Map<String, String> described = new TreeMap<>();

    private Shape() {}

    /**
     * 32 hexadecimal digits.
     *
     * @throws IllegalArgumentException where the state has a part that could change unnoticed or cannot be told apart
     */
    static String fingerprintOf(Type state) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((state.getTypeName() + descriptionOf(state)).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** Each class by its name, with what it looks like. */
    static Map<String, String> descriptionOf(Type state) {
        Shape shape = new Shape();
        shape.describe(state);
        return shape.described;
    }

    /** Every class that a value of the sealed type can be of. */
    static Stream<Class<?>> leavesOf(Class<?> type) {
        return isSealed(type) ? Arrays.stream(type.getPermittedSubclasses()).flatMap(Shape::leavesOf) : Stream.of(type);
    }

    /** An enum whose constants have bodies is sealed by the compiler, and still an enum. */
    static boolean isSealed(Class<?> type) {
        return type.isSealed() && !type.isEnum();
    }

    private void describe(Type type) {
        switch (type) {
            case Class<?> one -> describeClass(one);
            case ParameterizedType generic -> {
                describe(generic.getRawType());
                describeAll(generic.getActualTypeArguments());
            }
            case GenericArrayType array -> describe(array.getGenericComponentType());
            case WildcardType wildcard -> describeAll(wildcard.getUpperBounds());
            case TypeVariable<?> variable -> describeAll(variable.getBounds());
            default -> throw new IllegalArgumentException("A state cannot hold " + type);
        }
    }

    private void describeAll(Type... types) {
        for (Type type : types) {
            describe(type);
        }
    }

    private void describeClass(Class<?> type) {
        if (type.isArray()) {
            describe(type.getComponentType());
        } else if (!isOfTheJdk(type) && !described.containsKey(type.getName())) {
            described.put(type.getName(), ""); // a type may hold itself
            described.put(type.getName(), description(type));
        }
    }

    private static boolean isOfTheJdk(Class<?> type) {
        return type.isPrimitive() || type.getName().startsWith("java.");
    }

    private String description(Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(constant -> ((Enum<?>) constant).name())
                    .collect(Collectors.joining(",", "enum (", ")"));
        }
        if (type.isRecord()) {
            List<RecordComponent> components = List.of(type.getRecordComponents());
            components.forEach(component -> describe(component.getGenericType()));
            return components.stream()
                    .map(component -> component.getName() + ":"
                            + component.getGenericType().getTypeName())
                    .collect(Collectors.joining(",", "record (", ")"));
        }
        if (isSealed(type)) {
            requireNamesToDiffer(type);
            describeAll(type.getPermittedSubclasses());
            return "sealed " + Arrays.toString(type.getPermittedSubclasses());
        }
        throw new IllegalArgumentException(
                "A state is made of records, enums, sealed types and the JDK's own, and not of " + type);
    }

    private static void requireNamesToDiffer(Class<?> type) {
        Set<String> names = new HashSet<>();
        leavesOf(type).distinct().forEach(leaf -> {
            if (!names.add(leaf.getSimpleName())) {
                throw new IllegalArgumentException(type + " permits two classes named " + leaf.getSimpleName());
            }
        });
    }
}
