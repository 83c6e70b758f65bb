package dev.manabi.eventsourcing;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells Jackson what the compiler knows already: what is declared as a sealed type is one of those that it permits. Each
 * is known by its simple name, in a property that no record can have.
 */
@SuppressWarnings("serial") // never serialised: it lives in the mapper
final class SealedTypes extends JacksonAnnotationIntrospector {

    private static final JsonTypeInfo.Value BY_SIMPLE_NAME =
            JsonTypeInfo.Value.construct(JsonTypeInfo.Id.NAME, JsonTypeInfo.As.PROPERTY, "@type", null, false, true);

    @Override
    public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
        return isSealed(annotated) ? BY_SIMPLE_NAME : super.findPolymorphicTypeInfo(config, annotated);
    }

    @Override
    public @Nullable List<NamedType> findSubtypes(Annotated annotated) {
        if (!isSealed(annotated)) {
            return super.findSubtypes(annotated);
        }
        return Shape.leavesOf(annotated.getRawType())
                .distinct()
                .map(leaf -> new NamedType(leaf, leaf.getSimpleName()))
                .toList();
    }

    private static boolean isSealed(Annotated annotated) {
        return annotated instanceof AnnotatedClass && Shape.isSealed(annotated.getRawType());
    }
}
