package dev.manabi.system;

import static dev.manabi.system.Client.newPost;
import static dev.manabi.system.Client.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.manabi.system.Client.Answer;
import dev.manabi.system.Client.Post;
import dev.manabi.system.Journal.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One incident on its way from the alert to the published postmortem, in steps that can be told apart: between any two
 * of them anything may break. mei leads the response and writes, alex helps, the review finds its reviewers itself.
 */
final class MainStory {

    private static final String COMMANDER = "mei";
    private static final String HELPER = "alex";

    /** What is still empty in a fresh draft and must be written by people. */
    private static final String TEXT = "The connection pool of the payment client was smaller than the load at noon.";

    private final Client client;
    private final Alerts alerts;
    private final List<Step> steps = List.of(
            new Step("the alert opens an incident", this::alertFires),
            new Step("the alert is repeated", this::alertIsRepeated),
            new Step("somebody acknowledges", this::acknowledge),
            new Step("roles are taken", this::takeRoles),
            new Step("a fact is noted", this::noteFact),
            new Step("users no longer suffer", this::mitigate),
            new Step("the impact is recorded", this::recordImpact),
            new Step("the alert ends", this::alertEnds),
            new Step("the incident is closed", this::close),
            new Step("it is decided that a postmortem is due", this::awaitDecision),
            new Step("the draft is there", this::awaitDraft),
            new Step("the empty sections are written", this::write),
            new Step("an action is planned", this::planAction),
            new Step("the revision is submitted", this::submit),
            new Step("reviewers are assigned", this::awaitReviewers),
            new Step("the checklist is judged", this::judge),
            new Step("the review is accepted", this::accept),
            new Step("the postmortem is approved", this::awaitApproval),
            new Step("the postmortem is published", this::publish),
            new Step("the process shows it published", this::awaitPublished),
            new Step("every request sent again is answered the same", this::askAgain));

    private final Map<Post, Answer> posts = new LinkedHashMap<>();
    private int next;
    private String incident = "";
    private String postmortem = "";
    private String number = "";
    private String review = "";
    private List<String> reviewers = List.of();
    private String senior = "";

    private record Step(String name, Runnable action) {}

    MainStory(Client client, Alerts alerts) {
        this.client = client;
        this.alerts = alerts;
    }

    /** How many places there are between two steps; they are numbered from 1. */
    int gaps() {
        return steps.size() - 1;
    }

    /** The number of the place before the step of that name. */
    int gapBefore(String step) {
        return steps.stream().map(Step::name).toList().indexOf(step);
    }

    String nameOfGap(int gap) {
        return "after \"" + steps.get(gap - 1).name() + "\"";
    }

    /** Plays until that many steps are done. */
    MainStory playTo(int gap) {
        while (next < gap) {
            Step step = steps.get(next);
            try {
                step.action().run();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("The story of " + incident + " stopped where " + step.name(), e);
            }
            next++;
        }
        return this;
    }

    MainStory playToTheEnd() {
        return playTo(steps.size());
    }

    String incident() {
        return incident;
    }

    String postmortem() {
        return postmortem;
    }

    /** The postmortem's, for people. */
    String number() {
        return number;
    }

    String owner() {
        return COMMANDER;
    }

    String review() {
        return review;
    }

    List<String> reviewers() {
        return reviewers;
    }

    private void alertFires() {
        Answer answer = post(COMMANDER, "/api/v1/ingest/alertmanager", alerts.firing());
        assertThat(answer.json().path("outcome").asText()).isEqualTo("OPENED");
        incident = answer.json().path("incidentId").asText();
    }

    private void alertIsRepeated() {
        Post repeated = newPost(COMMANDER, "/api/v1/ingest/alertmanager", alerts.firing(), Effect.NONE);
        Answer answer = client.send(repeated);
        posts.put(repeated, answer);
        assertThat(answer.json().path("outcome").asText()).isEqualTo("IGNORED");
        assertThat(answer.json().path("incidentId").asText()).isEqualTo(incident);
    }

    private void acknowledge() {
        post(COMMANDER, incidentPath() + "/acknowledge", object().put("note", "I am looking at it."));
    }

    private void takeRoles() {
        ObjectNode roles = object().put("commander", COMMANDER)
                .put("communications", "sam")
                .put("scribe", HELPER);
        roles.putArray("responders").add(COMMANDER).add(HELPER);
        client.put(COMMANDER, incidentPath() + "/roles", incidentPath(), roles);
    }

    private void noteFact() {
        ObjectNode entry = object().put(
                        "occurredAt",
                        Instant.now().minus(Duration.ofMinutes(30)).toString())
                .put("kind", "ACTION")
                .put("text", "Doubled the connection pool.");
        entry.putArray("evidence").addObject().put("kind", "LINK").put("url", "https://graphs.shop.example/d/checkout");
        post(HELPER, incidentPath() + "/timeline", entry);
    }

    private void mitigate() {
        post(HELPER, incidentPath() + "/mitigate", object());
    }

    private void recordImpact() {
        ObjectNode impact = object().put("userVisible", true)
                .put("downtimeMinutes", 24)
                .put("usersAffected", 1_200)
                .put("dataLoss", false)
                .put("moneyAffected", true)
                .put("onCallIntervened", true);
        client.put(COMMANDER, incidentPath() + "/impact", incidentPath(), impact);
    }

    private void alertEnds() {
        Answer answer = post(COMMANDER, "/api/v1/ingest/alertmanager", alerts.resolved());
        assertThat(answer.json().path("outcome").asText()).isEqualTo("RESOLVED");
        assertThat(answer.json().path("incidentId").asText()).isEqualTo(incident);
    }

    private void close() {
        post(COMMANDER, incidentPath() + "/close", object().put("note", "Quiet for ten minutes."));
    }

    private void awaitDecision() {
        JsonNode decisions = client.awaitAnswer(
                        "sam",
                        "/api/v1/decisions?incidentId=" + incident,
                        "a decision",
                        json -> !json.path("items").isEmpty())
                .json();
        assertThat(decisions.path("items")).hasSize(1);
        assertThat(decisions.at("/items/0/outcome").asText()).isEqualTo("DUE");
    }

    private void awaitDraft() {
        JsonNode drafts = client.awaitAnswer(
                        "sam",
                        "/api/v1/postmortems?incidentId=" + incident,
                        "a draft",
                        json -> !json.path("items").isEmpty())
                .json();
        assertThat(drafts.path("items")).hasSize(1);
        postmortem = drafts.at("/items/0/id").asText();
        number = drafts.at("/items/0/number").asText();
        JsonNode draft = client.get(COMMANDER, postmortemPath()).json();
        assertThat(draft.path("owner").asText()).isEqualTo(COMMANDER);
        assertThat(section(draft, "timeline")).contains(alerts.name());
    }

    private void write() {
        JsonNode draft = client.get(COMMANDER, postmortemPath()).json();
        for (String key : emptySections(draft)) {
            ObjectNode text = object().put("text", TEXT);
            client.put(COMMANDER, postmortemPath() + "/sections/" + key, postmortemPath(), text);
        }
        ObjectNode codes = object().put("trigger", "configuration-push");
        codes.putArray("causes").add("software");
        client.put(COMMANDER, postmortemPath() + "/classification", postmortemPath(), codes);
    }

    private void planAction() {
        ObjectNode item = object().put("title", "Alert when the pool of the payment client is 80 % in use")
                .put("kind", "DETECT")
                .put("priority", "P1")
                .put("owner", HELPER)
                .put("dueAt", Instant.now().plus(Duration.ofDays(14)).toString())
                .put("endState", "The alert fires in a load test at 80 %.");
        post(HELPER, postmortemPath() + "/action-items", item);
        post(
                HELPER,
                postmortemPath() + "/dismissals",
                object().put("finding", "nothing-prevents").put("reason", "The client is replaced next month."));
    }

    private void submit() {
        post(COMMANDER, postmortemPath() + "/submit", object());
    }

    private void awaitReviewers() {
        JsonNode reviews = client.awaitAnswer(
                        "ken",
                        "/api/v1/reviews?postmortemId=" + postmortem,
                        "assigned reviewers",
                        json -> !json.at("/items/0/reviewers").isEmpty())
                .json();
        assertThat(reviews.path("items")).hasSize(1);
        JsonNode assigned = reviews.at("/items/0");
        review = assigned.path("id").asText();
        reviewers = stream(assigned.path("reviewers"))
                .map(reviewer -> reviewer.path("person").asText())
                .toList();
        senior = stream(assigned.path("reviewers"))
                .filter(reviewer -> reviewer.path("senior").asBoolean())
                .map(reviewer -> reviewer.path("person").asText())
                .findFirst()
                .orElseThrow();
        assertThat(senior).isNotIn(COMMANDER, HELPER);
    }

    private void judge() {
        JsonNode waiting = client.get(senior, reviewPath()).json();
        for (JsonNode criterion : waiting.path("criteria")) {
            ObjectNode pass = object().put("verdict", "PASS");
            client.put(senior, reviewPath() + "/verdicts/" + criterion.asText(), reviewPath(), pass);
        }
    }

    private void accept() {
        String content =
                client.get(senior, reviewPath()).json().path("contentHash").asText();
        post(
                senior,
                reviewPath() + "/accept",
                object().put("remark", "Clear and complete.").put("contentHash", content));
    }

    private void awaitApproval() {
        client.awaitAnswer(
                COMMANDER,
                postmortemPath(),
                "the status APPROVED",
                json -> json.path("status").asText().equals("APPROVED"));
    }

    private void publish() {
        post(COMMANDER, postmortemPath() + "/publish", object());
    }

    private void awaitPublished() {
        JsonNode published = client.get("sam", postmortemPath()).json();
        assertThat(published.path("status").asText()).isEqualTo("PUBLISHED");
        // The latest closed come first, so it is among the first 200.
        client.awaitAnswer(
                "sam",
                "/api/v1/process?limit=200&step=PUBLISHED",
                "it",
                json -> stream(json.path("items"))
                        .anyMatch(entry -> entry.path("incidentId").asText().equals(incident)));
    }

    private void askAgain() {
        posts.forEach((post, first) -> {
            Answer again = client.send(post);
            assertThat(again.status()).as("%s", post.command()).isEqualTo(first.status());
            assertThat(again.text()).as("%s", post.command()).isEqualTo(first.text());
        });
    }

    private Answer post(String person, String path, JsonNode body) {
        Post post = newPost(person, path, body);
        Answer answer = client.send(post);
        posts.put(post, answer);
        return answer;
    }

    private static List<String> emptySections(JsonNode postmortem) {
        List<String> keys = new ArrayList<>();
        for (JsonNode section : postmortem.path("sections")) {
            if (section.path("required").asBoolean()
                    && section.path("text").asText().isBlank()) {
                keys.add(section.path("key").asText());
            }
        }
        return keys;
    }

    private static String section(JsonNode postmortem, String key) {
        return stream(postmortem.path("sections"))
                .filter(section -> section.path("key").asText().equals(key))
                .map(section -> section.path("text").asText())
                .findFirst()
                .orElseThrow();
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private String incidentPath() {
        return "/api/v1/incidents/" + incident;
    }

    private String postmortemPath() {
        return "/api/v1/postmortems/" + postmortem;
    }

    private String reviewPath() {
        return "/api/v1/reviews/" + review;
    }
}
