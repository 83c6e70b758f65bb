package dev.manabi.postmortem;

import static dev.manabi.testkit.Tokens.as;
import static org.awaitility.Awaitility.await;

import dev.manabi.contracts.CatalogMessage.PersonChanged;
import dev.manabi.contracts.CatalogMessage.ServiceChanged;
import dev.manabi.contracts.IncidentMessage.Evidence;
import dev.manabi.contracts.IncidentMessage.Impact;
import dev.manabi.contracts.IncidentMessage.Incident;
import dev.manabi.contracts.IncidentMessage.IncidentClosed;
import dev.manabi.contracts.IncidentMessage.IncidentDeclared;
import dev.manabi.contracts.IncidentMessage.IncidentMerged;
import dev.manabi.contracts.IncidentMessage.IncidentReopened;
import dev.manabi.contracts.IncidentMessage.Roles;
import dev.manabi.contracts.IncidentMessage.TimelineEntry;
import dev.manabi.contracts.ReviewMessage.ReviewAccepted;
import dev.manabi.contracts.ReviewMessage.ReviewChangesRequested;
import dev.manabi.contracts.ReviewMessage.Reviewer;
import dev.manabi.testkit.TestTopics;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** What happens around this service in its tests: incidents, reviews and the catalog, played by hand. */
public final class Story {

    public static final Impact UNKNOWN = new Impact(null, null, null, null, null, null, null, null, null, List.of());
    public static final Impact HARMLESS = new Impact(true, 0, 0, 0L, false, false, false, false, null, List.of());
    public static final Impact MONEY = new Impact(true, 55, null, null, false, true, false, true, null, List.of());

    private static final AtomicInteger NEXT = new AtomicInteger(1000);

    static {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
        Awaitility.setDefaultPollInterval(Duration.ofMillis(50));
    }

    private Story() {}

    /** An incident as the incident service would know it. */
    public static Incident incident(Impact impact) {
        Instant start = Instant.parse("2026-03-02T10:02:00Z");
        return new Incident(
                UUID.randomUUID(),
                "INC-" + NEXT.incrementAndGet(),
                "Card payments fail",
                "Cards were declined | for everybody.",
                "INCIDENT",
                "SEV2",
                "SEV1",
                List.of("checkout", "payments"),
                List.of("payments"),
                "storefront",
                start,
                start,
                start.plusSeconds(120),
                start.plusSeconds(300),
                null,
                start.plusSeconds(1200),
                "MONITORING",
                new Roles("mei", null, null, List.of("alex")),
                impact,
                List.of(
                        new TimelineEntry(
                                UUID.randomUUID(),
                                start.plusSeconds(60),
                                start.plusSeconds(90),
                                "ALERT",
                                "CheckoutErrorRate | firing\nfor 1 min",
                                "alertmanager",
                                null,
                                List.of(new Evidence("LINK", "https://graphs.example/d/1?a=(b)", "error rate"))),
                        new TimelineEntry(
                                UUID.randomUUID(),
                                start.minusSeconds(240),
                                start.plusSeconds(600),
                                "DEPLOYMENT",
                                "checkout 4.2 goes out <b>",
                                "person",
                                "sam",
                                List.of(new Evidence("LINK", "javascript:alert(1)", null)))));
    }

    public static Incident quick(Incident incident, String team) {
        return new Incident(
                incident.id(),
                incident.number(),
                incident.title(),
                incident.summary(),
                incident.kind(),
                "SEV3",
                "SEV3",
                incident.services(),
                incident.servicesAtFault(),
                team,
                incident.declaredAt(),
                incident.startedAt(),
                incident.detectedAt(),
                incident.acknowledgedAt(),
                incident.mitigatedAt(),
                Objects.requireNonNull(incident.startedAt()).plusSeconds(600),
                incident.detectedBy(),
                incident.roles(),
                incident.impact(),
                incident.timeline());
    }

    public static Incident withRoles(Incident incident, Roles roles, List<String> services) {
        return new Incident(
                incident.id(),
                incident.number(),
                incident.title(),
                incident.summary(),
                incident.kind(),
                incident.severity(),
                incident.peakSeverity(),
                services,
                incident.servicesAtFault(),
                incident.team(),
                incident.declaredAt(),
                incident.startedAt(),
                incident.detectedAt(),
                incident.acknowledgedAt(),
                incident.mitigatedAt(),
                incident.resolvedAt(),
                incident.detectedBy(),
                roles,
                incident.impact(),
                incident.timeline());
    }

    /** The same as a kind of its own, of which nobody knows when it began, with that impact. */
    public static Incident of(Incident incident, String kind, @Nullable Instant startedAt, Impact impact) {
        return new Incident(
                incident.id(),
                incident.number(),
                incident.title(),
                incident.summary(),
                kind,
                incident.severity(),
                incident.peakSeverity(),
                incident.services(),
                incident.servicesAtFault(),
                incident.team(),
                incident.declaredAt(),
                startedAt,
                incident.detectedAt(),
                incident.acknowledgedAt(),
                incident.mitigatedAt(),
                incident.resolvedAt(),
                incident.detectedBy(),
                incident.roles(),
                impact,
                incident.timeline());
    }

    public static IncidentDeclared declaration(Incident incident) {
        return new IncidentDeclared(
                incident.id(),
                incident.number(),
                incident.title(),
                incident.kind(),
                incident.severity(),
                incident.services(),
                incident.team(),
                Objects.requireNonNull(incident.startedAt()),
                incident.declaredAt(),
                "mei");
    }

    public static IncidentClosed closing(Incident incident) {
        return closing(incident, Instant.now());
    }

    public static IncidentClosed closing(Incident incident, Instant at) {
        return new IncidentClosed(incident.id(), at, "mei", incident);
    }

    public static IncidentReopened reopening(Incident incident) {
        return new IncidentReopened(incident.id(), incident.number(), "it came back", Instant.now(), "mei");
    }

    public static IncidentMerged merge(Incident incident, Incident into) {
        return new IncidentMerged(
                incident.id(), incident.number(), into.id(), into.number(), "the same fault", Instant.now(), "mei");
    }

    /** Closes the incident and waits for its decision, the newest one. */
    public static JsonPath close(Incident incident) {
        UUID closing = TestTopics.publish(closing(incident));
        return decisionOn(incident, closing);
    }

    public static JsonPath decisionOn(Incident incident, UUID closing) {
        return await().until(
                        () -> as("sam")
                                .queryParam("incidentId", incident.id())
                                .get("/api/v1/decisions")
                                .jsonPath(),
                        decisions -> closing.toString().equals(decisions.getString("items[0].closeEventId")));
    }

    /** The path of the draft of an incident with consequences. */
    public static String draft() {
        return draft(incident(MONEY));
    }

    public static String draft(Incident incident) {
        return "/api/v1/postmortems/" + close(incident).getString("items[0].postmortemId");
    }

    public static JsonPath read(String path) {
        Response answer = as("sam").get(path);
        answer.then().statusCode(200);
        return answer.jsonPath();
    }

    public static String etag(String path) {
        return as("sam").get(path).header("ETag");
    }

    public static ValidatableResponse edit(String person, String path, String section, String text) {
        return as(person)
                .header("If-Match", etag(path))
                .body(Map.of("text", text))
                .put(path + "/sections/" + section)
                .then();
    }

    /** Writes what a draft lacks before it can be reviewed. */
    public static void complete(String path) {
        for (String section : List.of("root-cause", "trigger", "lessons")) {
            edit("mei", path, section, "Written by mei.").statusCode(200);
        }
        as("mei")
                .header("If-Match", etag(path))
                .body(Map.of("trigger", "configuration-push", "causes", List.of("software")))
                .put(path + "/classification")
                .then()
                .statusCode(200);
        as("mei")
                .body(Map.of("finding", "nothing-prevents", "reason", "The service is switched off in May."))
                .post(path + "/dismissals")
                .then()
                .statusCode(200);
    }

    public static UUID accept(JsonPath postmortem, String... reviewers) {
        UUID review = UUID.randomUUID();
        TestTopics.publish(acceptance(postmortem, review, reviewers));
        return review;
    }

    public static ReviewAccepted acceptance(JsonPath postmortem, UUID review, String... reviewers) {
        return new ReviewAccepted(
                review,
                postmortem.getUUID("id"),
                postmortem.getString("number"),
                postmortem.getInt("revision"),
                postmortem.getString("contentHash"),
                List.of("mei"),
                java.util.Arrays.stream(reviewers)
                        .map(person -> new Reviewer(person, person.equals("ken")))
                        .toList(),
                Instant.now());
    }

    public static ReviewChangesRequested changes(JsonPath postmortem, UUID review) {
        return new ReviewChangesRequested(
                review,
                postmortem.getUUID("id"),
                postmortem.getString("number"),
                postmortem.getString("title"),
                postmortem.getString("owner"),
                postmortem.getInt("revision"),
                postmortem.getString("contentHash"),
                "ken",
                "impact is thin",
                List.of("impact"),
                Instant.now(),
                false);
    }

    public static void awaitStatus(String path, String status) {
        await().until(() -> read(path).getString("status"), status::equals);
    }

    /** The demo people and services, and waits until they are known. */
    public static void knowEverybody() {
        for (String person : List.of("mei", "alex", "ken", "hana", "sam")) {
            TestTopics.publish(new PersonChanged(
                    person,
                    1,
                    Character.toUpperCase(person.charAt(0)) + person.substring(1) + " Tanaka",
                    person + "@example.org",
                    "storefront",
                    person.equals("ken"),
                    person.equals("hana"),
                    false,
                    null));
        }
        TestTopics.publish(new ServiceChanged("checkout", 1, "Checkout", "storefront", null, List.of()));
        TestTopics.publish(new ServiceChanged("payments", 1, "Payments", "storefront", "ken", List.of()));
    }
}
