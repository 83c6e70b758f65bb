package dev.manabi.review.review;

import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.manabi.contracts.CatalogMessage.PersonChanged;
import dev.manabi.contracts.PostmortemMessage.Hint;
import dev.manabi.contracts.PostmortemMessage.Part;
import dev.manabi.contracts.PostmortemMessage.PostmortemSubmitted;
import dev.manabi.contracts.PostmortemMessage.ReviewRule;
import dev.manabi.contracts.PublicEvent;
import dev.manabi.contracts.Topic;
import dev.manabi.testkit.TestTopics;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Postmortem service and catalog as a test plays them, and what the tests look at. */
@ApplicationScoped
public class Scene {

    static final List<String> CRITERIA = List.of(
            "no-needless-blame",
            "key-data-gathered",
            "impact-analysis-sufficient",
            "root-cause-deep-enough",
            "action-plan-appropriate",
            "shared-with-stakeholders");

    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final AtomicInteger VERSIONS = new AtomicInteger();

    private final DataSource database;

    Scene(DataSource database) {
        this.database = database;
    }

    /** Nobody is known any more: each test has people of its own. */
    void forgetPeople() {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("delete from person")) {
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ken is senior, and Hana manages from outside the team, so that she is not asked before its members. */
    void demoPeople() {
        register(
                person("hana", "leadership", false, true, false),
                person("ken", "storefront", true, false, false),
                person("mei", "storefront", false, false, false),
                person("alex", "storefront", false, false, false),
                person("sam", "storefront", false, false, false));
    }

    void ofTeam(String team, String id, boolean senior) {
        register(person(id, team, senior, false, false));
    }

    void manager(String id) {
        register(person(id, "leadership", false, true, false));
    }

    void person(String id, boolean senior, boolean away) {
        register(person(id, "storefront", senior, false, away));
    }

    private void register(PersonChanged... people) {
        List.of(people).forEach(TestTopics::publish);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(people)
                        .allSatisfy(person -> assertThat(versionOf(person.id())).isEqualTo(person.version())));
    }

    private static PersonChanged person(String id, String team, boolean senior, boolean manager, boolean away) {
        int version = VERSIONS.incrementAndGet();
        return new PersonChanged(id, version, id, id + "@manabi.example", team, senior, manager, away, null);
    }

    private long versionOf(String person) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("select version from person where id = ?")) {
            statement.setString(1, person);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** First revision of a new postmortem that Mei owns and has written with Sam. */
    static PostmortemSubmitted submission() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return new PostmortemSubmitted(
                UUID.randomUUID(),
                "PM-" + NUMBERS.incrementAndGet(),
                UUID.randomUUID(),
                "Checkout returns errors",
                "SEV2",
                "mei",
                List.of("mei", "sam"),
                "storefront",
                List.of("checkout"),
                1,
                "hash-1",
                now,
                now.plus(Duration.ofDays(3)),
                false,
                null,
                null,
                null);
    }

    static PostmortemSubmitted revision(PostmortemSubmitted earlier, int revision) {
        return new PostmortemSubmitted(
                earlier.postmortemId(),
                earlier.number(),
                earlier.incidentId(),
                earlier.title(),
                earlier.severity(),
                earlier.owner(),
                earlier.authors(),
                earlier.team(),
                earlier.services(),
                revision,
                "hash-" + revision,
                earlier.submittedAt(),
                earlier.reviewDueAt(),
                earlier.isPrivate(),
                null,
                null,
                null);
    }

    static PostmortemSubmitted confidential(PostmortemSubmitted open) {
        return new PostmortemSubmitted(
                open.postmortemId(),
                open.number(),
                open.incidentId(),
                open.title(),
                open.severity(),
                open.owner(),
                open.authors(),
                open.team(),
                open.services(),
                open.revision(),
                open.contentHash(),
                open.submittedAt(),
                open.reviewDueAt(),
                true,
                null,
                null,
                null);
    }

    /** The same, made of these parts, and to be accepted by whom the rule names. */
    static PostmortemSubmitted of(
            PostmortemSubmitted s, @Nullable ReviewRule rule, @Nullable List<Part> parts, List<Hint> hints) {
        return new PostmortemSubmitted(
                s.postmortemId(),
                s.number(),
                s.incidentId(),
                s.title(),
                s.severity(),
                s.owner(),
                s.authors(),
                s.team(),
                s.services(),
                s.revision(),
                s.contentHash(),
                s.submittedAt(),
                s.reviewDueAt(),
                s.isPrivate(),
                rule,
                parts,
                hints);
    }

    static PostmortemSubmitted dueAt(PostmortemSubmitted s, Instant dueAt) {
        return new PostmortemSubmitted(
                s.postmortemId(),
                s.number(),
                s.incidentId(),
                s.title(),
                s.severity(),
                s.owner(),
                s.authors(),
                s.team(),
                s.services(),
                s.revision(),
                s.contentHash(),
                s.submittedAt(),
                dueAt,
                s.isPrivate(),
                null,
                null,
                null);
    }

    /** Submits it and waits for its round. */
    String reviewOf(PostmortemSubmitted submitted) {
        TestTopics.publish(submitted);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> as("mei")
                        .get("/api/v1/reviews/" + submitted.number())
                        .then()
                        .statusCode(200)
                        .body("revision", equalTo(submitted.revision())));
        return review(submitted.number()).getString("id");
    }

    static JsonPath review(String id) {
        return as("mei").get("/api/v1/reviews/" + id).jsonPath();
    }

    static Response verdict(String id, String person, String criterion, String verdict) {
        String seen = as(person).get("/api/v1/reviews/" + id).header("ETag");
        return as(person)
                .header("If-Match", seen)
                .body("{\"verdict\":\"%s\"}".formatted(verdict))
                .put("/api/v1/reviews/" + id + "/verdicts/" + criterion);
    }

    static void passAll(String id, String person) {
        CRITERIA.forEach(
                criterion -> verdict(id, person, criterion, "PASS").then().statusCode(200));
    }

    static Response accept(String id, String person) {
        String content = as(person).get("/api/v1/reviews/" + id).jsonPath().getString("contentHash");
        return as(person).body("{\"contentHash\":\"%s\"}".formatted(content)).post("/api/v1/reviews/" + id + "/accept");
    }

    /** Waits until the topic holds that many messages of the review, and no more. */
    static List<PublicEvent> published(String id, int count) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(TestTopics.received(Topic.REVIEWS, id)).hasSize(count));
        return TestTopics.received(Topic.REVIEWS, id).stream()
                .map(TestTopics.Message::event)
                .toList();
    }
}
