package dev.manabi.review.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.manabi.review.review.Rounds;
import dev.manabi.testkit.ApiDocument;
import dev.manabi.testkit.ApiDocument.Operation;
import dev.manabi.testkit.OpenApiSpec;
import dev.manabi.testkit.Service;
import dev.manabi.testkit.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ChecklistOpenApiTest {

    @Inject
    Rounds rounds;

    @Test
    void its_examples_can_be_sent_and_the_answers_have_the_shape_that_it_promises() {
        ApiDocument document = ApiDocument.read();
        rounds.tellOfTeam("payments");
        String key = Written.newKey();
        ObjectNode added = example(document, "addChecklist");
        added.put("key", key);
        answer(document, "addChecklist", "", 201, added);
        answer(document, "addChecklist", "", 409, added);
        answer(document, "changeChecklist", "/" + key, 412, example(document, "changeChecklist"), "If-Match", "\"7\"");
        answer(document, "changeChecklist", "/" + key, 428, example(document, "changeChecklist"));
        answer(document, "changeChecklist", "/" + key, 200, example(document, "changeChecklist"), "If-Match", "\"1\"");
        answer(document, "listChecklists", "", 200, null);
        answer(document, "getChecklist", "/" + key, 200, null);
        answer(document, "listChecklistVersions", "/" + key + "/versions", 200, null);
        answer(document, "listChecklistVersions", "/pagerduty/versions", 200, null);
        answer(document, "listChecklistVersions", "/unheard-of/versions", 404, null);
        answer(document, "getChecklistTrend", "/" + key + "/trend", 200, null);
        answer(document, "getChecklistTrend", "/founding-document/trend", 200, null);
        answer(document, "getChecklistTrend", "/unheard-of/trend", 404, null);
    }

    private static ObjectNode example(ApiDocument document, String operation) {
        return document.exampleOf(document.operation(operation)).deepCopy();
    }

    private static void answer(
            ApiDocument document, String id, String rest, int status, @Nullable JsonNode body, String... headers) {
        Operation operation = document.operation(id);
        HttpResponse<String> answer = Service.call(
                operation.method(),
                "/api/v1/checklists" + rest,
                Tokens.of("hana", "member", "manager"),
                body == null ? null : body.toString(),
                headers);
        assertThat(answer.statusCode()).as("%s: %s", operation, answer.body()).isEqualTo(status);
        OpenApiSpec.checkAnswer(document, operation, answer);
    }
}
