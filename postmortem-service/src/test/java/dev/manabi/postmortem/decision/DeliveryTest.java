package dev.manabi.postmortem.decision;

import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manabi.contracts.CatalogMessage.PersonChanged;
import dev.manabi.contracts.IncidentMessage.Incident;
import dev.manabi.contracts.IncidentMessage.IncidentMerged;
import dev.manabi.contracts.IncidentMessage.IncidentRecorded;
import dev.manabi.contracts.Topic;
import dev.manabi.postmortem.Story;
import dev.manabi.postmortem.catalog.Catalog;
import dev.manabi.testkit.TestTopics;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Messages come twice, late, in another order, or make no sense at all. */
@QuarkusTest
class DeliveryTest {

    @Inject
    Catalog catalog;

    @Test
    void a_closing_delivered_twice_is_decided_and_drafted_once() {
        Incident incident = Story.incident(Story.MONEY);
        UUID message = UUID.randomUUID();
        for (int n = 0; n < 3; n++) {
            TestTopics.publish(message, Story.closing(incident));
        }
        JsonPath decisions = Story.decisionOn(incident, message);
        untilReopeningIsHeard(incident);
        assertThat(Story.read("/api/v1/decisions?incidentId=" + incident.id()).getList("items"))
                .hasSize(1);
        assertThat(Story.read("/api/v1/postmortems?incidentId=" + incident.id()).getList("items.id"))
                .containsExactly(decisions.getString("items[0].postmortemId"));
    }

    @Test
    void reopened_and_closed_again_is_a_new_decision_on_the_new_closing_and_the_same_draft() {
        Incident incident = Story.incident(Story.MONEY);
        TestTopics.publish(Story.declaration(incident));
        UUID first = TestTopics.publish(Story.closing(incident));
        TestTopics.publish(Story.reopening(incident));
        UUID second = TestTopics.publish(Story.closing(incident));
        JsonPath decisions = Story.decisionOn(incident, second);
        assertThat(decisions.getList("items.closeEventId")).containsExactly(second.toString(), first.toString());
        assertThat(decisions.getList("items.postmortemId")).hasSize(2);
        assertThat(decisions.getString("items[0].postmortemId"))
                .isEqualTo(decisions.getString("items[1].postmortemId"));
        assertThat(Story.read("/api/v1/postmortems?incidentId=" + incident.id()).getList("items"))
                .hasSize(1);
        await().untilAsserted(() -> assertThat(
                        TestTopics.received(Topic.POSTMORTEMS, incident.id().toString()))
                .extracting(TestTopics.Message::type)
                .containsExactly("manabi.decision.made.v1", "manabi.decision.made.v1"));
    }

    @Test
    void what_is_long_past_is_judged_only_once_it_was_reopened_and_closed() {
        Incident incident = Story.of(Story.incident(Story.UNKNOWN), "INCIDENT", null, Story.MONEY);
        TestTopics.publish(new IncidentRecorded(incident.id(), Instant.now(), "hana", incident));
        TestTopics.publish(Story.reopening(incident));
        UUID closing = TestTopics.publish(Story.closing(incident));
        JsonPath decisions = Story.decisionOn(incident, closing);
        assertThat(decisions.getList("items")).hasSize(1);
        assertThat(decisions.getString("items[0].criteria[2].saw")).isEqualTo("unknown: nobody said when it began");
    }

    @Test
    void what_was_merged_is_closed_and_not_judged() {
        Incident incident = Story.incident(Story.MONEY);
        TestTopics.publish(Story.declaration(incident));
        TestTopics.publish(new IncidentMerged(
                incident.id(), incident.number(), UUID.randomUUID(), "INC-1", "the same", Instant.now(), "mei"));
        TestTopics.publish(Story.reopening(incident));
        UUID closing = TestTopics.publish(Story.closing(incident));
        assertThat(Story.decisionOn(incident, closing).getList("items")).hasSize(1);
    }

    @Test
    void a_closing_tells_enough_although_nothing_was_heard_of_the_incident_before() {
        Incident incident = Story.incident(Story.MONEY);
        UUID closing = TestTopics.publish(Story.closing(incident));
        TestTopics.publish(Story.declaration(incident)); // late: it changes nothing any more
        Story.decisionOn(incident, closing);
        untilReopeningIsHeard(incident);
        assertThat(Story.read("/api/v1/postmortems?incidentId=" + incident.id()).getList("items"))
                .hasSize(1);
    }

    @Test
    void an_acceptance_that_comes_before_its_submission_does_not_count_and_a_later_one_does() {
        String path = Story.draft();
        Story.complete(path);
        JsonPath before = Story.read(path);
        UUID review = UUID.randomUUID();
        TestTopics.publish(Story.acceptance(before, review, "ken"));
        await().until(() ->
                Story.read(path + "/history").getList("items.data.cause").contains("NOT_IN_REVIEW"));
        as("mei").post(path + "/submit").then().statusCode(200);
        assertThat(Story.read(path).getString("status")).isEqualTo("IN_REVIEW");
        TestTopics.publish(Story.acceptance(before, review, "ken"));
        Story.awaitStatus(path, "APPROVED");
    }

    @Test
    void an_acceptance_delivered_twice_is_recorded_once() {
        String path = Story.draft();
        Story.complete(path);
        as("mei").post(path + "/submit").then().statusCode(200);
        JsonPath submitted = Story.read(path);
        UUID review = UUID.randomUUID();
        UUID message = UUID.randomUUID();
        TestTopics.publish(message, Story.acceptance(submitted, review, "ken"));
        TestTopics.publish(message, Story.acceptance(submitted, review, "ken"));
        TestTopics.publish(Story.acceptance(submitted, review, "ken")); // under another id
        TestTopics.publish(Story.changes(submitted, review)); // too late; heard after the others
        await().until(() -> Story.read(path + "/history").getList("items.type").contains("review-outcome-ignored.v1"));
        assertThat(Story.read(path + "/history").getList("items.type"))
                .containsOnlyOnce("review-accepted.v1")
                .containsOnlyOnce("review-outcome-ignored.v1");
        assertThat(Story.read(path).getString("status")).isEqualTo("APPROVED");
    }

    @Test
    void an_older_version_of_a_person_never_replaces_a_newer_one() {
        String person = "p" + UUID.randomUUID();
        TestTopics.publish(person(person, 2, "Newer"));
        TestTopics.publish(person(person, 1, "Older"));
        TestTopics.publish(person(person, 3, "Newest"));
        TestTopics.publish(person(person, 2, "Newer"));
        String last = "p" + UUID.randomUUID();
        await().until(() -> nameOf(person), "Newest"::equals);
        TestTopics.publish(person(last, 1, "Last"));
        await().until(() -> nameOf(last), "Last"::equals);
        assertThat(nameOf(person)).isEqualTo("Newest");
    }

    @Test
    void what_makes_no_sense_goes_to_the_dead_letters_and_holds_nobody_up() {
        String key = UUID.randomUUID().toString();
        TestTopics.publishRaw(Topic.INCIDENTS, key, Map.of("ce_type", "manabi.incident.eaten.v1"), "{}");
        TestTopics.publishRaw(
                Topic.INCIDENTS,
                key,
                Map.of(
                        "ce_type", "manabi.incident.closed.v1",
                        "ce_id", UUID.randomUUID().toString(),
                        "ce_time", "2026-03-02T10:00:00Z"),
                "{\"incidentId\": ");
        Story.close(Story.incident(Story.MONEY));
        await().untilAsserted(() -> assertThat(TestTopics.raw("incidents.postmortem-service.dlq"))
                .filteredOn(message -> key.equals(message.key()))
                .hasSize(2)
                .allSatisfy(message -> assertThat(new String(
                                message.headers()
                                        .lastHeader("dead-letter-reason")
                                        .value(),
                                StandardCharsets.UTF_8))
                        .isNotBlank()));
    }

    @Test
    void a_review_of_a_postmortem_that_nobody_knows_goes_to_the_dead_letters() {
        JsonPath known = Story.read(Story.draft());
        UUID review = UUID.randomUUID();
        String unknown = known.prettify()
                .replace(known.getString("id"), UUID.randomUUID().toString());
        TestTopics.publish(Story.acceptance(new JsonPath(unknown), review, "ken"));
        await().untilAsserted(() -> assertThat(TestTopics.raw("reviews.postmortem-service.dlq"))
                .extracting(message -> message.key())
                .contains(review.toString()));
    }

    /** Whatever was sent of this incident before has been heard once a later message with its key has. */
    private static void untilReopeningIsHeard(Incident incident) {
        TestTopics.publish(Story.reopening(incident));
        await().until(() -> "OPEN"
                .equals(Story.read("/api/v1/process?limit=200")
                        .getString("items.find { it.incidentId == '" + incident.id() + "' }.incidentStatus")));
    }

    private String nameOf(String person) {
        return QuarkusTransaction.requiringNew()
                .call(() -> catalog.namesOf(List.of(person)).get(person));
    }

    private static PersonChanged person(String id, long version, String name) {
        return new PersonChanged(id, version, name, null, null, false, false, false, null);
    }
}
