package dev.manabi.postmortem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.manabi.contracts.IncidentMessage.Incident;
import dev.manabi.testkit.ApiDocument;
import dev.manabi.testkit.ApiDocument.Operation;
import dev.manabi.testkit.OpenApiSpec;
import dev.manabi.testkit.Service;
import dev.manabi.testkit.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OpenApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String token = Tokens.of("hana", "member", "manager", "admin");
    private ApiDocument document;

    @Test
    void the_document_is_valid_and_complete() {
        OpenApiSpec.check();
    }

    @Test
    void its_examples_can_be_sent_and_the_answers_have_the_shape_that_it_promises() throws IOException {
        document = ApiDocument.read();
        Story.knowEverybody();
        await().until(() -> Service.call("GET", "/api/v1/policies", token, null).statusCode() == 200);
        answer("listPolicies", "none", 200);
        answer("getPolicy", "1", 200);
        answer("listPolicyPresets", "none", 200);
        answer("checkPolicy", "none", 200);
        answer("savePolicy", "none", 201);
        answer("backtestPolicy", "none", 200);
        answer("listTemplates", "none", 200);
        answer("getTemplate", "default", 200);

        Incident harmless = Story.quick(Story.incident(Story.HARMLESS), null);
        Story.close(harmless);
        HttpResponse<String> requested = send(
                document.operation("requestPostmortem"),
                "none",
                document.exampleOf(document.operation("requestPostmortem"))
                        .put("incidentId", harmless.number())
                        .toString());
        assertThat(requested.statusCode()).isEqualTo(201);
        OpenApiSpec.checkAnswer(document, document.operation("requestPostmortem"), requested);
        answer("listDecisions", "none", 200);
        String decision = JSON.readTree(requested.body()).path("id").asText();
        answer("getDecision", decision, 200);
        String request = JSON.readTree(
                        answer("listPostmortemRequests", "none", 200).body())
                .at("/items/0/id")
                .asText();
        answer("getPostmortemRequest", request, 200);
        HttpResponse<String> waived = send(
                document.operation("waiveDecision"),
                decision,
                document.exampleOf(document.operation("waiveDecision"))
                        .put("expiresAt", Instant.now().plusSeconds(3600).toString())
                        .toString());
        assertThat(waived.statusCode()).isEqualTo(201);
        OpenApiSpec.checkAnswer(document, document.operation("waiveDecision"), waived);
        answer("liftWaiver", JSON.readTree(waived.body()).path("id").asText(), 201);
        answer("declinePostmortemRequest", request, 403);

        String path = Story.draft();
        String id = Story.read(path).getString("id");
        answer("listPostmortems", "none", 200);
        answer("getPostmortem", id, 200);
        answer("changeTitle", id, 200);
        await().until(() -> send(document.operation("assignOwner"), id, "{\"owner\": \"alex\"}")
                        .statusCode()
                == 200);
        answer("assignOwner", id, 200);
        HttpResponse<String> edited = Service.call(
                "PUT",
                path + "/sections/lucky",
                token,
                document.exampleOf(document.operation("editSection")).toString(),
                "If-Match",
                Story.etag(path));
        OpenApiSpec.checkAnswer(document, document.operation("editSection"), edited);
        String item = addActionItem(path, id);
        HttpResponse<String> changed = Service.call(
                "PUT",
                path + "/action-items/" + item,
                token,
                document.exampleOf(document.operation("changeActionItem")).toString(),
                "If-Match",
                Story.etag(path));
        OpenApiSpec.checkAnswer(document, document.operation("changeActionItem"), changed);
        answer("getActionItem", item, 200);
        answer("listActionItems", "none", 200);
        answer("changeActionItemStatus", item, 200);
        answer("lintActionItems", id, 200);
        answer("listTrackers", "none", 200);
        answer("sendActionItem", item, 400); // the tests' trackers have other names
        answer("sendActionItem", item, "{\"tracker\": \"hub\"}", 200);
        answer("takeBackActionItem", item, 200);
        String mistaken = addActionItem(path, id);
        HttpResponse<String> removed =
                Service.call("DELETE", path + "/action-items/" + mistaken, token, null, "If-Match", Story.etag(path));
        assertThat(removed.statusCode()).isEqualTo(200);
        OpenApiSpec.checkAnswer(document, document.operation("removeActionItem"), removed);
        answer("listBlockers", id, 200);
        answer("submitPostmortem", id, 409);
        Story.complete(path);
        answer("submitPostmortem", id, 200);
        answer("publishPostmortem", id, 409);
        Story.accept(Story.read(path), "ken");
        Story.awaitStatus(path, "APPROVED");
        answer("publishPostmortem", id, 200);
        answer("replanActionItem", item, 200);
        answer("listPostmortemHistory", id, 200);
        answer("listProcess", "none", 200);
        HttpResponse<String> export = send(document.operation("exportPostmortem"), id, null);
        assertThat(export.statusCode()).isEqualTo(200);
        assertThat(export.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/markdown");
        answer("importPostmortems", "none", 200);
        HttpResponse<String> json = Service.call("GET", path + "/export?format=JSON", token, null);
        OpenApiSpec.checkAnswer(document, document.operation("exportPostmortem"), json);
        ask("searchPostmortems", "?q=payments&limit=2");
        ask("listSimilar", "?postmortemId=" + id);
        ask("getTrends", "?by=team");
        answer("searchPostmortems", "none", 400);
        answer("listSimilar", "none", 400);
        answer("getPostmortem", "PM-999999", 404);
    }

    private void ask(String operationId, String question) {
        Operation operation = document.operation(operationId);
        HttpResponse<String> answer = Service.call("GET", operation.pathOf("none") + question, token, null);
        assertThat(answer.statusCode()).as("%s: %s", operation, answer.body()).isEqualTo(200);
        OpenApiSpec.checkAnswer(document, operation, answer);
    }

    /** Its date has passed: somebody is told, before the next version is read. */
    private String addActionItem(String path, String id) throws IOException {
        long told = escalations(path);
        String item = JSON.readTree(answer("addActionItem", id, 201).body())
                .path("id")
                .asText();
        await().until(() -> escalations(path) > told);
        return item;
    }

    private static long escalations(String path) {
        return Story.read(path + "/history").<String>getList("items.type").stream()
                .filter("action-item-escalated.v1"::equals)
                .count();
    }

    /** Sends the example to the address of that id, with the version that there is. */
    private HttpResponse<String> answer(String operationId, String id, int status) {
        Operation operation = document.operation(operationId);
        JsonNode example = document.exampleOf(operation);
        return answer(operationId, id, example == null ? null : example.toString(), status);
    }

    private HttpResponse<String> answer(String operationId, String id, String body, int status) {
        Operation operation = document.operation(operationId);
        HttpResponse<String> answer = send(operation, id, body);
        assertThat(answer.statusCode()).as("%s: %s", operation, answer.body()).isEqualTo(status);
        OpenApiSpec.checkAnswer(document, operation, answer);
        return answer;
    }

    private HttpResponse<String> send(Operation operation, String id, String body) {
        String path = operation.pathOf(id);
        String[] version = List.of("PUT", "DELETE").contains(operation.method())
                ? new String[] {"If-Match", Story.etag(path.replaceFirst("/(title|owner|status|plan|tracker)$", ""))}
                : new String[0];
        return Service.call(operation.method(), path, token, body, version);
    }
}
