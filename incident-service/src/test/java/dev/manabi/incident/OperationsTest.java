package dev.manabi.incident;

import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.greaterThan;

import dev.manabi.contracts.Topic;
import dev.manabi.testkit.TestTopics;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OperationsTest {

    @Inject
    AgroalDataSource dataSource;

    @Test
    void whatever_was_told_can_be_told_again_with_the_same_ids_and_in_order() {
        String id = closedIncident();
        await().untilAsserted(() -> assertThat(received(id)).hasSize(3));
        List<TestTopics.Message> first = received(id);

        as("hana").post("/operations/republish").then().statusCode(200).body("messages", greaterThan(2));

        await().untilAsserted(() -> assertThat(received(id)).hasSize(6));
        List<TestTopics.Message> again = received(id).subList(3, 6);
        assertThat(again).extracting(TestTopics.Message::id).isEqualTo(ids(first));
        assertThat(again).extracting(TestTopics.Message::event).isEqualTo(events(first));
        assertThat(again)
                .extracting(message -> message.headers().get("ce_time"))
                .isEqualTo(first.stream()
                        .map(message -> message.headers().get("ce_time"))
                        .toList());
    }

    @Test
    void every_event_that_is_public_and_nothing_else_is_in_the_topic() {
        closedIncident();
        await().untilAsserted(() -> {
            Set<UUID> told = new HashSet<>();
            TestTopics.all(Topic.INCIDENTS).forEach(message -> told.add(message.id()));
            assertThat(told).isEqualTo(publicEvents());
        });
    }

    @Test
    void read_models_can_be_made_anew() {
        closedIncident();
        as("hana")
                .post("/operations/rebuild-projections")
                .then()
                .statusCode(200)
                .body("events", greaterThan(2));
    }

    @Test
    void only_an_administrator_may() {
        for (String operation : List.of("republish", "rebuild-projections")) {
            as("ken").post("/operations/" + operation).then().statusCode(403);
            as("nobody", new String[0]).post("/operations/" + operation).then().statusCode(403);
        }
    }

    private static String closedIncident() {
        String id = as("mei")
                .body("{\"title\": \"Card payments fail\", \"severity\": \"SEV2\"}")
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        as("mei").post("/api/v1/incidents/" + id + "/resolve").then().statusCode(200);
        as("mei").post("/api/v1/incidents/" + id + "/close").then().statusCode(200);
        return id;
    }

    private static List<TestTopics.Message> received(String id) {
        return TestTopics.received(Topic.INCIDENTS, id);
    }

    private static List<UUID> ids(List<TestTopics.Message> messages) {
        return messages.stream().map(TestTopics.Message::id).toList();
    }

    private static List<dev.manabi.contracts.PublicEvent> events(List<TestTopics.Message> messages) {
        return messages.stream().map(TestTopics.Message::event).toList();
    }

    private Set<UUID> publicEvents() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select id from event where type not in
                            ('impact-recorded.v1', 'impact-recorded.v2', 'roles-assigned.v1', 'timeline-entry-added.v1',
                             'alerts-reported.v1', 'times-corrected.v1', 'timeline-entry-corrected.v1',
                             'incident-described.v1', 'duplicate-absorbed.v1')
                        """)) {
            Set<UUID> ids = new HashSet<>();
            while (row.next()) {
                ids.add(row.getObject(1, UUID.class));
            }
            return ids;
        }
    }
}
