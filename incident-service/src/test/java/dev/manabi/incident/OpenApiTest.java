package dev.manabi.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.manabi.testkit.ApiDocument;
import dev.manabi.testkit.ApiDocument.Operation;
import dev.manabi.testkit.OpenApiSpec;
import dev.manabi.testkit.Service;
import dev.manabi.testkit.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OpenApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String token = Tokens.of("hana", "member", "responder", "admin");

    @Test
    void the_document_is_valid_and_complete() {
        OpenApiSpec.check();
    }

    @Test
    void its_examples_can_be_sent_and_the_answers_have_the_shape_that_it_promises() throws IOException {
        ApiDocument document = ApiDocument.read();
        HttpResponse<String> declared = answer(document, "declareIncident", "none", 201);
        String id = JSON.readTree(declared.body()).path("id").asText();
        answer(document, "listIncidents", id, 200);
        answer(document, "acknowledgeIncident", id, 200);
        answer(document, "changeSeverity", id, 200);
        answer(document, "correctTimes", id, 200);
        answer(document, "recordImpact", id, 200);
        answer(document, "assignRoles", id, 200);
        String entry = JSON.readTree(
                        answer(document, "addTimelineEntry", id, 201).body())
                .path("id")
                .asText();
        Operation correct = document.operation("correctTimelineEntry");
        HttpResponse<String> corrected = Service.call(
                "PUT",
                "/api/v1/incidents/" + id + "/timeline/" + entry,
                token,
                document.exampleOf(correct).put("text", "As it really was").toString(),
                "If-Match",
                etag("/api/v1/incidents/" + id));
        assertThat(corrected.statusCode()).isEqualTo(200);
        OpenApiSpec.checkAnswer(document, correct, corrected);
        answer(document, "mitigateIncident", id, 200);
        answer(document, "resolveIncident", id, 200);
        answer(document, "closeIncident", id, 200);
        answer(document, "reopenIncident", id, 200);
        HttpResponse<String> read = answer(document, "getIncident", id, 200);
        assertThat(read.headers().firstValue("ETag")).hasValue("\"12\"");
        JsonNode history =
                JSON.readTree(answer(document, "listHistory", id, 200).body());
        assertThat(history.path("items")).hasSize(12);
        answer(document, "listTimeline", id, 200);

        answer(document, "receiveAlertmanager", "none", 200);

        answer(document, "receiveDelivery", "pagerduty", 200);
        answer(document, "addSource", "none", 201, 409);
        String source =
                document.exampleOf(document.operation("addSource")).path("id").asText();
        answer(document, "listSources", "none", 200);
        answer(document, "getSource", source, 200);
        answer(document, "changeSource", source, 200);
        answer(document, "removeSource", source, 200);
        answer(document, "getSource", source, 404);
        Service.call("POST", "/api/v1/ingest/datadog", token, "{\"nothing\": \"of theirs\"}");
        JsonNode rejected = JSON.readTree(
                        answer(document, "listRejectedDeliveries", "none", 200).body())
                .at("/items/0");
        answer(document, "getRejectedDelivery", rejected.path("id").asText(), 200);
        answer(document, "retryRejectedDelivery", rejected.path("id").asText(), 409);

        for (String thing : new String[] {"Person", "Team", "Service"}) {
            answer(document, "register" + thing, "none", 201, 409);
            String name = document.exampleOf(document.operation("register" + thing))
                    .path("id")
                    .asText();
            answer(document, "get" + thing, name, 200);
            answer(document, "change" + thing, name, 200);
            answer(document, "register" + thing, name, 409);
            answer(document, "get" + thing, "nobody", 404);
        }
        answer(document, "changeAbsence", "mei", 200);
        answer(document, "importCatalog", "none", 200);
        answer(document, "listPeople", "none", 200);
        answer(document, "listTeams", "none", 200);
        answer(document, "listServices", "none", 200);

        Operation put = document.operation("putMetricQuery");
        String query = document.exampleOf(put).toString();
        OpenApiSpec.checkAnswer(
                document, put, Service.call("PUT", put.pathOf("failed-requests"), token, query, "If-None-Match", "*"));
        answer(document, "listMetricQueries", "none", 200);
        answer(document, "getMetricQuery", "failed-requests", 200);
        answer(document, "putMetricQuery", "failed-requests", 200);
        Operation ask = document.operation("askForGraphs");
        HttpResponse<String> asked = Service.call("POST", ask.pathOf(id), token, "{}");
        assertThat(asked.statusCode()).isEqualTo(202);
        OpenApiSpec.checkAnswer(document, ask, asked);
        answer(document, "listGraphs", id, 200);
        String graph = JSON.readTree(asked.body()).at("/items/0/id").asText();
        Operation getGraph = document.operation("getGraph");
        HttpResponse<String> waiting = Service.call("GET", ask.pathOf(id) + "/" + graph, token, null);
        assertThat(waiting.statusCode()).isEqualTo(200);
        OpenApiSpec.checkAnswer(document, getGraph, waiting);
        answer(document, "removeMetricQuery", "failed-requests", 200);
        answer(document, "getMetricQuery", "failed-requests", 404);
    }

    /** Sends the example to the address of that id, with the version that there is. */
    private HttpResponse<String> answer(ApiDocument document, String operationId, String id, Integer... statuses) {
        Operation operation = document.operation(operationId);
        JsonNode example = document.exampleOf(operation);
        String path = operation.pathOf(id);
        String[] version = List.of("PUT", "DELETE").contains(operation.method())
                ? new String[] {"If-Match", etag(path.replaceFirst("/(severity|times|impact|roles|absence)$", ""))}
                : new String[0];
        HttpResponse<String> answer =
                Service.call(operation.method(), path, token, example == null ? null : example.toString(), version);
        assertThat(answer.statusCode()).as("%s: %s", operation, answer.body()).isIn((Object[]) statuses);
        OpenApiSpec.checkAnswer(document, operation, answer);
        return answer;
    }

    private String etag(String path) {
        return Service.call("GET", path, token, null)
                .headers()
                .firstValue("ETag")
                .orElseThrow();
    }
}
