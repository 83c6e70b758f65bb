package dev.manabi.postmortem.postmortem;

import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.manabi.contracts.IncidentMessage.Incident;
import dev.manabi.contracts.IncidentMessage.IncidentTimelineAmended;
import dev.manabi.contracts.IncidentMessage.TimelineEntry;
import dev.manabi.postmortem.Story;
import dev.manabi.testkit.TestTopics;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What comes to be known after the draft is offered, and never written over what people wrote (METHOD G1). */
@QuarkusTest
class OfferApiTest {

    @Test
    void a_fact_that_comes_after_the_closing_is_offered_and_taken_beside_what_people_wrote() {
        Incident incident = Story.incident(Story.MONEY);
        String path = Story.draft(incident);
        assertThat(Story.read(path + "/offers").getList("offers")).isEmpty();
        String timeline = section(Story.read(path), "timeline");
        Story.edit("mei", path, "timeline", timeline + "\n\nWe looked at the wrong graph first.")
                .statusCode(200);

        amend(incident, entry("The cache was still warm"));
        JsonPath offers = awaitOffer(path);
        assertThat(offers.getList("offers.section")).containsExactly("timeline");
        assertThat(offers.getList("offers[0].added", String.class))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("The cache was still warm"));
        String offered = offers.getString("offers[0].text");

        String address = path + "/offers/" + offers.getString("offers[0].id");
        JsonPath after = as("mei")
                .post(address + "/take")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(section(after, "timeline"))
                .isEqualTo(offered)
                .contains("The cache was still warm", "We looked at the wrong graph first.");
        assertThat(Story.read(path + "/offers").getList("offers")).isEmpty();
        as("mei").post(address + "/take").then().statusCode(404);
    }

    @Test
    void what_is_declined_is_not_offered_again_but_the_next_fact_is() {
        Incident incident = Story.incident(Story.MONEY);
        String path = Story.draft(incident);
        amend(incident, entry("First"));
        JsonPath offers = awaitOffer(path);
        String before = section(Story.read(path), "timeline");
        as("mei")
                .post(path + "/offers/" + offers.getString("offers[0].id") + "/decline")
                .then()
                .statusCode(200);
        assertThat(Story.read(path + "/offers").getList("offers")).isEmpty();
        assertThat(section(Story.read(path), "timeline")).isEqualTo(before);

        amend(incident, entry("Second"));
        assertThat(awaitOffer(path).getList("offers[0].added", String.class))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("Second"));
    }

    @Test
    void lines_that_people_changed_too_are_left_to_them() {
        Incident incident = Story.incident(Story.MONEY);
        String path = Story.draft(incident);
        Story.edit("mei", path, "timeline", "All told anew.").statusCode(200);
        TimelineEntry known = incident.timeline().getFirst();
        amend(
                incident,
                new TimelineEntry(
                        known.id(),
                        known.occurredAt(),
                        known.recordedAt(),
                        known.kind(),
                        "Corrected afterwards",
                        known.source(),
                        known.author(),
                        known.evidence()));
        JsonPath offers = awaitOffer(path);
        assertThat(offers.getString("offers[0].text")).isNull();
        as("mei")
                .post(path + "/offers/" + offers.getString("offers[0].id") + "/take")
                .then()
                .statusCode(409)
                .body("code", equalTo("offer-touches-what-people-wrote"));
        assertThat(section(Story.read(path), "timeline")).isEqualTo("All told anew.");
    }

    private static JsonPath awaitOffer(String path) {
        return await().until(
                        () -> Story.read(path + "/offers"),
                        offers -> !offers.getList("offers").isEmpty());
    }

    private static void amend(Incident incident, TimelineEntry entry) {
        TestTopics.publish(new IncidentTimelineAmended(incident.id(), incident.number(), entry, Instant.now(), "mei"));
    }

    private static TimelineEntry entry(String text) {
        Instant at = Instant.parse("2026-03-02T10:15:00Z");
        return new TimelineEntry(
                UUID.randomUUID(), at, at.plusSeconds(86_400), "NOTE", text, "person", "mei", List.of());
    }

    private static String section(JsonPath postmortem, String key) {
        return postmortem.getString("sections.find { it.key == '" + key + "' }.text");
    }
}
