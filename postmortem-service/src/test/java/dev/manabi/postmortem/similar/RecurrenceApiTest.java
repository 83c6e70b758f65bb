package dev.manabi.postmortem.similar;

import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manabi.contracts.CatalogMessage.TeamChanged;
import dev.manabi.contracts.IncidentMessage.Incident;
import dev.manabi.contracts.IncidentMessage.TimelineEntry;
import dev.manabi.contracts.PostmortemMessage.RecurrenceSuspected;
import dev.manabi.contracts.Topic;
import dev.manabi.postmortem.Story;
import dev.manabi.testkit.TestTopics;
import dev.manabi.testkit.TestTopics.Message;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RecurrenceApiTest {

    private final String service = "svc-" + UUID.randomUUID();
    private final String alert = "Alert" + UUID.randomUUID().toString().replace('-', 'x');

    @BeforeEach
    void everybodyIsKnown() {
        Story.knowEverybody();
        TestTopics.publish(new TeamChanged("storefront", 2, "Storefront", "ken", "hana"));
    }

    @Test
    void what_happens_again_before_it_is_prevented_raises_one_alarm() {
        String earlier = Story.draft(incident());
        String open = item(earlier, "Limit the pool", "PREVENT");
        item(earlier, "Page earlier", "DETECT");
        String declined = item(earlier, "Buy another provider", "MITIGATE");
        as("mei")
                .header("If-Match", Story.etag(earlier))
                .body(Map.of("status", "DECLINED", "reason", "It costs too much"))
                .put("/api/v1/action-items/" + declined + "/status")
                .then()
                .statusCode(200);

        Incident again = incident();
        String later = Story.draft(again);
        RecurrenceSuspected alarm = awaitAlarm(again);
        assertThat(alarm.earlierPostmortemId()).hasToString(id(earlier));
        assertThat(alarm.postmortemId()).hasToString(id(later));
        assertThat(alarm.owner()).isEqualTo("mei");
        assertThat(alarm.lead()).isEqualTo("ken");
        assertThat(alarm.openActionItems())
                .extracting(item -> item.actionItemId().toString())
                .containsExactly(open);
        assertThat(alarm.because())
                .anySatisfy(likeness -> assertThat(likeness.values()).containsExactly(service))
                .anySatisfy(likeness -> assertThat(likeness.why()).isEqualTo("ALERT"));

        for (JsonPath similar :
                List.of(similar("sam", "postmortemId", id(later)), similar("sam", "incidentId", again.number()))) {
            assertThat(similar.getString("items[0].id")).isEqualTo(id(earlier));
            assertThat(similar.getBoolean("items[0].suspected")).isTrue();
            assertThat(similar.getList("items[0].openPreventActions.id")).containsExactly(open);
            assertThat(similar.getList("items[0].declinedActions.id")).containsExactly(declined);
            assertThat(similar.getString("items[0].declinedActions[0].reason")).isEqualTo("It costs too much");
            assertThat(similar.getList("items[0].reasons.why")).contains("SERVICE_AT_FAULT", "ALERT");
        }

        Story.close(again);
        Incident third = incident();
        Story.close(third);
        awaitAlarm(third);
        assertThat(alarms(again)).hasSize(1);
    }

    @Test
    void what_nobody_may_read_is_neither_similar_nor_told() {
        Incident first = incident();
        String earlier = Story.draft(first);
        item(earlier, "Limit the pool", "PREVENT");
        as("mei")
                .header("If-Match", Story.etag(earlier))
                .body(Map.of("private", true, "readers", List.of()))
                .put(earlier + "/audience")
                .then()
                .statusCode(200);
        Incident again = incident();
        String later = Story.draft(again);
        item(later, "Limit the pool", "PREVENT");
        Incident third = incident();
        Story.draft(third);

        assertThat(awaitAlarm(third).earlierPostmortemId()).hasToString(id(later));
        assertThat(alarms(third)).hasSize(1);
        assertThat(alarms(again)).isEmpty();
        assertThat(similar("ken", "incidentId", again.number()).getList("items.id"))
                .doesNotContain(id(earlier));
        assertThat(similar("alex", "incidentId", again.number()).getList("items.id"))
                .contains(id(earlier));
        as("ken")
                .queryParam("postmortemId", id(earlier))
                .get("/api/v1/search/similar")
                .then()
                .statusCode(404);
    }

    @Test
    void what_to_compare_with_is_named_once() {
        as("sam").get("/api/v1/search/similar").then().statusCode(400);
        as("sam")
                .queryParam("incidentId", "INC-1")
                .queryParam("postmortemId", "PM-1")
                .get("/api/v1/search/similar")
                .then()
                .statusCode(400);
        as("sam")
                .queryParam("incidentId", "INC-1")
                .queryParam("limit", 21)
                .get("/api/v1/search/similar")
                .then()
                .statusCode(400);
        as("sam")
                .queryParam("incidentId", UUID.randomUUID())
                .get("/api/v1/search/similar")
                .then()
                .statusCode(404);
    }

    /** Began in the same service with the same alert as the others. */
    private Incident incident() {
        Incident one = Story.incident(Story.MONEY);
        List<TimelineEntry> timeline = one.timeline().stream()
                .map(entry -> new TimelineEntry(
                        UUID.randomUUID(),
                        entry.occurredAt(),
                        entry.recordedAt(),
                        entry.kind(),
                        alert + " is at 97 %",
                        entry.source(),
                        entry.author(),
                        entry.evidence()))
                .toList();
        return new Incident(
                one.id(),
                one.number(),
                one.title(),
                one.summary(),
                one.kind(),
                one.severity(),
                one.peakSeverity(),
                one.services(),
                List.of(service),
                one.team(),
                one.declaredAt(),
                one.startedAt(),
                one.detectedAt(),
                one.acknowledgedAt(),
                one.mitigatedAt(),
                one.resolvedAt(),
                one.detectedBy(),
                one.roles(),
                one.impact(),
                timeline);
    }

    private static String item(String path, String title, String kind) {
        return as("mei")
                .body(Map.of("title", title, "kind", kind))
                .post(path + "/action-items")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static RecurrenceSuspected awaitAlarm(Incident incident) {
        return await().until(() -> alarms(incident), alarms -> !alarms.isEmpty())
                .getFirst();
    }

    private static List<RecurrenceSuspected> alarms(Incident incident) {
        return TestTopics.received(Topic.POSTMORTEMS, incident.id().toString()).stream()
                .map(Message::event)
                .filter(RecurrenceSuspected.class::isInstance)
                .map(RecurrenceSuspected.class::cast)
                .toList();
    }

    private static JsonPath similar(String person, String parameter, String value) {
        io.restassured.response.Response answer =
                as(person).queryParam(parameter, value).get("/api/v1/search/similar");
        answer.then().statusCode(200);
        return answer.jsonPath();
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
