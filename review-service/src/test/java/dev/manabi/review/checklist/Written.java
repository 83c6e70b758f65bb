package dev.manabi.review.checklist;

import static dev.manabi.testkit.Tokens.as;

import io.restassured.response.ValidatableResponse;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Checklists as a test writes them. */
final class Written {

    static final Map<String, Object> BLAME = criterion("no-blame", "LANGUAGE");
    static final Map<String, Object> MONEY = criterion("money", "FIGURES", "PERSONAL_DATA");
    static final Map<String, Object> DEPTH = criterion("depth");

    private Written() {}

    static Map<String, Object> criterion(String key, String... hints) {
        return Map.of(
                "key",
                key,
                "title",
                Map.of("en", "Title of " + key, "ja", key + "の題"),
                "help",
                Map.of("en", "Help for " + key, "ja", key + "の説明"),
                "hints",
                List.of(hints));
    }

    static String newKey() {
        return "own-" + UUID.randomUUID();
    }

    @SafeVarargs
    static Map<String, Object> body(Map<String, Object>... criteria) {
        Map<String, Object> body = new HashMap<>();
        body.put("title", Map.of("en", "Ours", "ja", "私たちの"));
        body.put("criteria", Arrays.asList(criteria));
        body.put("reason", "to try it");
        return body;
    }

    static Map<String, Object> with(Map<String, Object> body, String field, Object value) {
        Map<String, Object> changed = new HashMap<>(body);
        changed.put(field, value);
        return changed;
    }

    static ValidatableResponse add(String key, Map<String, Object> body) {
        return as("hana")
                .body(with(body, "key", key))
                .post("/api/v1/checklists")
                .then();
    }

    static ValidatableResponse change(String key, int seen, Map<String, Object> body) {
        return as("hana")
                .header("If-Match", "\"" + seen + "\"")
                .body(body)
                .put("/api/v1/checklists/" + key)
                .then();
    }
}
