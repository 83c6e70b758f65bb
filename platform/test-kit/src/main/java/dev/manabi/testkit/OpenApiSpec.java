package dev.manabi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.manabi.testkit.ApiDocument.Operation;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;

/** The OpenAPI document is valid, and complete enough to generate clients from. */
public final class OpenApiSpec {

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private OpenApiSpec() {}

    public static void check() {
        SwaggerParseResult parsed = new OpenAPIV3Parser().readContents(ApiDocument.text(), null, new ParseOptions());
        assertThat(parsed.getMessages()).as("what a parser complains about").isNullOrEmpty();
        assertThat(parsed.getOpenAPI()).isNotNull();

        ApiDocument document = ApiDocument.read();
        SoftAssertions softly = new SoftAssertions();
        checkInfo(document, softly);
        document.operations().forEach(operation -> checkOperation(document, operation, softly));
        softly.assertThat(document.operations())
                .as("operation ids")
                .extracting(Operation::id)
                .doesNotHaveDuplicates();
        document.root()
                .findValuesAsText("$ref")
                .forEach(reference -> softly.assertThat(
                                document.root().at(reference.substring(1)).isMissingNode())
                        .as("%s leads nowhere", reference)
                        .isFalse());
        document.root().path("components").path("schemas").properties().forEach(schema -> {
            softly.assertThat(schema.getKey()).as("the name of a schema").matches("[A-Za-z]+");
            checkFields(schema, softly);
        });
        softly.assertAll();
    }

    /** What the service has answered is of the shape that the document promises for it. */
    public static void checkAnswer(ApiDocument document, Operation operation, HttpResponse<String> answer) {
        JsonNode promised =
                document.resolve(operation.json().path("responses").path(Integer.toString(answer.statusCode())));
        assertThat(promised.isMissingNode())
                .as("%s answers %d, which the document does not know", operation, answer.statusCode())
                .isFalse();
        String type = answer.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
        JsonNode schema = promised.path("content").path(type).path("schema");
        assertThat(schema.isMissingNode())
                .as("%s answers %d as %s", operation, answer.statusCode(), type)
                .isFalse();
        try {
            ObjectNode whole = schema.deepCopy();
            whole.set("$defs", document.root().at("/components/schemas"));
            String json = whole.toString().replace("#/components/schemas/", "#/$defs/");
            Schema validator = SCHEMAS.getSchema(ApiDocument.JSON.readTree(json));
            assertThat(validator.validate(ApiDocument.JSON.readTree(answer.body())))
                    .as("%s answers %s", operation, answer.body())
                    .isEmpty();
        } catch (JsonProcessingException e) {
            throw new AssertionError(operation + " answers no JSON", e);
        }
    }

    private static void checkInfo(ApiDocument document, SoftAssertions softly) {
        JsonNode info = document.root().path("info");
        softly.assertThat(document.root().path("openapi").asText()).startsWith("3.1");
        softly.assertThat(info.path("title").asText()).startsWith("Manabi ");
        softly.assertThat(info.path("version").asText()).isNotBlank();
        softly.assertThat(info.path("description").asText()).isNotBlank();
        softly.assertThat(document.root()
                        .at("/components/securitySchemes/bearer/scheme")
                        .asText())
                .isEqualTo("bearer");
    }

    private static void checkOperation(ApiDocument document, Operation operation, SoftAssertions softly) {
        JsonNode json = operation.json();
        softly.assertThat(operation.id())
                .as("%s: an id that says what it does, and to what", operation)
                .matches("[a-z]+([A-Z][a-z]+)+");
        softly.assertThat(json.path("summary").asText())
                .as("%s: summary", operation)
                .isNotBlank();
        softly.assertThat(json.path("tags")).as("%s: tags", operation).isNotEmpty();
        softly.assertThat(json.path("security")).as("%s: security", operation).isNotEmpty();
        List<Map.Entry<String, JsonNode>> answers =
                json.path("responses").properties().stream().toList();
        List<Map.Entry<String, JsonNode>> good =
                answers.stream().filter(one -> one.getKey().startsWith("2")).toList();
        softly.assertThat(good).as("%s: what it answers", operation).isNotEmpty();
        good.stream()
                .filter(one -> !one.getKey().equals("204"))
                .forEach(one -> softly.assertThat(
                                document.resolve(one.getValue()).path("content"))
                        .as("%s: the shape of its answer", operation)
                        .isNotEmpty()
                        .allSatisfy(content ->
                                assertThat(content.path("schema").isEmpty()).isFalse()));
        answers.stream()
                .filter(one -> !one.getKey().startsWith("2"))
                .forEach(one -> softly.assertThat(document.resolve(one.getValue())
                                .at("/content/application~1problem+json/schema/$ref")
                                .asText())
                        .as("%s: the shape of %s", operation, one.getKey())
                        .isEqualTo("#/components/schemas/Problem"));
        softly.assertThat(answers)
                .as("%s: what can go wrong", operation)
                .extracting(Map.Entry::getKey)
                .containsAll(failures(operation).toList());
        if (operation.hasBody()) {
            softly.assertThat(document.exampleOf(operation))
                    .as("%s: an example of its body", operation)
                    .isNotEmpty();
        }
    }

    private static Stream<String> failures(Operation operation) {
        boolean published = operation.path().startsWith("/api/");
        Stream<String> always = Stream.of("401", "403", "500", "503");
        Stream<String> ofPath = operation.path().contains("{") ? Stream.of("400", "404") : Stream.of();
        Stream<String> ofBody = operation.hasBody() ? Stream.of("400", "413", "415") : Stream.of();
        Stream<String> ofMethod =
                switch (published ? operation.method() : "") {
                    case "POST" -> Stream.of("409", "422");
                    case "PUT", "PATCH", "DELETE" -> Stream.of("409", "412", "428");
                    default -> Stream.of();
                };
        return Stream.of(always, ofPath, ofBody, ofMethod).flatMap(one -> one).distinct();
    }

    private static void checkFields(Map.Entry<String, JsonNode> schema, SoftAssertions softly) {
        Set<String> shapes = Set.of("type", "$ref", "anyOf", "oneOf", "allOf");
        schema.getValue()
                .path("properties")
                .properties()
                .forEach(field -> softly.assertThat(shapes.stream().anyMatch(field.getValue()::has))
                        .as("%s.%s has a type", schema.getKey(), field.getKey())
                        .isTrue());
    }
}
