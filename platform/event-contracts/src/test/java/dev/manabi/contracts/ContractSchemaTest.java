package dev.manabi.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.DialectId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ContractSchemaTest {

    static List<EventContract<?>> contracts() {
        return EventContract.all();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void the_schema_says_what_the_record_says(EventContract<?> contract) {
        ObjectNode expected = RecordSchema.of(contract);

        // A new contract: take the expected tree from here and write the descriptions.
        assertThat(withoutDescriptions(ContractFiles.schema(contract))).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void the_schema_describes_the_event_and_each_field(EventContract<?> contract) {
        JsonNode schema = ContractFiles.schema(contract);

        assertDescribed(contract.type(), schema);
        schema.path("$defs")
                .properties()
                .forEach(definition ->
                        assertDescribed(contract.type() + " " + definition.getKey(), definition.getValue()));
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void the_schema_is_one_of_json_schema_2020_12(EventContract<?> contract) {
        Schema ofSchemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of(DialectId.DRAFT_2020_12));

        assertThat(ofSchemas.validate(ContractFiles.schema(contract))).isEmpty();
    }

    @Test
    void no_file_is_left_of_a_contract_that_is_gone() throws IOException {
        Set<String> expected = new TreeSet<>(Set.of("asyncapi.yaml"));
        for (EventContract<?> contract : EventContract.all()) {
            expected.add(contract.type() + ".json");
            expected.add(contract.type() + ".schema.json");
        }
        try (var files = Files.list(Path.of("src/main/resources/contracts"))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static void assertDescribed(String what, JsonNode object) {
        assertThat(object.path("description").asText()).as(what).isNotBlank();
        object.path("properties")
                .properties()
                .forEach(
                        field -> assertThat(field.getValue().path("description").asText())
                                .as("%s: %s", what, field.getKey())
                                .isNotBlank());
    }

    private static JsonNode withoutDescriptions(JsonNode schema) {
        JsonNode copy = schema.deepCopy();
        strip((ObjectNode) copy);
        copy.path("$defs").forEach(definition -> strip((ObjectNode) definition));
        return copy;
    }

    private static void strip(ObjectNode object) {
        object.remove("description");
        object.path("properties").forEach(field -> ((ObjectNode) field).remove("description"));
    }
}
