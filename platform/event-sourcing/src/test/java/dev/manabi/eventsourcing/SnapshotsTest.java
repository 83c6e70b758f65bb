package dev.manabi.eventsourcing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A state is read back as it was written, and one of other classes is told apart. */
class SnapshotsTest {

    private sealed interface Box {}

    private record Nothing() implements Box {}

    private record Full(
            Mark mark,
            Map<UUID, Thing> things,
            Set<String> names,
            @Nullable Instant at,
            @Nullable Full inside,
            Map<Colour, Long> counts)
            implements Box {

        private Full {
            counts = Map.copyOf(counts);
        }

        /** No component, and nothing that could be written. */
        public Object getAnything() {
            throw new IllegalStateException();
        }

        public boolean isAnything() {
            throw new IllegalStateException();
        }
    }

    private record Thing(String text, boolean done) {

        private Thing {
            if (text.equals("refused")) {
                throw new IllegalArgumentException(text);
            }
        }
    }

    private sealed interface Mark {}

    private record Plain(String name) implements Mark {}

    private record Numbered(int number) implements Mark {}

    private enum Colour {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "another one";
            }
        }
    }

    private static final Snapshots<Box> BOXES = Snapshots.of(Box.class, 1);

    private static Full full() {
        Map<UUID, Thing> things = new LinkedHashMap<>();
        things.put(new UUID(9, 9), new Thing("first 学び \" \n", true));
        things.put(new UUID(1, 1), new Thing("second", false));
        Instant at = Instant.parse("2026-03-09T12:00:00.123456789Z");
        Full inside = new Full(new Numbered(7), Map.of(), Set.of(), null, null, Map.of());
        return new Full(
                new Plain("x"),
                things,
                new LinkedHashSet<>(List.of("z", "a", "m")),
                at,
                inside,
                Map.of(Colour.RED, 1L, Colour.GREEN, 2L));
    }

    @Test
    void a_state_comes_back_equal_and_in_order() throws JsonProcessingException {
        Full read = (Full) BOXES.read(BOXES.write(full()));

        assertThat(read).isEqualTo(full());
        assertThat(read.things().keySet()).containsExactly(new UUID(9, 9), new UUID(1, 1));
        assertThat(read.names()).containsExactly("z", "a", "m");
        assertThat(read.inside()).isNotNull();
    }

    @Test
    void a_state_without_components_comes_back() throws JsonProcessingException {
        assertThat(BOXES.read(BOXES.write(new Nothing()))).isEqualTo(new Nothing());
    }

    @Test
    void constructors_run_and_a_hole_is_refused() throws JsonProcessingException {
        String json = BOXES.write(full());

        assertThatThrownBy(() -> ((Full) BOXES.read(json)).counts().clear())
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> BOXES.read(json.replace("second", "refused")))
                .isInstanceOf(JsonProcessingException.class);
        assertThatThrownBy(() -> BOXES.read(json.replace("\"second\"", "null")))
                .isInstanceOf(JsonProcessingException.class);
    }

    private record Before(String name, List<String> words) {}

    private record After(String name, List<Integer> words) {}

    private record Holding<T>(T value) {}

    private record OfText(Holding<String> one) {}

    private record OfNumbers(Holding<Integer> one) {}

    @Test
    void another_shape_has_another_fingerprint() {
        assertThat(shapes(
                        Before.class, After.class, OfText.class, OfNumbers.class, Full.class, Box.class, Colour.class))
                .hasSize(7);
        assertThat(Snapshots.of(Box.class, 1).shape()).isEqualTo(BOXES.shape());
        assertThat(Snapshots.of(Box.class, 2).shape()).isNotEqualTo(BOXES.shape());
    }

    private static Set<String> shapes(Class<?>... types) {
        Set<String> shapes = new LinkedHashSet<>();
        for (Class<?> type : types) {
            // Without the name, which tells them apart already.
            shapes.add(Shape.descriptionOf(type).toString().replace(type.getSimpleName(), "?"));
        }
        return shapes;
    }

    @Test
    void whatever_lies_deep_inside_is_part_of_the_shape() {
        assertThat(Shape.descriptionOf(Box.class).toString())
                .contains("text:java.lang.String", "RED", "Numbered", "number:int", "java.util.Map<java.util.UUID, ");
    }

    private interface Open {}

    private record Opening(Open open) {}

    @Test
    void what_could_change_unnoticed_is_refused() {
        assertThatThrownBy(() -> Snapshots.of(Opening.class, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Open");
    }

    private record Twice(List<Colour> colours) {}

    @Test
    void a_list_of_a_thing_is_read_as_that_thing() throws JsonProcessingException {
        Snapshots<Twice> snapshots = Snapshots.of(Twice.class, 1);

        Twice read = snapshots.read(snapshots.write(new Twice(new ArrayList<>(List.of(Colour.GREEN, Colour.RED)))));

        assertThat(read.colours()).containsExactly(Colour.GREEN, Colour.RED);
    }
}
