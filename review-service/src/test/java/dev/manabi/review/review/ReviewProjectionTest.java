package dev.manabi.review.review;

import static dev.manabi.review.review.Scene.accept;
import static dev.manabi.review.review.Scene.confidential;
import static dev.manabi.review.review.Scene.dueAt;
import static dev.manabi.review.review.Scene.passAll;
import static dev.manabi.review.review.Scene.published;
import static dev.manabi.review.review.Scene.revision;
import static dev.manabi.review.review.Scene.submission;
import static dev.manabi.review.review.Scene.verdict;
import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.contracts.PostmortemMessage.PostmortemSubmitted;
import dev.manabi.kit.Operations;
import dev.manabi.testkit.TableRows;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ReviewProjectionTest {

    @Inject
    Scene scene;

    @Inject
    Operations operations;

    @Inject
    DataSource database;

    @Test
    void made_anew_from_the_events_the_rows_are_what_they_were() {
        scene.forgetPeople();
        scene.demoPeople();
        scene.ofTeam("platform", "leo", true);
        everythingThatCanHappen();

        List<String> tables = new ReviewProjection().tables();
        Map<String, List<String>> live = TableRows.of(database, tables);
        assertThat(live.values()).allSatisfy(rows -> assertThat(rows).isNotEmpty());
        operations.rebuildProjections();
        assertThat(TableRows.of(database, tables)).isEqualTo(live);
    }

    private void everythingThatCanHappen() {
        PostmortemSubmitted submitted = submission();
        String id = scene.reviewOf(submitted);
        verdict(id, "alex", "impact-analysis-sufficient", "FAIL").then().statusCode(200);
        verdict(id, "ken", "impact-analysis-sufficient", "NOT_APPLICABLE")
                .then()
                .statusCode(200);
        as("ken")
                .body("{\"reason\":\"Dig deeper\"}")
                .post("/api/v1/reviews/" + id + "/request-changes")
                .then()
                .statusCode(200);
        scene.reviewOf(revision(submitted, 2));
        as("hana")
                .body("{\"from\":\"alex\",\"to\":\"hana\",\"reason\":\"Away\"}")
                .post("/api/v1/reviews/" + id + "/reassign")
                .then()
                .statusCode(200);
        as("mei")
                .body("{\"people\":[\"mei\",\"leo\"],\"reason\":\"You know it\"}")
                .post("/api/v1/reviews/" + id + "/invite")
                .then()
                .statusCode(200);
        as("ken")
                .body("{\"reason\":\"On call\"}")
                .post("/api/v1/reviews/" + id + "/decline")
                .then()
                .statusCode(200);
        as("hana")
                .header("If-Match", as("hana").get("/api/v1/reviews/" + id).header("ETag"))
                .body("{\"reviewers\":2,\"seniors\":1,\"otherTeam\":true,\"reason\":\"Wide\"}")
                .put("/api/v1/reviews/" + id + "/requirement")
                .then()
                .statusCode(200);
        as("hana")
                .body("{\"to\":\"ken\",\"reason\":\"Back again\"}")
                .post("/api/v1/reviews/" + id + "/reassign")
                .then()
                .statusCode(200);
        passAll(id, "ken");
        accept(id, "hana").then().statusCode(200);
        accept(id, "ken").then().statusCode(200);

        String late = scene.reviewOf(dueAt(submission(), Instant.now().minusSeconds(60)));
        published(late, 2);

        scene.forgetPeople();
        scene.manager("hana");
        scene.reviewOf(confidential(submission()));
    }
}
