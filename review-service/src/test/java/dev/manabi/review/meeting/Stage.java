package dev.manabi.review.meeting;

import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manabi.contracts.CatalogMessage.PersonChanged;
import dev.manabi.contracts.CatalogMessage.ServiceChanged;
import dev.manabi.contracts.CatalogMessage.TeamChanged;
import dev.manabi.contracts.IncidentMessage.Impact;
import dev.manabi.contracts.IncidentMessage.Incident;
import dev.manabi.contracts.IncidentMessage.IncidentClosed;
import dev.manabi.contracts.IncidentMessage.Roles;
import dev.manabi.contracts.PostmortemMessage.CommentAdded;
import dev.manabi.contracts.PostmortemMessage.PostmortemSubmitted;
import dev.manabi.contracts.PublicEvent;
import dev.manabi.contracts.Topic;
import dev.manabi.review.catalog.PersonView;
import dev.manabi.review.catalog.ServiceView;
import dev.manabi.review.catalog.TeamView;
import dev.manabi.review.incident.IncidentPart;
import dev.manabi.review.review.ReviewView;
import dev.manabi.testkit.TestTopics;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionFactory;

/** The other services and the people as the tests of meetings play them. */
final class Stage {

    static final String MEETINGS = "/api/v1/meetings";

    private static final AtomicInteger NUMBERS = new AtomicInteger(5_000);
    private static final AtomicInteger VERSIONS = new AtomicInteger(10_000);

    private Stage() {}

    /** Mei owns, Sam helped, Ken is senior and commanded, Rin and Alex had no part, Hana manages. */
    static void people() {
        inTransaction(
                () -> StandingMeetingView.update("active = false")); // what other tests let stand changes meetings
        person("mei", "storefront", false, false);
        person("sam", "storefront", false, false);
        person("ken", "storefront", true, false);
        person("alex", "storefront", false, false);
        person("hana", "leadership", false, true);
        int version = VERSIONS.incrementAndGet();
        TestTopics.publish(new TeamChanged("storefront", version, "Storefront", "mei", "hana"));
        TestTopics.publish(new ServiceChanged("checkout", version, "Checkout", "storefront", "sam", List.of()));
        patiently()
                .until(() -> inTransaction(() -> {
                    TeamView team = TeamView.findById("storefront");
                    ServiceView service = ServiceView.findById("checkout");
                    return team != null
                            && team.version >= version
                            && "mei".equals(team.lead)
                            && service != null
                            && service.version >= version;
                }));
    }

    /** A team that no other test talks about. */
    static String team() {
        String id = "team-" + UUID.randomUUID();
        TestTopics.publish(new TeamChanged(id, 1, id, null, "hana"));
        patiently().until(() -> inTransaction(() -> TeamView.findById(id) != null));
        return id;
    }

    static void person(String id, String team, boolean senior, boolean manager) {
        int version = VERSIONS.incrementAndGet();
        TestTopics.publish(
                new PersonChanged(id, version, id, id + "@manabi.example", team, senior, manager, false, null));
        patiently()
                .until(() -> inTransaction(() -> {
                    PersonView person = PersonView.findById(id);
                    return person != null && person.version >= version;
                }));
    }

    /** The first revision of a new postmortem that Mei owns and has written with Sam, about an incident that Ken commanded. */
    static PostmortemSubmitted submitted(boolean confidential) {
        return submitted("storefront", confidential);
    }

    static PostmortemSubmitted submitted(String team, boolean confidential) {
        return submitted(team, confidential, Duration.ofDays(3));
    }

    /** @param dueIn the more urgent come first where there are many */
    static PostmortemSubmitted submitted(String team, boolean confidential, Duration dueIn) {
        UUID incident = UUID.randomUUID();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        TestTopics.publish(closed(incident, now));
        patiently().until(() -> inTransaction(() -> IncidentPart.findById(incident) != null));
        PostmortemSubmitted submitted = new PostmortemSubmitted(
                UUID.randomUUID(),
                "PM-" + NUMBERS.incrementAndGet(),
                incident,
                "Checkout returns errors",
                "SEV2",
                "mei",
                List.of("mei", "sam"),
                team,
                List.of("checkout"),
                1,
                "hash-1",
                now,
                now.plus(dueIn),
                confidential,
                null,
                null,
                null);
        tell(submitted);
        return submitted;
    }

    static void tell(PostmortemSubmitted submitted) {
        TestTopics.publish(submitted);
        patiently()
                .until(() -> inTransaction(() -> ReviewView.count(
                                "postmortemId = ?1 and revision = ?2", submitted.postmortemId(), submitted.revision())
                        == 1));
    }

    private static IncidentClosed closed(UUID id, Instant now) {
        Incident incident = new Incident(
                id,
                "INC-" + NUMBERS.get(),
                "Checkout returns errors",
                null,
                "INCIDENT",
                "SEV2",
                "SEV2",
                List.of("checkout"),
                List.of("checkout"),
                "storefront",
                now,
                now,
                null,
                null,
                null,
                now,
                null,
                new Roles("ken", null, null, List.of("sam")),
                new Impact(null, null, null, null, null, null, null, null, null, List.of()),
                List.of());
        return new IncidentClosed(id, now, "ken", incident);
    }

    static UUID comment(PostmortemSubmitted on, String section, String text) {
        UUID id = UUID.randomUUID();
        TestTopics.publish(new CommentAdded(
                id,
                on.postmortemId(),
                on.number(),
                null,
                section,
                on.isPrivate() ? null : text,
                "ken",
                List.of(),
                Instant.now(),
                on.isPrivate()));
        patiently().until(() -> inTransaction(() -> CommentView.findById(id) != null));
        return id;
    }

    /** A request for a meeting led by Hana, with Alex taking notes. */
    static Map<String, Object> request(PostmortemSubmitted about, Instant startsAt) {
        Map<String, Object> request = new HashMap<>();
        request.put("postmortems", List.of(about.number()));
        request.put("startsAt", startsAt.truncatedTo(ChronoUnit.SECONDS).toString());
        request.put("timeZone", "Europe/Berlin");
        request.put("facilitator", "hana");
        request.put("noteTaker", "alex");
        request.put("place", "Room 3");
        return request;
    }

    static Response plan(String person, Map<String, Object> request) {
        return as(person).body(request).post(MEETINGS);
    }

    /** Planned by Mei for in two days. */
    static String planned(PostmortemSubmitted about) {
        return planned(request(about, Instant.now().plus(Duration.ofDays(2))));
    }

    static String planned(Map<String, Object> request) {
        return plan("mei", request).then().statusCode(201).extract().jsonPath().getString("id");
    }

    /** Planned at short notice, and begun. */
    static String running(PostmortemSubmitted about) {
        Map<String, Object> request = request(about, Instant.now().plus(Duration.ofMinutes(10)));
        request.put("shortNoticeReason", "The fix goes out tonight.");
        String id = planned(request);
        as("hana").post(path(id) + "/start").then().statusCode(200);
        return id;
    }

    static Response put(String person, String address, String id, Map<String, ?> body) {
        String seen = as(person).get(path(id)).header("ETag");
        return as(person).header("If-Match", String.valueOf(seen)).body(body).put(address);
    }

    static String path(String id) {
        return MEETINGS + "/" + id;
    }

    static JsonPath read(String person, String id) {
        return as(person).get(path(id)).then().statusCode(200).extract().jsonPath();
    }

    /** Waits until the topic holds that many messages of the meeting, and no more. */
    static List<PublicEvent> told(String id, int count) {
        patiently()
                .untilAsserted(() ->
                        assertThat(TestTopics.received(Topic.MEETINGS, id)).hasSize(count));
        return TestTopics.received(Topic.MEETINGS, id).stream()
                .map(TestTopics.Message::event)
                .toList();
    }

    static <T> T inTransaction(Callable<T> work) {
        return QuarkusTransaction.requiringNew().call(work);
    }

    static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(100));
    }
}
