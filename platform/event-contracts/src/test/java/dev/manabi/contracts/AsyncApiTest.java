package dev.manabi.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AsyncApiTest {

    private static JsonNode api;

    static List<EventContract<?>> contracts() {
        return EventContract.all();
    }

    @BeforeAll
    static void parse() throws IOException {
        try (InputStream file = ContractFiles.open("asyncapi.yaml")) {
            api = new YAMLMapper().readTree(file);
        }
    }

    @Test
    void it_is_asyncapi_3() {
        assertThat(api.path("asyncapi").asText()).isEqualTo("3.0.0");
    }

    @Test
    void the_channels_are_the_topics_and_carry_exactly_their_events() {
        Map<String, Set<String>> described = new TreeMap<>();
        api.path("channels").forEach(channel -> {
            Set<String> types = new TreeSet<>();
            channel.path("messages").properties().forEach(message -> {
                assertThat(message.getValue().path("$ref").asText())
                        .isEqualTo("#/components/messages/" + message.getKey());
                types.add(message.getKey());
            });
            described.put(channel.path("address").asText(), types);
        });

        Map<String, Set<String>> promised = new TreeMap<>();
        Arrays.stream(Topic.values()).forEach(topic -> promised.put(topic.topicName(), new TreeSet<>()));
        EventContract.all()
                .forEach(contract -> promised.get(contract.topic().topicName()).add(contract.type()));
        assertThat(described).isEqualTo(promised);
    }

    @Test
    void every_topic_is_sent_to() {
        Set<String> sent = new TreeSet<>();
        api.path("operations").forEach(operation -> {
            assertThat(operation.path("action").asText()).isEqualTo("send");
            sent.add(operation.at("/channel/$ref").asText().replace("#/channels/", ""));
        });

        assertThat(sent)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Topic.values()).map(Topic::topicName).toList());
    }

    @Test
    void there_are_exactly_the_messages_that_are_promised() {
        assertThat(api.at("/components/messages").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(
                        EventContract.all().stream().map(EventContract::type).toList());
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void a_message_names_its_type_and_its_schema(EventContract<?> contract) {
        JsonNode message = message(contract);

        assertThat(message.path("name").asText()).isEqualTo(contract.type());
        assertThat(message.path("title").asText()).isEqualTo(contract.shape().getSimpleName());
        assertThat(message.at("/payload/$ref").asText()).isEqualTo("./" + contract.type() + ".schema.json");
        assertThat(message.at("/headers/allOf/0/$ref").asText()).isEqualTo("#/components/schemas/cloudEvent");
        assertThat(message.at("/headers/allOf/1/properties/ce_type/const").asText())
                .isEqualTo(contract.type());
        assertThat(message.at("/summary").asText())
                .isEqualTo(ContractFiles.schema(contract).path("description").asText());
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void a_message_shows_the_key_of_its_golden_event(EventContract<?> contract) throws IOException {
        PublicEvent golden = ContractFiles.read(contract, ContractFiles.golden(contract));

        assertThat(message(contract).at("/bindings/kafka/key/examples/0").asText())
                .isEqualTo(golden.key());
    }

    @Test
    void the_headers_are_those_of_a_binary_cloud_event_and_our_extensions() {
        JsonNode headers = api.at("/components/schemas/cloudEvent");

        assertThat(headers.path("properties").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "ce_specversion",
                        "ce_id",
                        "ce_type",
                        "ce_source",
                        "ce_subject",
                        "ce_time",
                        "ce_sequence",
                        "ce_actor",
                        "ce_correlationid",
                        "ce_causationid",
                        "traceparent",
                        "content-type");
        assertThat(headers.path("required"))
                .extracting(JsonNode::asText)
                .doesNotContain("ce_causationid", "traceparent")
                .hasSize(10);
    }

    private static JsonNode message(EventContract<?> contract) {
        return api.path("components").path("messages").path(contract.type());
    }
}
