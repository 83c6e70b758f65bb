package dev.manabi.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.manabi.testkit.ApiDocument.Operation;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.SoftAssertions;

/**
 * Text that cannot be stored or is far too long, in every place where the OpenAPI document says that text comes in: it is
 * refused as the caller's fault, and the field is named.
 */
public final class HostileInputSpec {

    private static final String NOBODYS_ID = "00000000-0000-7000-8000-000000000000";
    private static final String MARK = "@mark@";

    private HostileInputSpec() {}

    /** NUL and halves of surrogate pairs, which PostgreSQL cannot keep, in each text of each example. */
    public static void no_text_that_cannot_be_stored_is_taken() {
        ApiDocument document = ApiDocument.read();
        String token = token();
        SoftAssertions softly = new SoftAssertions();
        for (Operation operation : document.publicOperations()) {
            for (String poison : List.of("a\\u0000b", "a\\ud800b", "\\udc00")) {
                eachText(document, operation, poison).forEach(body -> {
                    HttpResponse<String> answer = Service.call(
                            operation.method(), operation.pathOf(NOBODYS_ID), token, body, "If-Match", "\"1\"");
                    softly.assertThat(answer.statusCode())
                            .as("%s %s: %s", operation, body, answer.body())
                            .isEqualTo(400);
                    softly.assertThat(answer.body()).contains("\"errors\"");
                });
            }
        }
        softly.assertAll();
    }

    /** Half a megabyte where a few words are meant: taken or refused, but never an accident. */
    public static void no_text_is_too_long_for_an_orderly_answer() {
        ApiDocument document = ApiDocument.read();
        String token = token();
        String endless = "Ünïcode 決済 \\\"quoted\\\" ".repeat(25_000);
        SoftAssertions softly = new SoftAssertions();
        for (Operation operation : document.publicOperations()) {
            eachText(document, operation, endless).forEach(body -> {
                HttpResponse<String> answer = Service.call(
                        operation.method(), operation.pathOf(NOBODYS_ID), token, body, "If-Match", "\"1\"");
                softly.assertThat(answer.statusCode())
                        .as("%s with half a megabyte of text: %s", operation, answer.body())
                        .isLessThan(500);
            });
        }
        softly.assertAll();
    }

    /** NUL, nonsense and endless values in paths and queries. */
    public static void no_address_causes_an_accident() {
        ApiDocument document = ApiDocument.read();
        String token = token();
        SoftAssertions softly = new SoftAssertions();
        List<String> values = List.of(
                "%00",
                "a%00b",
                "%ED%A0%80",
                "%FF",
                "-1",
                "99999999999999999999",
                "%27%22%3B--",
                "x".repeat(2_000),
                "%F0%9F%91%8D",
                "AAAA",
                "MDAwMDAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAw",
                "AA",
                "KzI5OTk5OTk5OS0wMS0wMVQwMDowMDowMFovMQ");
        for (Operation operation : document.publicOperations()) {
            List<String> addresses = new ArrayList<>();
            for (String value : values) {
                if (operation.path().contains("{")) {
                    addresses.add(operation.pathOf(value));
                    addresses.add(operation.pathOf("INC-" + value));
                    addresses.add(operation.pathOf("PM-" + value));
                }
                operation.json().path("parameters").forEach(parameter -> {
                    if (document.resolve(parameter).path("in").asText().equals("query")) {
                        String name = document.resolve(parameter).path("name").asText();
                        addresses.add(operation.pathOf(NOBODYS_ID) + "?" + name + "=" + value);
                    }
                });
            }
            JsonNode example = document.exampleOf(operation);
            for (String address : addresses) {
                HttpResponse<String> answer = Service.call(
                        operation.method(),
                        address,
                        token,
                        example == null ? null : example.toString(),
                        "If-Match",
                        "\"1\"");
                softly.assertThat(answer.statusCode())
                        .as("%s %s: %s", operation.method(), address, answer.body())
                        .isLessThan(500);
                if (answer.statusCode() >= 400) {
                    softly.assertThat(
                                    answer.headers().firstValue("Content-Type").orElse(""))
                            .as("%s %s: %s", operation.method(), address, answer.body())
                            .startsWith("application/problem+json");
                }
            }
        }
        softly.assertAll();
    }

    /** Keys, versions and correlation ids that no sensible client sends. */
    public static void no_header_causes_an_accident() {
        ApiDocument document = ApiDocument.read();
        String token = token();
        SoftAssertions softly = new SoftAssertions();
        List<String> values = List.of(
                "", " ", "\"", "\"\"", "W/\"1\"", "\"-1\"", "\"99999999999999999999\"", "x".repeat(3_000), "\u00ff");
        for (Operation operation : document.publicOperations()) {
            if (operation.hasBody()) {
                for (String header : List.of("Idempotency-Key", "If-Match", "X-Correlation-Id", "traceparent")) {
                    for (String value : values) {
                        HttpResponse<String> answer = Service.call(
                                operation.method(),
                                operation.pathOf(NOBODYS_ID),
                                token,
                                String.valueOf(document.exampleOf(operation)),
                                header,
                                value);
                        softly.assertThat(answer.statusCode())
                                .as("%s with %s: %s", operation, header, value)
                                .isLessThan(500);
                    }
                }
            }
        }
        softly.assertAll();
    }

    private static String token() {
        return Tokens.of("hana", "member", "responder", "reviewer", "senior", "manager", "admin");
    }

    /**
     * The example once for each text in it that the document describes, with that text replaced by JSON that is written
     * as it is. What the document does not describe is not read either.
     */
    private static List<String> eachText(ApiDocument document, Operation operation, String raw) {
        JsonNode example = document.exampleOf(operation);
        if (example == null) {
            return List.of();
        }
        JsonNode schema = operation.json().at("/requestBody/content/application~1json/schema");
        List<String> bodies = new ArrayList<>();
        collect(document, schema, example, _ -> {}, example, bodies);
        return bodies.stream().map(body -> body.replace(MARK, raw)).toList();
    }

    private static void collect(
            ApiDocument document,
            JsonNode described,
            JsonNode node,
            Consumer<JsonNode> put,
            JsonNode root,
            List<String> bodies) {
        JsonNode schema = document.resolve(
                described.has("anyOf") ? described.path("anyOf").path(0) : described);
        if (node instanceof TextNode
                && !schema.has("enum")
                && !schema.path("format").asText().equals("date-time")) {
            put.accept(TextNode.valueOf(MARK));
            bodies.add(root.toString());
            put.accept(node);
        }
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : List.copyOf(object.properties())) {
                JsonNode shape = schema.path("properties").has(field.getKey())
                        ? schema.path("properties").path(field.getKey())
                        : schema.path("additionalProperties");
                if (shape.isObject()) {
                    collect(
                            document,
                            shape,
                            field.getValue(),
                            value -> object.replace(field.getKey(), value),
                            root,
                            bodies);
                }
            }
        }
        if (node instanceof ArrayNode array) {
            for (int at = 0; at < array.size(); at++) {
                int place = at;
                collect(document, schema.path("items"), array.get(at), value -> array.set(place, value), root, bodies);
            }
        }
    }
}
