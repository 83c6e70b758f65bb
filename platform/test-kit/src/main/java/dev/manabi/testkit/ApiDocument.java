package dev.manabi.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The OpenAPI document of the running service. Whatever it promises can be asked of the service. */
public final class ApiDocument {

    static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode root;

    private ApiDocument(JsonNode root) {
        this.root = root;
    }

    /**
     * One operation.
     *
     * @param path with placeholders
     * @param roles of which one is needed; empty where every valid token suffices
     */
    public record Operation(String method, String path, String id, Set<String> roles, JsonNode json) {

        public boolean hasBody() {
            return json.has("requestBody");
        }

        /** The path with every placeholder filled by that id. */
        public String pathOf(String id) {
            return path.replaceAll("\\{[^}]+}", id);
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    public static ApiDocument read() {
        try {
            return new ApiDocument(JSON.readTree(text()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The OpenAPI document is no JSON", e);
        }
    }

    static String text() {
        return Service.call("GET", "/q/openapi?format=json", null, null).body();
    }

    public JsonNode root() {
        return root;
    }

    public List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        root.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> operations.add(operation(path.getKey(), method))));
        return operations;
    }

    /** Those that the gateway publishes; the others are for whoever runs the service. */
    public List<Operation> publicOperations() {
        return operations().stream()
                .filter(one -> one.path().startsWith("/api/"))
                .toList();
    }

    public Operation operation(String id) {
        return operations().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Operation operation(String path, Map.Entry<String, JsonNode> method) {
        JsonNode json = method.getValue();
        Set<String> roles = StreamSupport.stream(json.path("security").spliterator(), false)
                .flatMap(scheme -> StreamSupport.stream(scheme.spliterator(), false))
                .flatMap(scopes -> StreamSupport.stream(scopes.spliterator(), false))
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
        return new Operation(
                method.getKey().toUpperCase(java.util.Locale.ROOT),
                path,
                json.path("operationId").asText(),
                roles,
                json);
    }

    /** What a reference points at; anything else stands for itself. */
    public JsonNode resolve(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.isEmpty() ? node : resolve(root.at(reference.substring(1)));
    }

    /** The example of the body, or null where the operation has none. */
    public @Nullable ObjectNode exampleOf(Operation operation) {
        if (!operation.hasBody()) {
            return null;
        }
        JsonNode schema = resolve(operation
                .json()
                .path("requestBody")
                .path("content")
                .path("application/json")
                .path("schema"));
        JsonNode example = schema.path("examples").path(0);
        return example.isObject() ? example.deepCopy() : JSON.createObjectNode();
    }
}
