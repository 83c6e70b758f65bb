package dev.manabi.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenEventTest {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<JsonNode> OTHER_VALUES = List.of(
            NODES.booleanNode(true),
            NODES.numberNode(7),
            NODES.numberNode(0.5),
            NODES.textNode(""),
            NODES.textNode(" "),
            NODES.textNode("7"),
            NODES.textNode("true"),
            NODES.objectNode(),
            NODES.arrayNode());

    static List<EventContract<?>> contracts() {
        return EventContract.all();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void the_golden_event_is_what_the_schema_describes(EventContract<?> contract) {
        assertThat(ContractFiles.violations(contract, ContractFiles.golden(contract)))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void the_golden_event_is_read_and_written_again_as_it_was(EventContract<?> contract) throws IOException {
        JsonNode golden = ContractFiles.golden(contract);

        PublicEvent event = ContractFiles.read(contract, golden);

        assertThat(event).isInstanceOf(contract.shape());
        assertThat(ContractFiles.JSON.readTree(EventJson.write(event))).isEqualTo(golden);
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void the_golden_event_shows_every_field(EventContract<?> contract) {
        JsonNode schema = ContractFiles.schema(contract);

        assertThat(ContractFiles.golden(contract).fieldNames())
                .toIterable()
                .containsExactlyElementsOf(() -> schema.path("properties").fieldNames());
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void fields_that_are_unknown_change_nothing(EventContract<?> contract) throws IOException {
        JsonNode golden = ContractFiles.golden(contract);
        JsonNode extended = golden.deepCopy();
        for (JsonPointer place : places(golden)) {
            if (extended.at(place) instanceof ObjectNode object) {
                object.putObject("addedLater").put("by", "a newer service");
            }
        }
        ((ObjectNode) extended).put("addedLater", 1);

        assertThat(ContractFiles.violations(contract, extended)).isEmpty();
        assertThat(ContractFiles.read(contract, extended)).isEqualTo(ContractFiles.read(contract, golden));
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void a_null_is_refused_exactly_where_the_schema_refuses_it(EventContract<?> contract) {
        JsonNode golden = ContractFiles.golden(contract);
        for (JsonPointer place : places(golden)) {
            JsonNode holed = with(golden, place, NODES.nullNode());

            assertThat(isRead(contract, holed))
                    .as("null as %s of %s", place, contract.type())
                    .isEqualTo(ContractFiles.violations(contract, holed).isEmpty());
        }
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void a_missing_field_is_refused_exactly_where_the_schema_refuses_it(EventContract<?> contract) {
        JsonNode golden = ContractFiles.golden(contract);
        for (JsonPointer place : places(golden)) {
            if (place.last().mayMatchElement()) {
                continue; // one entry less is still a list
            }
            JsonNode holed = without(golden, place);

            assertThat(isRead(contract, holed))
                    .as("%s without %s", contract.type(), place)
                    .isEqualTo(ContractFiles.violations(contract, holed).isEmpty());
        }
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void what_the_schema_refuses_is_not_read(EventContract<?> contract) {
        JsonNode golden = ContractFiles.golden(contract);
        for (JsonPointer place : places(golden)) {
            for (JsonNode value : OTHER_VALUES) {
                JsonNode changed = with(golden, place, value);
                boolean timeAsNumber =
                        value.isNumber() && place.last().getMatchingProperty().endsWith("At");
                if (!timeAsNumber
                        && !ContractFiles.violations(contract, changed).isEmpty()) {
                    assertThat(isRead(contract, changed))
                            .as("%s with %s as %s", contract.type(), value, place)
                            .isFalse();
                }
            }
        }
    }

    @Test
    void data_that_is_null_or_no_json_at_all_is_refused() {
        EventContract<?> contract = EventContract.all().getFirst();
        String golden = ContractFiles.golden(contract).toString();

        for (String bytes : List.of("null", "", "{", "[]", "\"text\"", golden + golden, golden + "}")) {
            assertThatThrownBy(() -> EventJson.read(contract, bytes.getBytes(StandardCharsets.UTF_8)))
                    .as(bytes)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void unknown_is_written_out_as_null() {
        String json = EventJson.write(new CatalogMessage.TeamChanged("storefront", 1, "Storefront", null, null));

        assertThat(json)
                .isEqualTo(
                        "{\"id\":\"storefront\",\"version\":1,\"name\":\"Storefront\",\"lead\":null,\"manager\":null}");
    }

    private static boolean isRead(EventContract<?> contract, JsonNode data) {
        try {
            ContractFiles.read(contract, data);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Where anything stands below the root. */
    private static List<JsonPointer> places(JsonNode root) {
        List<JsonPointer> places = new ArrayList<>();
        collect(root, JsonPointer.empty(), places);
        return places;
    }

    private static void collect(JsonNode node, JsonPointer at, List<JsonPointer> places) {
        node.properties().forEach(field -> {
            places.add(at.appendProperty(field.getKey()));
            collect(field.getValue(), at.appendProperty(field.getKey()), places);
        });
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                places.add(at.appendIndex(i));
                collect(node.get(i), at.appendIndex(i), places);
            }
        }
    }

    private static JsonNode with(JsonNode root, JsonPointer place, JsonNode value) {
        JsonNode copy = root.deepCopy();
        switch ((ContainerNode<?>) copy.at(place.head())) {
            case ObjectNode object -> object.set(place.last().getMatchingProperty(), value);
            case ArrayNode array -> array.set(place.last().getMatchingIndex(), value);
            default -> throw new IllegalStateException(place.toString());
        }
        return copy;
    }

    private static JsonNode without(JsonNode root, JsonPointer place) {
        JsonNode copy = root.deepCopy();
        ((ObjectNode) copy.at(place.head())).remove(place.last().getMatchingProperty());
        return copy;
    }
}
