package dev.manabi.eventsourcing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manabi.eventsourcing.Tally.Counted;
import dev.manabi.eventsourcing.Tally.Opened;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTypesTest {

    private static final UUID ID = UUID.fromString("019cd1f2-4f1a-7c53-9a6e-0d6b8f1c2a34");

    private record Rich(
            UUID id,
            Instant at,
            boolean flag,
            int count,
            @Nullable Integer unknown,
            List<String> names,
            @Nullable List<String> maybe,
            List<@Nullable String> holes,
            Map<String, Long> sums,
            Inner inner) {}

    private record Inner(String text, @Nullable String note) {}

    private static final EventTypes<Rich> RICH = EventTypes.<Rich>of("rich").with("rich.v1", Rich.class);
    private static final String RICH_JSON = """
            {"id":"%s","at":"2026-03-09T12:00:00.123456Z","flag":true,"count":3,"unknown":null,"names":["a"],\
            "maybe":null,"holes":[null],"sums":{"x":7},"inner":{"text":"t","note":null}}""".formatted(ID);

    @Test
    void an_event_is_read_as_it_was_written() {
        Rich event = RICH.read("rich.v1", RICH_JSON);

        assertThat(event.at()).isEqualTo(Instant.parse("2026-03-09T12:00:00.123456Z"));
        assertThat(event.holes()).containsOnlyNulls();
        assertThat(RICH.write(event)).isEqualTo(RICH_JSON);
    }

    @Test
    void an_event_is_stored_under_the_name_chosen_by_hand() {
        assertThat(Tally.TYPES.nameOf(new Counted(ID, 1))).isEqualTo("tally-counted.v1");
        assertThat(Tally.TYPES.storedNames()).containsExactly("tally-opened.v1", "tally-counted.v1");
        assertThat(Tally.TYPES.shapes()).containsExactlyInAnyOrder(Opened.class, Counted.class);
        assertThat(Tally.TYPES.kind()).isEqualTo("tally");
    }

    @Test
    void an_event_without_a_name_cannot_be_stored() {
        EventTypes<Tally> forgetful = EventTypes.<Tally>of("tally").with("tally-opened.v1", Opened.class);

        assertThatThrownBy(() -> forgetful.nameOf(new Counted(ID, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Counted");
    }

    @Test
    void a_field_that_is_unknown_by_now_is_left_aside() {
        assertThat(Tally.TYPES.read(
                        "tally-counted.v1", "{\"command\":\"%s\",\"by\":2,\"colour\":\"red\"}".formatted(ID)))
                .isEqualTo(new Counted(ID, 2));
    }

    @Test
    void a_field_that_may_be_null_may_be_missing() {
        assertThat(Tally.TYPES.read("tally-opened.v1", "{\"name\":\"visitors\"}"))
                .isEqualTo(new Opened("visitors", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"command\":null,\"by\":1}",
                "{\"by\":1}",
                "{\"command\":\"019cd1f2-4f1a-7c53-9a6e-0d6b8f1c2a34\"}",
                "{\"command\":\"019cd1f2-4f1a-7c53-9a6e-0d6b8f1c2a34\",\"by\":null}",
                "{\"command\":\"no id\",\"by\":1}",
                "null",
                "[]",
                "{"
            })
    void what_does_not_have_the_shape_is_a_corrupt_stream(String json) {
        assertThatThrownBy(() -> Tally.TYPES.read("tally-counted.v1", json))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("tally-counted.v1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"names\":[\"a\"]", "\"inner\":{\"text\":\"t\",\"note\":null}", "\"sums\":{\"x\":7}"})
    void a_hole_is_found_however_deep(String whole) {
        String holed = whole.replaceFirst("\"a\"|\"t\"|7", "null");

        assertThatThrownBy(() -> RICH.read("rich.v1", RICH_JSON.replace(whole, holed)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_name_that_nobody_knows_is_a_corrupt_stream() {
        assertThatThrownBy(() -> Tally.TYPES.read("tally-closed.v1", "{}"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("tally-closed.v1");
    }

    @Test
    void an_old_shape_goes_through_every_upcaster_up_to_the_present_one() {
        EventTypes<Tally> types = EventTypes.<Tally>of("tally")
                .upcast(
                        "tally-opened.v1",
                        "tally-opened.v2",
                        json -> json.put("name", json.path("title").asText()))
                .upcast("tally-opened.v2", "tally-opened.v3", json -> json.put("note", "counted since v2"))
                .with("tally-opened.v3", Opened.class);

        assertThat(types.read("tally-opened.v1", "{\"title\":\"a\"}")).isEqualTo(new Opened("a", "counted since v2"));
        assertThat(types.read("tally-opened.v2", "{\"name\":\"b\"}")).isEqualTo(new Opened("b", "counted since v2"));
        assertThat(types.read("tally-opened.v3", "{\"name\":\"c\"}")).isEqualTo(new Opened("c", null));
        assertThat(types.storedNames()).containsExactly("tally-opened.v3", "tally-opened.v1", "tally-opened.v2");
    }

    @Test
    void an_upcaster_that_leads_nowhere_is_a_corrupt_stream() {
        EventTypes<Tally> types = EventTypes.<Tally>of("tally").upcast("a.v1", "a.v2", json -> json);

        assertThatThrownBy(() -> types.read("a.v1", "{}"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a.v2");
    }

    @Test
    void a_name_stands_for_one_thing() {
        EventTypes<Tally> types =
                EventTypes.<Tally>of("tally").with("a.v2", Opened.class).upcast("a.v1", "a.v2", json -> json);

        assertThatThrownBy(() -> types.with("a.v2", Counted.class)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> types.with("b.v1", Opened.class)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> types.with("a.v1", Counted.class)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> types.upcast("a.v1", "a.v3", json -> json))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> types.upcast("a.v2", "a.v3", json -> json))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void upcasters_do_not_run_in_a_circle() {
        EventTypes<Tally> types = EventTypes.<Tally>of("tally")
                .upcast("a.v1", "a.v2", json -> json)
                .upcast("a.v2", "a.v3", json -> json);

        assertThatThrownBy(() -> types.upcast("a.v3", "a.v1", json -> json))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> types.upcast("b.v1", "b.v1", json -> json))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
