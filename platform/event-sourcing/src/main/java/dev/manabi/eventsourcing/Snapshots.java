package dev.manabi.eventsourcing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.AccessorNamingStrategy;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedMethod;
import com.fasterxml.jackson.databind.introspect.DefaultAccessorNamingStrategy;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleAbstractTypeResolver;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one aggregate's state is kept beside its events, so that a long stream is not read from its beginning. Kept states
 * are a cache: one that does not fit the present classes is left alone, and the history tells the same.
 *
 * <p>A state is made of records, sealed interfaces, enums and the JDK's own values, lists, sets and maps, without
 * {@code Optional}. Maps and sets come back in their order.
 *
 * @param <S> the state, sealed or a record
 */
public final class Snapshots<S> {

    /**
     * After so many events the next state is kept: few enough that reading what follows costs no more than the rest of a
     * command, many enough that a state of 100 kB adds not more than 200 bytes to each event.
     */
    public static final int EVERY = 500;

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new InOrder())
            .annotationIntrospector(AnnotationIntrospector.pair(new MarkedNulls(), new SealedTypes()))
            .accessorNaming(new OnlyComponents())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final String shape;
    private final int every;
    private final ObjectWriter writer;
    private final ObjectReader reader;

    private Snapshots(Class<S> state, String shape, int every) {
        this(shape, every, MAPPER.writerFor(state), MAPPER.readerFor(state));
    }

    private Snapshots(String shape, int every, ObjectWriter writer, ObjectReader reader) {
        this.shape = shape;
        this.every = every;
        this.writer = writer;
        this.reader = reader;
    }

    /**
     * @param meaning to be raised whenever {@code evolve} makes another state of the same events although the classes of
     *     the state have not changed
     * @throws IllegalArgumentException where a class of the state could change unnoticed
     */
    public static <S> Snapshots<S> of(Class<S> state, int meaning) {
        return new Snapshots<>(state, Shape.fingerprintOf(state) + "." + meaning, EVERY);
    }

    /** The same, kept after another number of events. */
    public Snapshots<S> every(int events) {
        return new Snapshots<>(shape, events, writer, reader);
    }

    /** What is kept in another shape is not for these classes. */
    public String shape() {
        return shape;
    }

    /** Whether the state at that version is kept. */
    public boolean isDue(long version) {
        return version % every == 0;
    }

    /** Whether so many events had to be read that one that should be there is missing. */
    public boolean isMissingAfter(long events) {
        return events >= every;
    }

    String write(S state) throws JsonProcessingException {
        return writer.writeValueAsString(state);
    }

    S read(String json) throws JsonProcessingException {
        return reader.readValue(json);
    }

    /** Sets in the order in which they were written. */
    @SuppressWarnings("serial") // never serialised: it lives in the mapper
    private static final class InOrder extends SimpleModule {
        InOrder() {
            setAbstractTypes(new SimpleAbstractTypeResolver().addMapping(Set.class, LinkedHashSet.class));
        }
    }

    /** What a record says of itself beside its components is not part of it. */
    @SuppressWarnings("serial") // never serialised: it lives in the mapper
    private static final class OnlyComponents extends DefaultAccessorNamingStrategy.Provider {
        @Override
        public AccessorNamingStrategy forRecord(MapperConfig<?> config, AnnotatedClass type) {
            return new DefaultAccessorNamingStrategy.RecordNaming(config, type) {
                @Override
                public @Nullable String findNameForRegularGetter(AnnotatedMethod method, String name) {
                    return _fieldNames.contains(name) ? name : null;
                }

                @Override
                public @Nullable String findNameForIsGetter(AnnotatedMethod method, String name) {
                    return null;
                }
            };
        }
    }
}
