package dev.manabi.postmortem.postmortem;

import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manabi.contracts.IncidentMessage.Incident;
import dev.manabi.contracts.Topic;
import dev.manabi.postmortem.Story;
import dev.manabi.testkit.TestTopics;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PostmortemRaceTest {

    @Test
    void of_many_who_write_on_the_same_version_one_succeeds() throws Exception {
        String path = Story.draft();
        String seen = Story.etag(path);
        List<Integer> answers = atOnce(IntStream.range(0, 8)
                .<Callable<Integer>>mapToObj(n -> () -> as("mei")
                        .header("If-Match", seen)
                        .body(Map.of("text", "Text " + n))
                        .put(path + "/sections/lucky")
                        .statusCode())
                .toList());
        assertThat(answers).containsOnlyOnce(200).containsOnly(200, 412);
        assertThat(Story.read(path).getInt("revision")).isEqualTo(2);
    }

    @Test
    void many_requests_at_once_make_one_decision_and_one_draft() throws Exception {
        Incident incident = Story.quick(Story.incident(Story.HARMLESS), null);
        Story.close(incident);
        List<Integer> answers = atOnce(IntStream.range(0, 6)
                .<Callable<Integer>>mapToObj(n -> () -> as("sam")
                        .body(Map.of("incidentId", incident.number(), "reason", "because " + n))
                        .post("/api/v1/postmortem-requests")
                        .statusCode())
                .toList());
        assertThat(answers).containsOnlyOnce(201).containsOnly(201, 200);
        assertThat(Story.read("/api/v1/postmortems?incidentId=" + incident.id()).getList("items"))
                .hasSize(1);
        assertThat(Story.read("/api/v1/decisions?incidentId=" + incident.id()).getList("items"))
                .hasSize(2);
    }

    @Test
    void an_edit_that_races_a_publication_comes_before_it_and_stops_it_or_comes_too_late() throws Exception {
        for (int round = 0; round < 5; round++) {
            String path = Story.draft();
            Story.complete(path);
            as("mei").post(path + "/submit").then().statusCode(200);
            JsonPath reviewed = Story.read(path);
            Story.accept(reviewed, "ken");
            Story.awaitStatus(path, "APPROVED");
            String seen = Story.etag(path);
            List<Integer> answers = atOnce(List.of(
                    () -> as("mei").post(path + "/publish").statusCode(),
                    () -> as("alex")
                            .header("If-Match", seen)
                            .body(Map.of("text", "Nobody has reviewed this."))
                            .put(path + "/sections/lucky")
                            .statusCode()));
            JsonPath after = Story.read(path);
            if (answers.getFirst() == 200) {
                assertThat(answers.getLast()).isIn(409, 412);
                assertThat(after.getString("status")).isEqualTo("PUBLISHED");
                assertThat(after.getString("contentHash")).isEqualTo(reviewed.getString("contentHash"));
            } else {
                assertThat(answers).containsExactly(409, 200);
                assertThat(after.getString("status")).isEqualTo("DRAFT");
            }
        }
    }

    @Test
    void many_publications_at_once_are_told_once() throws Exception {
        String path = Story.draft();
        Story.complete(path);
        as("mei").post(path + "/submit").then().statusCode(200);
        Story.accept(Story.read(path), "ken");
        Story.awaitStatus(path, "APPROVED");
        List<Integer> answers = atOnce(IntStream.range(0, 6)
                .<Callable<Integer>>mapToObj(
                        n -> () -> as("mei").post(path + "/publish").statusCode())
                .toList());
        assertThat(answers).containsOnly(200);
        String id = Story.read(path).getString("id");
        await().untilAsserted(() -> assertThat(types(id)).contains("manabi.postmortem.published.v1"));
        assertThat(types(id)).containsOnlyOnce("manabi.postmortem.published.v1");
    }

    private static List<String> types(String id) {
        return TestTopics.received(Topic.POSTMORTEMS, id).stream()
                .map(TestTopics.Message::type)
                .toList();
    }

    private static List<Integer> atOnce(List<Callable<Integer>> requests) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = new ArrayList<>();
            for (Callable<Integer> request : requests) {
                answers.add(threads.submit(() -> {
                    start.await();
                    return request.call();
                }));
            }
            start.countDown();
            List<Integer> codes = new ArrayList<>();
            for (Future<Integer> answer : answers) {
                codes.add(answer.get());
            }
            return codes;
        }
    }
}
