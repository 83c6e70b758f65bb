package dev.manabi.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.manabi.launcher.LocalInbox.Hook;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From an alert to a published postmortem, with nothing in the way. */
@ExtendWith(TestedSystem.Given.class)
class MainStoryTest {

    @Test
    void an_alert_becomes_a_reviewed_published_postmortem(TestedSystem system) {
        MainStory story = system.newStory().playToTheEnd();

        system.assertNothingIsViolated();
        assertThat(mailsAbout(story, system)).containsExactlyInAnyOrderElementsOf(mailsDue(story));
        assertThat(system.parts().inbox().hooks())
                .extracting(Hook::body)
                .filteredOn(body -> body.contains("*" + story.number() + "*"))
                .hasSize(3)
                .satisfiesOnlyOnce(body -> assertThat(body).contains("was drafted"))
                .satisfiesOnlyOnce(body -> assertThat(body).contains("waits for review"))
                .satisfiesOnlyOnce(body -> assertThat(body).contains("is published"));
    }

    private static List<String> mailsDue(MainStory story) {
        Stream<String> reviewers = story.reviewers().stream().map(person -> person + ": Please review");
        Stream<String> others = Stream.of(story.owner() + ": Your draft is ready", "everyone: Published");
        return Stream.concat(reviewers, others).toList();
    }

    /** Each as "recipient: what", for instance "mei: Your draft is ready". */
    private static List<String> mailsAbout(MainStory story, TestedSystem system) {
        String number = "[" + story.number() + "] ";
        return system.parts().inbox().mails().stream()
                .filter(mail -> mail.subject().startsWith(number))
                .map(mail -> mail.recipient().replace("@manabi.example", "") + ": "
                        + mail.subject().substring(number.length()).split(": ", 2)[0])
                .toList();
    }

    @Test
    void the_next_alert_of_its_kind_becomes_a_postmortem_of_its_own(TestedSystem system) {
        MainStory first = system.newStory().playToTheEnd();
        MainStory second = system.newStory().playToTheEnd();

        assertThat(second.incident()).isNotEqualTo(first.incident());
        assertThat(second.postmortem()).isNotEqualTo(first.postmortem());
    }

    @Test
    void so_does_an_alert_from_elsewhere_sent_as_it_is(TestedSystem system) {
        Optional<Alerts> shared = Alerts.shared();
        if (shared.isEmpty()) {
            System.err.println("SKIPPED: there is no Alertmanager payload in " + Alerts.sharedFolder());
        }
        assumeTrue(shared.isPresent(), "there is no payload in " + Alerts.sharedFolder());

        MainStory story = new MainStory(system.client(), shared.orElseThrow()).playToTheEnd();

        assertThat(story.postmortem()).isNotEmpty();
        system.assertNothingIsViolated();
    }

    @Test
    void an_incident_that_meets_no_criterion_gets_a_postmortem_when_somebody_asks(TestedSystem system) {
        SmallIncident small = new SmallIncident(system.client()).close();
        assertThat(small.outcomes()).containsExactly("NOT_DUE");

        small.askForPostmortem();

        assertThat(small.outcomes()).containsExactly("DUE", "NOT_DUE");
        system.assertNothingIsViolated();
    }

    @Test
    void an_incident_closed_again_is_decided_again_and_keeps_its_one_draft(TestedSystem system) {
        MainStory story = system.newStory();
        story.playTo(story.gapBefore("the empty sections are written"));
        JsonNode before = drafts(system, story);

        system.client()
                .send(Client.newPost(
                        "mei",
                        "/api/v1/incidents/" + story.incident() + "/reopen",
                        Client.object().put("reason", "Errors are back in zone eu-1b.")));
        system.client()
                .send(Client.newPost("mei", "/api/v1/incidents/" + story.incident() + "/resolve", Client.object()));
        system.client()
                .send(Client.newPost("mei", "/api/v1/incidents/" + story.incident() + "/close", Client.object()));
        system.client()
                .awaitAnswer(
                        "sam",
                        "/api/v1/decisions?incidentId=" + story.incident(),
                        "a second decision",
                        json -> json.path("items").size() == 2);

        assertThat(drafts(system, story)).isEqualTo(before);
        story.playToTheEnd();
        system.assertNothingIsViolated();
    }

    private static JsonNode drafts(TestedSystem system, MainStory story) {
        return system.client()
                .get("sam", "/api/v1/postmortems?incidentId=" + story.incident())
                .json()
                .path("items");
    }

    /** Declared by a person, harmless and short. */
    private static final class SmallIncident {

        private final Client client;
        private final String id;

        SmallIncident(Client client) {
            this.client = client;
            this.id = client.send(Client.newPost(
                            "sam",
                            "/api/v1/incidents",
                            Client.object()
                                    .put("title", "The search page shows an old logo " + UUID.randomUUID())
                                    .put("severity", "SEV5")))
                    .json()
                    .path("id")
                    .asText();
        }

        SmallIncident close() {
            String path = "/api/v1/incidents/" + id;
            client.put(
                    "mei",
                    path + "/impact",
                    path,
                    Client.object()
                            .put("userVisible", false)
                            .put("downtimeMinutes", 0)
                            .put("degradedMinutes", 0)
                            .put("dataLoss", false)
                            .put("moneyAffected", false)
                            .put("monitoringFailed", false)
                            .put("onCallIntervened", false));
            client.send(Client.newPost("mei", path + "/resolve", Client.object()));
            client.send(Client.newPost("mei", path + "/close", Client.object()));
            client.awaitAnswer(
                    "sam",
                    decisions(),
                    "a decision",
                    json -> !json.path("items").isEmpty());
            return this;
        }

        void askForPostmortem() {
            client.send(Client.newPost(
                    "sam",
                    "/api/v1/postmortem-requests",
                    Client.object().put("incidentId", id).put("reason", "The same logo was wrong in spring.")));
        }

        List<String> outcomes() {
            return client.get("sam", decisions()).json().path("items").findValuesAsText("outcome");
        }

        private String decisions() {
            return "/api/v1/decisions?incidentId=" + id;
        }
    }
}
