package dev.manabi.postmortem.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What docs/live-editing.yaml promises is what is read and written. */
class LiveProtocolTest {

    private static final ObjectMapper JSON =
            JsonMapper.builder().findAndAddModules().build();

    @Test
    void every_message_is_described_and_every_example_is_one() throws IOException {
        Map<String, Class<?>> said = types(ClientMessage.class);
        Map<String, Class<?>> heard = types(ServerMessage.class);
        List<String> described = new ArrayList<>();
        JsonNode document = document();
        for (String direction : List.of("say", "hear")) {
            Map<String, Class<?>> known = direction.equals("say") ? said : heard;
            Class<?> shape = direction.equals("say") ? ClientMessage.class : ServerMessage.class;
            for (JsonNode reference : document.at("/operations/" + direction + "/messages")) {
                String name = reference.get("$ref").asText().replaceFirst(".*/", "");
                JsonNode message = document.at("/components/messages/" + name);
                assertThat(message.get("examples")).as("examples of %s", name).isNotEmpty();
                for (JsonNode example : message.get("examples")) {
                    JsonNode payload = example.get("payload");
                    String type = payload.get("type").asText();
                    described.add(direction + " " + type);
                    assertThat(known).containsKey(type);
                    Object read = JSON.treeToValue(payload, shape);
                    assertThat(read).isInstanceOf(known.get(type));
                    JsonNode written = JSON.readTree(JSON.writerFor(shape).writeValueAsString(read));
                    assertThat(withoutNulls(written)).as(name).isEqualTo(withoutNulls(payload));
                    requireFields(document, message.get("payload"), written, direction, name);
                }
            }
        }
        assertThat(described)
                .containsAll(said.keySet().stream().map(type -> "say " + type).toList())
                .containsAll(heard.keySet().stream().map(type -> "hear " + type).toList());
    }

    /** What the service writes has every field that is required, and none that is not described. */
    private static void requireFields(
            JsonNode document, JsonNode schema, JsonNode written, String direction, String name) {
        JsonNode resolved =
                schema.has("$ref") ? document.at(schema.get("$ref").asText().substring(1)) : schema;
        List<String> properties = names(resolved.get("properties"));
        assertThat(names(written)).as(name).containsExactlyInAnyOrderElementsOf(properties);
        if (direction.equals("hear")) {
            List<String> required = new ArrayList<>();
            resolved.get("required").forEach(one -> required.add(one.asText()));
            assertThat(required).as(name).containsExactlyInAnyOrderElementsOf(properties);
        }
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Map<String, Class<?>> types(Class<?> messages) {
        Map<String, Class<?>> types = new java.util.HashMap<>();
        Stream.of(messages.getAnnotation(JsonSubTypes.class).value())
                .forEach(type -> types.put(type.name(), type.value()));
        return types;
    }

    private static JsonNode withoutNulls(JsonNode node) throws JsonProcessingException {
        JsonNode copy = JSON.readTree(node.toString());
        copy.findParents("type")
                .forEach(parent -> ((com.fasterxml.jackson.databind.node.ObjectNode) parent)
                        .properties()
                        .removeIf(field -> field.getValue().isNull()));
        return copy;
    }

    private static JsonNode document() throws IOException {
        return JSON.valueToTree(new Yaml().load(Files.readString(Path.of("../docs/live-editing.yaml"))));
    }
}
