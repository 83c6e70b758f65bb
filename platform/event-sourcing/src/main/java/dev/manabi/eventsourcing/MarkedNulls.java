package dev.manabi.eventsourcing;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Executable;
import org.jspecify.annotations.Nullable;

/**
 * Tells Jackson what the compiler knows already: a component of a record is there and is not null, unless it is marked
 * {@code @Nullable}. Without it an event that lacks a field would be read as an object with a hole.
 */
final class MarkedNulls extends NopAnnotationIntrospector {

    private static final long serialVersionUID = 1;

    @Override
    public @Nullable Boolean hasRequiredMarker(AnnotatedMember member) {
        boolean required = isComponent(member) && ifNull(type(member)) == Nulls.FAIL;
        return required ? true : null;
    }

    @Override
    public JsonSetter.Value findSetterInfo(Annotated annotated) {
        if (!isComponent(annotated)) {
            return JsonSetter.Value.empty();
        }
        AnnotatedType type = type(annotated);
        return JsonSetter.Value.construct(ifNull(type), ifNull(contentOf(type)));
    }

    private static Nulls ifNull(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class) ? Nulls.DEFAULT : Nulls.FAIL;
    }

    /** What a list or a map holds; of anything else, the type itself. */
    private static AnnotatedType contentOf(AnnotatedType type) {
        return type instanceof AnnotatedParameterizedType parameterized
                ? parameterized
                        .getAnnotatedActualTypeArguments()[parameterized.getAnnotatedActualTypeArguments().length - 1]
                : type;
    }

    private static boolean isComponent(Annotated annotated) {
        return annotated instanceof AnnotatedParameter parameter
                && parameter.getDeclaringClass().isRecord();
    }

    private static AnnotatedType type(Annotated annotated) {
        AnnotatedParameter parameter = (AnnotatedParameter) annotated;
        Executable constructor = (Executable) parameter.getOwner().getMember();
        return constructor.getAnnotatedParameterTypes()[parameter.getIndex()];
    }
}
