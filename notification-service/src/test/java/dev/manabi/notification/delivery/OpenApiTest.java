package dev.manabi.notification.delivery;

import static dev.manabi.notification.ChatSink.status;
import static dev.manabi.notification.delivery.Scene.awaitStatus;
import static dev.manabi.notification.delivery.Scene.delivery;
import static dev.manabi.notification.delivery.Scene.events;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.notification.Sinks;
import dev.manabi.notification.announcement.Events;
import dev.manabi.testkit.ApiDocument;
import dev.manabi.testkit.ApiDocument.Operation;
import dev.manabi.testkit.OpenApiSpec;
import dev.manabi.testkit.Service;
import dev.manabi.testkit.TestTopics;
import dev.manabi.testkit.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OpenApiTest {

    private static final String DELIVERIES = "/api/v1/deliveries";

    @Test
    void the_document_is_valid_and_complete() {
        OpenApiSpec.check();
    }

    @Test
    void the_answers_have_the_shape_that_it_promises() {
        Sinks.chat().forget();
        Scene.demoPeople();
        Sinks.chat().next(status(410));
        Events events = events("Shapes");
        TestTopics.publish(events.drafted("mei"));
        awaitStatus(events.number(), "chat", "FAILED");
        awaitStatus(events.number(), "mei", "SENT");
        String failed = (String) delivery(events.number(), "chat").get("id");
        String sent = (String) delivery(events.number(), "mei").get("id");

        ApiDocument document = ApiDocument.read();
        answer(document, "listDeliveries", DELIVERIES + "?limit=200", 200);
        answer(document, "listDeliveries", DELIVERIES + "?status=LOST", 400);
        answer(document, "getDelivery", DELIVERIES + "/" + failed, 200);
        answer(document, "getDelivery", DELIVERIES + "/" + sent, 200);
        answer(document, "getDelivery", DELIVERIES + "/nothing", 404);
        answer(document, "sendDeliveryAgain", DELIVERIES + "/" + failed + "/redeliver", 200);
        answer(document, "sendDeliveryAgain", DELIVERIES + "/" + sent + "/redeliver", 409);
        answer(document, "listChannels", "/api/v1/channels", 200);
        awaitStatus(events.number(), "chat", "SENT");
    }

    private static void answer(ApiDocument document, String operationId, String path, int status) {
        Operation operation = document.operation(operationId);
        HttpResponse<String> answer = Service.call(operation.method(), path, Tokens.of("hana"), null);
        assertThat(answer.statusCode()).as("%s: %s", operation, answer.body()).isEqualTo(status);
        OpenApiSpec.checkAnswer(document, operation, answer);
    }
}
