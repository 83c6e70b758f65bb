package dev.manabi.review.meeting;

import static dev.manabi.review.meeting.Stage.MEETINGS;
import static dev.manabi.review.meeting.Stage.comment;
import static dev.manabi.review.meeting.Stage.submitted;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.manabi.contracts.PostmortemMessage.PostmortemSubmitted;
import dev.manabi.testkit.ApiDocument;
import dev.manabi.testkit.ApiDocument.Operation;
import dev.manabi.testkit.OpenApiSpec;
import dev.manabi.testkit.Service;
import dev.manabi.testkit.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MeetingOpenApiTest {

    private static final String FEEDS = "/api/v1/calendar-feeds";

    private ApiDocument document;

    @Test
    void examples_can_be_sent_and_answers_have_the_shape_that_is_promised() throws Exception {
        document = ApiDocument.read();
        Stage.people();
        PostmortemSubmitted pm = submitted(false);
        UUID comment = comment(pm, "root-cause", "Why?");
        send("hana", "getMeetingProposal", MEETINGS + "/proposal?postmortem=" + pm.number(), null, 200);
        ObjectNode planning = example("planMeeting");
        planning.putArray("postmortems").add(pm.number());
        planning.put("facilitator", "hana").put("noteTaker", "alex");
        planning.put("startsAt", Instant.now().plus(Duration.ofMinutes(30)).toString());
        send("mei", "planMeeting", MEETINGS, planning, 409);
        planning.put("shortNoticeReason", "The fix goes out tonight.");
        String path = MEETINGS + "/" + id(send("mei", "planMeeting", MEETINGS, planning, 201));
        send("mei", "listMeetings", MEETINGS + "?postmortem=" + pm.number(), null, 200);
        send("mei", "getMeeting", path, null, 200);
        send("mei", "getMeeting", MEETINGS + "/nothing", null, 404);
        ObjectNode time = example("rescheduleMeeting");
        send("mei", "rescheduleMeeting", path + "/time", time, 200);
        time.put("startsAt", Instant.now().plus(Duration.ofMinutes(20)).toString());
        time.put("shortNoticeReason", "The fix goes out tonight.");
        send("mei", "rescheduleMeeting", path + "/time", time, 200);
        ObjectNode arrangement = example("changeMeeting");
        send("mei", "changeMeeting", path, arrangement, 400);
        arrangement.put("facilitator", "hana").putArray("attendees").add("mei");
        send("mei", "changeMeeting", path, arrangement, 200);
        send("hana", "startMeeting", path + "/start", null, 200);
        send("alex", "recordAttendance", path + "/attendance/mei", example("recordAttendance"), 200);
        send("alex", "settlePoint", path + "/agenda/" + comment, example("settlePoint"), 200);
        send("alex", "takeDecision", path + "/decisions", example("takeDecision"), 200);
        send("alex", "endMeeting", path + "/end", example("endMeeting"), 200);
        send("mei", "getMeetingPoll", path + "/poll", null, 200);
        send("mei", "answerMeetingPoll", path + "/poll", example("answerMeetingPoll"), 200);
        send("mei", "cancelMeeting", path + "/cancel", example("cancelMeeting"), 409);

        String standing = MEETINGS + "/standing";
        String made =
                standing + "/" + id(send("ken", "makeStandingMeeting", standing, example("makeStandingMeeting"), 201));
        send("mei", "listStandingMeetings", standing, null, 200);
        send("mei", "getStandingMeeting", made, null, 200);
        send("ken", "changeStandingMeeting", made, example("changeStandingMeeting"), 200);
        assertThat(call("ken", document.operation("endStandingMeeting"), made, null)
                        .statusCode())
                .isEqualTo(204);

        String feed = FEEDS + "/" + id(send("mei", "makeCalendarFeed", FEEDS, example("makeCalendarFeed"), 201));
        send("mei", "listCalendarFeeds", FEEDS, null, 200);
        send("mei", "getCalendarFeed", feed, null, 200);
        assertThat(call("mei", document.operation("deleteCalendarFeed"), feed, null)
                        .statusCode())
                .isEqualTo(204);
        assertThat(document.operation("getMeetingEntry")
                        .json()
                        .at("/responses/200/content")
                        .has("text/calendar"))
                .isTrue();
        assertThat(document.operation("getMeetingCalendar")
                        .json()
                        .at("/responses/200/content")
                        .has("text/calendar"))
                .isTrue();
    }

    private ObjectNode example(String operation) {
        return document.exampleOf(document.operation(operation));
    }

    private String id(JsonNode answer) {
        return answer.path("id").asText();
    }

    private JsonNode send(String person, String operationId, String path, JsonNode body, int status) throws Exception {
        Operation operation = document.operation(operationId);
        HttpResponse<String> answer = call(person, operation, path, body);
        assertThat(answer.statusCode()).as("%s: %s", operation, answer.body()).isEqualTo(status);
        OpenApiSpec.checkAnswer(document, operation, answer);
        return new com.fasterxml.jackson.databind.ObjectMapper().readTree(answer.body());
    }

    private static HttpResponse<String> call(String person, Operation operation, String path, JsonNode body) {
        String token = Tokens.of(person);
        boolean replaces =
                operation.method().equals("PUT") || operation.method().equals("DELETE");
        String thing = path.replaceFirst("/(time|poll|attendance/.*|agenda/.*)$", "");
        String[] version = replaces
                ? new String[] {
                    "If-Match",
                    Service.call("GET", thing, token, null)
                            .headers()
                            .firstValue("ETag")
                            .orElseThrow()
                }
                : new String[0];
        return Service.call(operation.method(), path, token, body == null ? null : body.toString(), version);
    }
}
