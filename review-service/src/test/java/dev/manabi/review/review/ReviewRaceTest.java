package dev.manabi.review.review;

import static dev.manabi.review.review.Scene.accept;
import static dev.manabi.review.review.Scene.passAll;
import static dev.manabi.review.review.Scene.published;
import static dev.manabi.review.review.Scene.review;
import static dev.manabi.review.review.Scene.submission;
import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.contracts.PublicEvent;
import dev.manabi.contracts.ReviewMessage.ReviewAccepted;
import dev.manabi.contracts.ReviewMessage.ReviewChangesRequested;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;

@QuarkusTest
class ReviewRaceTest {

    @Inject
    Scene scene;

    @BeforeEach
    void people() {
        scene.forgetPeople();
        scene.demoPeople();
    }

    @RepeatedTest(3)
    void two_reviewers_who_accept_at_once_are_both_heard_and_the_review_is_accepted_once() throws Exception {
        String id = scene.reviewOf(submission());
        passAll(id, "ken");
        List<Response> answers =
                atOnce(List.of(() -> accept(id, "alex"), () -> accept(id, "ken"), () -> accept(id, "ken")));
        // Alex may come after the review was accepted; Ken never fails, however often he asks.
        assertThat(answers.get(0).statusCode()).isIn(200, 409);
        assertThat(answers.subList(1, 3)).allMatch(answer -> answer.statusCode() == 200);
        assertThat(review(id).getString("status")).isEqualTo("ACCEPTED");
        assertThat(count(published(id, 2), ReviewAccepted.class)).isEqualTo(1);
    }

    @RepeatedTest(3)
    void acceptance_and_a_request_for_changes_at_once_leave_one_outcome() throws Exception {
        String id = scene.reviewOf(submission());
        passAll(id, "ken");
        List<Response> answers = atOnce(List.of(
                () -> accept(id, "ken"),
                () -> as("alex")
                        .body("{\"reason\":\"Dig deeper\"}")
                        .post("/api/v1/reviews/" + id + "/request-changes")));
        assertThat(answers.stream().map(Response::statusCode)).containsExactlyInAnyOrder(200, 409);
        List<PublicEvent> events = published(id, 2);
        String status = review(id).getString("status");
        assertThat(count(events, ReviewAccepted.class)).isEqualTo(status.equals("ACCEPTED") ? 1 : 0);
        assertThat(count(events, ReviewChangesRequested.class)).isEqualTo(status.equals("CHANGES_REQUESTED") ? 1 : 0);
    }

    private static long count(List<PublicEvent> events, Class<? extends PublicEvent> kind) {
        return events.stream().filter(kind::isInstance).count();
    }

    private static List<Response> atOnce(List<Callable<Response>> calls) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(calls.size())) {
            List<Future<Response>> futures = new ArrayList<>();
            for (Callable<Response> call : calls) {
                futures.add(threads.submit(() -> {
                    start.await();
                    return call.call();
                }));
            }
            start.countDown();
            List<Response> answers = new ArrayList<>();
            for (Future<Response> future : futures) {
                answers.add(future.get());
            }
            return answers;
        }
    }
}
