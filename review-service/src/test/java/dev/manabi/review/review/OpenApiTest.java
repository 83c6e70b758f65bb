package dev.manabi.review.review;

import static dev.manabi.review.review.Scene.passAll;
import static dev.manabi.review.review.Scene.revision;
import static dev.manabi.review.review.Scene.submission;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.manabi.contracts.PostmortemMessage.PostmortemSubmitted;
import dev.manabi.testkit.ApiDocument;
import dev.manabi.testkit.ApiDocument.Operation;
import dev.manabi.testkit.OpenApiSpec;
import dev.manabi.testkit.Service;
import dev.manabi.testkit.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OpenApiTest {

    @Inject
    Scene scene;

    @Test
    void the_document_is_valid_and_complete() {
        OpenApiSpec.check();
    }

    @Test
    void its_examples_can_be_sent_and_the_answers_have_the_shape_that_it_promises() {
        scene.forgetPeople();
        scene.demoPeople();
        ApiDocument document = ApiDocument.read();
        PostmortemSubmitted submitted = submission();
        String id = scene.reviewOf(submitted);
        answer(document, "listReviews", "?postmortemId=" + submitted.postmortemId(), 200, null);
        answer(document, "getReview", "/" + id, 200, null);
        answer(document, "getReview", "/PM-0", 404, null);
        JsonNode verdict = example(document, "giveVerdict");
        answer(document, "giveVerdict", "/" + id + "/verdicts/root-cause-deep-enough", 200, verdict);
        answer(document, "giveVerdict", "/" + id + "/verdicts/beauty", 404, verdict);
        answer(document, "acceptReview", "/" + id + "/accept", 409, example(document, "acceptReview"));
        answer(document, "requestChanges", "/" + id + "/request-changes", 200, example(document, "requestChanges"));

        scene.person("rin", true, false);
        scene.reviewOf(revision(submitted, 2));
        passAll(id, "ken");
        JsonNode reassignment = JsonNodeFactory.instance
                .objectNode()
                .put("from", "alex")
                .put("to", "rin")
                .put("reason", "Alex is on call.");
        answer(document, "reassignReview", "/" + id + "/reassign", 200, reassignment);
        JsonNode invitation = JsonNodeFactory.instance
                .objectNode()
                .put("reason", "You know it")
                .set("people", JsonNodeFactory.instance.arrayNode().add("hana"));
        answer(document, "inviteReaders", "/" + id + "/invite", 200, invitation);
        answer(document, "declineReview", "/" + id + "/decline", 400, JsonNodeFactory.instance.objectNode());
        answer(document, "changeRequirement", "/" + id + "/requirement", 403, example(document, "changeRequirement"));
        answer(
                document,
                "acceptReview",
                "/" + id + "/accept",
                200,
                JsonNodeFactory.instance.objectNode().put("contentHash", "hash-2"));

        answer(document, "listChecklists", "", 200, null);
        answer(document, "getChecklist", "/founding-document", 200, null);
        answer(document, "getChecklist", "/unheard-of", 404, null);
    }

    private static JsonNode example(ApiDocument document, String operation) {
        return document.exampleOf(document.operation(operation));
    }

    private static void answer(ApiDocument document, String operationId, String rest, int status, JsonNode body) {
        Operation operation = document.operation(operationId);
        String token = Tokens.of("ken");
        String base = operation.path().replaceFirst("^(/api/v1/[a-z]+).*", "$1");
        String[] version = operation.method().equals("PUT")
                ? new String[] {
                    "If-Match",
                    Service.call("GET", base + rest.replaceFirst("/(verdicts/.*|requirement)", ""), token, null)
                            .headers()
                            .firstValue("ETag")
                            .orElseThrow()
                }
                : new String[0];
        HttpResponse<String> answer =
                Service.call(operation.method(), base + rest, token, body == null ? null : body.toString(), version);
        assertThat(answer.statusCode()).as("%s: %s", operation, answer.body()).isEqualTo(status);
        OpenApiSpec.checkAnswer(document, operation, answer);
    }
}
