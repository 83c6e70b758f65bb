package dev.manabi.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The files that are shipped with each contract, as a consumer finds them on the class path. */
final class ContractFiles {

    static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private ContractFiles() {}

    /** A realistic example of the event's data. */
    static JsonNode golden(EventContract<?> contract) {
        return tree(contract.type() + ".json");
    }

    static JsonNode schema(EventContract<?> contract) {
        return tree(contract.type() + ".schema.json");
    }

    /** What the contract's schema has against the data; formats count. */
    static List<Error> violations(EventContract<?> contract, JsonNode data) {
        Schema schema = SCHEMAS.getSchema(schema(contract));
        return schema.validate(
                data, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }

    static PublicEvent read(EventContract<?> contract, JsonNode data) throws IOException {
        return EventJson.read(contract, JSON.writeValueAsBytes(data));
    }

    static InputStream open(String name) {
        InputStream file = ContractFiles.class.getResourceAsStream("/contracts/" + name);
        assertThat(file).as("contracts/%s on the class path", name).isNotNull();
        return file;
    }

    private static JsonNode tree(String name) {
        try (InputStream file = open(name)) {
            return JSON.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
