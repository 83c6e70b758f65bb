package dev.manabi.review.checklist;

import static dev.manabi.review.checklist.Written.BLAME;
import static dev.manabi.review.checklist.Written.DEPTH;
import static dev.manabi.review.checklist.Written.MONEY;
import static dev.manabi.review.checklist.Written.add;
import static dev.manabi.review.checklist.Written.body;
import static dev.manabi.review.checklist.Written.change;
import static dev.manabi.review.checklist.Written.newKey;
import static dev.manabi.review.checklist.Written.with;
import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import dev.manabi.contracts.PostmortemMessage.PostmortemSubmitted;
import dev.manabi.kit.Operations;
import dev.manabi.review.review.Rounds;
import dev.manabi.testkit.TableRows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ChecklistTrendTest {

    private static final Map<String, String> ALL_PASS = Map.of("no-blame", "PASS", "money", "PASS", "depth", "PASS");

    @Inject
    Rounds rounds;

    @Inject
    Operations operations;

    @Inject
    DataSource database;

    private String checklist;
    private String team;
    private String otherTeam;
    private String first;
    private String second;

    /** Two teams have a checklist with three criteria; five of their rounds end, of three postmortems. */
    @BeforeEach
    void reviewed() {
        rounds.people();
        checklist = newKey();
        team = rounds.team();
        otherTeam = rounds.team();
        add(checklist, with(body(BLAME, MONEY, DEPTH), "teams", List.of(team, otherTeam)))
                .statusCode(201);

        PostmortemSubmitted one = rounds.submissionOf(team);
        JsonPath round = rounds.opened(one);
        first = round.getString("id");
        rounds.sentBack(round, Map.of("no-blame", "PASS", "money", "FAIL", "depth", "FAIL"));
        round = rounds.opened(rounds.revision(one, 2));
        rounds.verdict(round, "ken", "depth", "FAIL");
        rounds.accepted(round, ALL_PASS); // Ken has looked again

        PostmortemSubmitted two = rounds.submissionOf(team);
        round = rounds.opened(two);
        second = round.getString("id");
        rounds.verdict(round, rounds.other(round), "depth", "FAIL");
        rounds.sentBack(round, Map.of("money", "NOT_APPLICABLE", "depth", "PASS"));
        round = rounds.opened(rounds.revision(two, 2));
        rounds.verdict(round, "ken", "no-blame", "FAIL"); // overtaken by the next revision
        rounds.accepted(rounds.opened(rounds.revision(two, 3)), ALL_PASS);

        rounds.accepted(rounds.opened(rounds.submissionOf(otherTeam)), ALL_PASS);
    }

    @Test
    void each_criterion_says_how_many_rounds_judged_it_and_how() {
        JsonPath trend = trend("rin", "");
        assertThat(counts(trend)).containsExactly(5, 3, 2, 3);
        assertThat(criteria(trend))
                .containsExactly(
                        List.of("no-blame", 4, 4, 0, 0, 0, 0.0f, 0),
                        List.of("money", 5, 3, 1, 1, 1, 0.2f, 1),
                        List.of("depth", 5, 3, 2, 0, 3, 0.6f, 2));
        assertThat(trend.getString("total.criteria[1].title.ja")).isEqualTo("moneyの題");
        assertThat(trend.getString("note")).isEqualTo("Fewer than 30 rounds ended: a difference may be chance.");
        assertThat(trend.getList("groups")).hasSize(1);

        JsonPath ofTeam = trend("rin", "?team=" + team);
        assertThat(counts(ofTeam)).containsExactly(4, 2, 2, 2);
        assertThat(criteria(ofTeam))
                .containsExactly(
                        List.of("no-blame", 3, 3, 0, 0, 0, 0.0f, 0),
                        List.of("money", 4, 2, 1, 1, 1, 0.25f, 1),
                        List.of("depth", 4, 2, 2, 0, 3, 0.75f, 2));
        assertThat(counts(trend("rin", "?team=" + rounds.team()))).containsExactly(0, 0, 0, 0);
    }

    @Test
    void a_round_belongs_to_the_month_in_which_it_ended() {
        try {
            ended(first, 1, Instant.parse("2026-02-28T23:59:59Z"));
            ended(second, 1, Instant.parse("2026-03-31T23:59:59Z"));
            ended(first, 2, Instant.parse("2026-04-01T00:00:00Z"));
            JsonPath trend = trend("rin", "?from=2026-01-01T00:00:00Z&until=2026-05-01T00:00:00Z");
            assertThat(trend.getList("groups.key")).isEqualTo(List.of("2026-02", "2026-03", "2026-04"));
            assertThat(trend.getList("groups.rounds")).isEqualTo(List.of(1, 1, 1));
            assertThat(trend.getList("groups[0].criteria.failed")).isEqualTo(List.of(0, 1, 1));
            assertThat(trend.getList("groups[1].criteria.criterion")).isEqualTo(List.of("money", "depth"));
            assertThat(trend.getList("groups[2].criteria.mended")).isEqualTo(List.of(0, 1, 1));
            assertThat(counts(trend)).containsExactly(3, 1, 2, 2);
            assertThat(trend.getString("total.key")).isNull();

            JsonPath later = trend("rin", "?from=2026-04-01T00:00:00Z&until=2026-05-01T00:00:00Z");
            assertThat(later.getList("groups.key")).isEqualTo(List.of("2026-04"));
            assertThat(later.getList("total.criteria.mended"))
                    .as("the round before counts, though it ended before the time")
                    .isEqualTo(List.of(0, 1, 1));
        } finally {
            operations.rebuildProjections();
        }
    }

    @Test
    void of_a_private_postmortem_nobody_but_those_whom_it_concerns_sees_a_figure() {
        PostmortemSubmitted hidden = rounds.confidential(rounds.submissionOf(team));
        rounds.sentBack(rounds.opened(hidden), Map.of("money", "FAIL"));

        assertThat(counts(trend("rin", ""))).containsExactly(5, 3, 2, 3);
        assertThat(trend("rin", "").getList("total.criteria.failed")).isEqualTo(List.of(0, 1, 2));
        for (String concerned : List.of("mei", "ken")) {
            assertThat(counts(trend(concerned, ""))).containsExactly(6, 3, 3, 4);
            assertThat(trend(concerned, "").getList("total.criteria.failed")).isEqualTo(List.of(0, 2, 2));
        }
    }

    @Test
    void a_criterion_that_the_checklist_has_lost_is_still_counted() {
        change(checklist, 1, with(body(DEPTH, BLAME), "teams", List.of(team, otherTeam)))
                .statusCode(200);
        JsonPath trend = trend("rin", "");
        assertThat(trend.getList("total.criteria.criterion")).isEqualTo(List.of("depth", "no-blame", "money"));
        assertThat(trend.getString("total.criteria[2].title.en")).isEqualTo("Title of money");
        rounds.accepted(rounds.opened(rounds.submissionOf(team)), Map.of("no-blame", "PASS", "depth", "PASS"));
        assertThat(trend("rin", "").getList("total.criteria.judged")).isEqualTo(List.of(6, 5, 5));
    }

    @Test
    void a_checklist_that_nobody_used_has_no_figures() {
        String unused = newKey();
        add(unused, body(BLAME)).statusCode(201);
        as("rin", "member")
                .get("/api/v1/checklists/" + unused + "/trend")
                .then()
                .statusCode(200)
                .body("total.rounds", equalTo(0))
                .body("total.criteria", empty())
                .body("groups", empty())
                .body("team", nullValue());
        as("rin", "member").get("/api/v1/checklists/nothing/trend").then().statusCode(404);
    }

    @Test
    void a_time_that_cannot_be_is_refused() {
        for (String query :
                List.of("from=yesterday", "until=2026", "from=%2B999999999-01-01T00:00:00Z", "team=a%00b")) {
            as("rin", "member")
                    .urlEncodingEnabled(false)
                    .get("/api/v1/checklists/" + checklist + "/trend?" + query)
                    .then()
                    .statusCode(400)
                    .body("code", equalTo("invalid-value"))
                    .body("errors.field", hasItem(query.replaceFirst("=.*", "")));
        }
    }

    @Test
    void made_anew_from_the_events_the_rows_are_what_they_were_and_name_nobody() {
        List<String> tables = new JudgedRoundsProjection().tables();
        Map<String, List<String>> live = TableRows.of(database, tables);
        assertThat(live.values()).allSatisfy(rows -> assertThat(rows).isNotEmpty());
        operations.rebuildProjections();
        assertThat(TableRows.of(database, tables)).isEqualTo(live);
        assertThat(live.values())
                .allSatisfy(rows -> assertThat(rows).noneMatch(row -> row.matches(".*\"(ken|alex|hana|mei|sam)\".*")));
        assertThat(counts(trend("rin", ""))).containsExactly(5, 3, 2, 3);
    }

    private JsonPath trend(String reader, String query) {
        return as(reader, "member")
                .get("/api/v1/checklists/" + checklist + "/trend" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static List<Object> counts(JsonPath trend) {
        return List.of(
                trend.get("total.rounds"),
                trend.get("total.accepted"),
                trend.get("total.changesRequested"),
                trend.get("total.reviews"));
    }

    private static List<List<Object>> criteria(JsonPath trend) {
        List<Map<String, Object>> criteria = trend.getList("total.criteria");
        return criteria.stream()
                .map(one -> List.of(
                        one.get("criterion"),
                        one.get("judged"),
                        one.get("passed"),
                        one.get("failed"),
                        one.get("notApplicable"),
                        one.get("failedOnce"),
                        one.get("failedShare"),
                        one.get("mended")))
                .toList();
    }

    private void ended(String review, int round, Instant at) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "update judged_round set ended_at = ? where review_id = ? and round = ?")) {
            statement.setObject(1, OffsetDateTime.ofInstant(at, ZoneOffset.UTC));
            statement.setObject(2, UUID.fromString(review));
            statement.setInt(3, round);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
