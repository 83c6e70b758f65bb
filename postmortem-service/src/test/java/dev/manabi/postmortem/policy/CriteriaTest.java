package dev.manabi.postmortem.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.manabi.postmortem.policy.domain.Criteria;
import dev.manabi.postmortem.policy.domain.IncidentFacts;
import dev.manabi.postmortem.policy.domain.IncidentFacts.NoticedBy;
import dev.manabi.postmortem.policy.domain.Judgement;
import dev.manabi.postmortem.policy.domain.Policy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CriteriaTest {

    private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
    private static final Instant SOON = START.plusSeconds(600);

    /** Where the policy and the reader do not agree about an incident, and why that is right. */
    private static final Map<String, String> EXPLAINED = Map.of(
            "fact-006",
            "The report has it resolved a week later, when work that followed was done; users saw nothing and the reader"
                    + " takes it for a near miss. By the times that were recorded it took longer than 30 min, and what was"
                    + " recorded is all that a policy has: who wants it otherwise corrects the time or waives it.");

    private final Policy policy = PolicyJson.read(shipped(), 1, Instant.EPOCH);

    @Test
    void the_default_policy_has_the_six_criteria_of_the_method() {
        assertThat(policy.criteria().all())
                .extracting("class.simpleName")
                .containsExactly(
                        "UserVisibleDowntime",
                        "OnCallIntervened",
                        "TimeToResolve",
                        "DataLoss",
                        "MoneyAffected",
                        "MonitoringFailed");
    }

    @Test
    void an_incident_that_nobody_knows_anything_about_is_not_due_and_says_that_all_is_unknown() {
        List<Judgement> judgements = judge(new Facts());
        assertThat(Criteria.due(judgements)).isFalse();
        assertThat(judgements).allSatisfy(judgement -> {
            assertThat(judgement.met()).isNull();
            assertThat(judgement.saw()).contains("unknown");
        });
    }

    @Test
    void what_is_known_to_be_harmless_is_not_due_and_nothing_is_unknown() {
        List<Judgement> judgements = judge(harmless());
        assertThat(Criteria.due(judgements)).isFalse();
        assertThat(judgements).extracting(Judgement::met).containsOnly(false);
    }

    @Test
    void each_criterion_alone_makes_a_postmortem_due() {
        assertThat(met(harmless().visible(true).downtime(5))).containsExactly("user-visible-downtime");
        assertThat(met(harmless().visible(true).degraded(15))).containsExactly("user-visible-downtime");
        assertThat(met(harmless().onCall(true))).containsExactly("on-call-intervened");
        assertThat(met(harmless().resolved(START.plusSeconds(30 * 60 + 1)))).containsExactly("time-to-resolve");
        assertThat(met(harmless().dataLoss(true))).containsExactly("data-loss");
        assertThat(met(harmless().money(true))).containsExactly("money-affected");
        assertThat(met(harmless().monitoring(true))).containsExactly("monitoring-failed");
        assertThat(met(harmless().noticedBy(NoticedBy.PERSON))).containsExactly("monitoring-failed");
        assertThat(met(harmless().noticedBy(NoticedBy.CUSTOMER))).containsExactly("monitoring-failed");
    }

    @Test
    void thresholds_are_exact() {
        assertThat(met(harmless().visible(true).downtime(4).degraded(14))).isEmpty();
        assertThat(met(harmless().resolved(START.plusSeconds(30 * 60)))).isEmpty();
    }

    @Test
    void a_figure_below_its_threshold_beside_an_unknown_one_stays_unknown() {
        Judgement judgement = judge(harmless().visible(true).downtime(2).degraded(null), "user-visible-downtime");
        assertThat(judgement.met()).isNull();
        assertThat(judgement.saw()).isEqualTo("visible to users: yes; downtime: 2 min; degradation: unknown");
        assertThat(judgement.threshold()).isEqualTo("at least 5 min of downtime or 15 min of degradation");
    }

    @Test
    void what_no_user_saw_is_no_downtime_for_users() {
        assertThat(judge(harmless().visible(false).downtime(600), "user-visible-downtime")
                        .met())
                .isFalse();
    }

    @Test
    void an_hour_of_downtime_counts_even_where_nobody_said_that_users_saw_it() {
        assertThat(judge(harmless().visible(null).downtime(60), "user-visible-downtime")
                        .met())
                .isTrue();
    }

    @Test
    void times_that_contradict_each_other_are_unknown_and_not_quick() {
        Judgement judgement = judge(harmless().resolved(START.minusSeconds(1)), "time-to-resolve");
        assertThat(judgement.met()).isNull();
        assertThat(judgement.saw()).isEqualTo("unknown: resolved before it started");
    }

    @Test
    void monitoring_that_worked_is_only_known_to_be_fast_enough_when_it_is_known_who_noticed() {
        assertThat(judge(harmless().noticedBy(null), "monitoring-failed").met()).isNull();
        assertThat(judge(harmless().monitoring(null), "monitoring-failed").met())
                .isNull();
        assertThat(judge(harmless(), "monitoring-failed").met()).isFalse();
    }

    @Test
    void the_time_it_took_is_spelled_out() {
        assertThat(judge(harmless().resolved(START.plusSeconds(47 * 60 + 5)), "time-to-resolve"))
                .isEqualTo(new Judgement("time-to-resolve", true, "47 min 5 s", "more than 30 min"));
    }

    @Test
    void a_policy_with_an_unknown_criterion_or_without_a_threshold_is_refused() {
        assertThatThrownBy(() -> PolicyJson.read(shipped().replace("data-loss", "bad-luck"), 2, START))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("bad-luck");
        assertThatThrownBy(() -> PolicyJson.read(shipped().replace(", \"minutes\": 30", ""), 2, START))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("minutes");
    }

    /**
     * Real incidents with one reader's labels, printed as a table. Where the reader is sure of every label, the policy
     * agrees; every other disagreement is explained. The floors are what was measured, so that a change that loses ground
     * is seen. (A criterion that the policy leaves unknown where the reader saw it met is printed too: a report that says
     * "users noticed" without a figure stays unknown, and another criterion made it due.)
     */
    @Test
    void the_default_criteria_agree_with_a_reader_of_real_incidents() throws IOException {
        Path file = Path.of("../../shared/data/incidents/incident_facts.jsonl");
        assumeThat(file)
                .as("labelled incidents are not here: the agreement with a reader is NOT checked")
                .exists();
        Map<String, String> names = Map.of(
                "user_visible_downtime", "user-visible-downtime",
                "oncall_intervention", "on-call-intervened",
                "time_to_resolve>30min", "time-to-resolve",
                "data_loss", "data-loss",
                "money_affected", "money-affected",
                "monitoring_failure", "monitoring-failed");
        int rows = 0;
        int sure = 0;
        int dueAgreed = 0;
        int judged = 0;
        int agreed = 0;
        List<String> differences = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            JsonNode row = new ObjectMapper().readTree(line);
            rows++;
            List<Judgement> judgements = policy.criteria().judge(facts(row));
            Set<String> expected = new HashSet<>();
            row.get("criteria_met_default").forEach(name -> expected.add(names.get(name.asText())));
            boolean dueExpected = row.get("postmortem_due_judgement").asText().equals("yes");
            boolean due = Criteria.due(judgements);
            boolean readerIsSure = row.get("unsure_fields").isEmpty();
            String id = row.get("id").asText();
            System.out.printf(
                    "  %s  policy %-7s reader %-7s %s  met: %s  unknown: %s%n",
                    id,
                    due ? "DUE" : "NOT_DUE",
                    dueExpected ? "DUE" : "NOT_DUE",
                    readerIsSure ? "sure  " : "unsure",
                    names(judgements, true),
                    names(judgements, null));
            if (readerIsSure) {
                sure++;
                assertThat(due).as("%s, of which the reader is sure", id).isEqualTo(dueExpected);
            }
            if (dueExpected == due) {
                dueAgreed++;
            } else {
                assertThat(EXPLAINED).as("every disagreement is explained").containsKey(id);
                differences.add(id + ": due, said the reader: " + dueExpected + ". " + EXPLAINED.get(id));
            }
            for (Judgement judgement : judgements) {
                judged++;
                if (expected.contains(judgement.name()) == Boolean.TRUE.equals(judgement.met())) {
                    agreed++;
                } else {
                    differences.add(row.get("id").asText() + ": " + judgement);
                }
            }
        }
        System.out.printf(
                "Criteria against a reader: due %d of %d (of %d the reader is sure), single criteria %d of %d%n",
                dueAgreed, rows, sure, agreed, judged);
        differences.forEach(difference -> System.out.println("  " + difference));
        assertThat((double) dueAgreed / rows).isGreaterThanOrEqualTo(0.95);
        assertThat((double) agreed / judged).isGreaterThanOrEqualTo(0.95);
    }

    private static List<String> names(List<Judgement> judgements, Boolean met) {
        return judgements.stream()
                .filter(judgement -> Objects.equals(judgement.met(), met))
                .map(Judgement::name)
                .toList();
    }

    private static IncidentFacts facts(JsonNode row) {
        Instant detected = instant(row, "detectedAt");
        Instant started = instant(row, "startedAt");
        Instant resolved = instant(row, "resolvedAt");
        if (started == null && resolved != null && row.hasNonNull("time_to_resolve_minutes")) {
            started = resolved.minusSeconds(
                    60 * row.get("time_to_resolve_minutes").asLong());
        }
        Instant known = started != null ? started : detected != null ? detected : Instant.EPOCH;
        Boolean visible = bool(row, "user_visible_downtime");
        Boolean degraded = bool(row, "user_visible_degradation");
        Boolean failed = bool(row, "monitoring_failure");
        boolean unnoticed = "not_detected_by_monitoring"
                .equals(row.path("monitoring_failure_kind").asText());
        return new IncidentFacts(
                known,
                resolved,
                visible == null ? degraded : Boolean.valueOf(visible || Boolean.TRUE.equals(degraded)),
                row.hasNonNull("user_visible_downtime_minutes")
                        ? Integer.valueOf(
                                row.get("user_visible_downtime_minutes").asInt())
                        : null,
                null,
                bool(row, "data_loss"),
                bool(row, "money_affected"),
                unnoticed ? null : failed,
                bool(row, "oncall_intervention"),
                unnoticed ? NoticedBy.PERSON : null,
                "INCIDENT",
                row.get("severity").asText(),
                row.get("severity").asText(),
                row.get("title").asText(),
                null,
                null,
                List.of(),
                null,
                known,
                detected,
                null,
                instant(row, "mitigatedAt"),
                null,
                null);
    }

    private static Instant instant(JsonNode row, String field) {
        return row.hasNonNull(field)
                ? OffsetDateTime.parse(row.get(field).asText()).toInstant()
                : null;
    }

    private static Boolean bool(JsonNode row, String field) {
        return row.hasNonNull(field) ? Boolean.valueOf(row.get(field).asBoolean()) : null;
    }

    private List<Judgement> judge(Facts facts) {
        return policy.criteria().judge(facts.facts());
    }

    private Judgement judge(Facts facts, String criterion) {
        return judge(facts).stream()
                .filter(judgement -> judgement.name().equals(criterion))
                .findFirst()
                .orElseThrow();
    }

    private Set<String> met(Facts facts) {
        Set<String> met = new TreeSet<>();
        judge(facts).stream()
                .filter(judgement -> Boolean.TRUE.equals(judgement.met()))
                .forEach(judgement -> met.add(judgement.name()));
        return met;
    }

    private static Facts harmless() {
        return new Facts()
                .resolved(SOON)
                .visible(true)
                .downtime(0)
                .degraded(0)
                .dataLoss(false)
                .money(false)
                .monitoring(false)
                .onCall(false)
                .noticedBy(NoticedBy.MONITORING);
    }

    private static String shipped() {
        try (InputStream stream = CriteriaTest.class.getResourceAsStream("/policies/default.json")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Facts(
            Instant resolvedAt,
            Boolean userVisible,
            Integer downtimeMinutes,
            Integer degradedMinutes,
            Boolean lost,
            Boolean paid,
            Boolean failed,
            Boolean intervened,
            NoticedBy noticed) {

        Facts() {
            this(null, null, null, null, null, null, null, null, null);
        }

        IncidentFacts facts() {
            return new IncidentFacts(
                    START,
                    resolvedAt,
                    userVisible,
                    downtimeMinutes,
                    degradedMinutes,
                    lost,
                    paid,
                    failed,
                    intervened,
                    noticed,
                    "INCIDENT",
                    "SEV3",
                    "SEV3",
                    "Cards were declined",
                    null,
                    null,
                    List.of(),
                    null,
                    START,
                    null,
                    null,
                    null,
                    null,
                    null);
        }

        Facts resolved(Instant at) {
            return new Facts(
                    at, userVisible, downtimeMinutes, degradedMinutes, lost, paid, failed, intervened, noticed);
        }

        Facts visible(Boolean value) {
            return new Facts(
                    resolvedAt, value, downtimeMinutes, degradedMinutes, lost, paid, failed, intervened, noticed);
        }

        Facts downtime(Integer value) {
            return new Facts(resolvedAt, userVisible, value, degradedMinutes, lost, paid, failed, intervened, noticed);
        }

        Facts degraded(Integer value) {
            return new Facts(resolvedAt, userVisible, downtimeMinutes, value, lost, paid, failed, intervened, noticed);
        }

        Facts dataLoss(Boolean value) {
            return new Facts(
                    resolvedAt,
                    userVisible,
                    downtimeMinutes,
                    degradedMinutes,
                    value,
                    paid,
                    failed,
                    intervened,
                    noticed);
        }

        Facts money(Boolean value) {
            return new Facts(
                    resolvedAt,
                    userVisible,
                    downtimeMinutes,
                    degradedMinutes,
                    lost,
                    value,
                    failed,
                    intervened,
                    noticed);
        }

        Facts monitoring(Boolean value) {
            return new Facts(
                    resolvedAt, userVisible, downtimeMinutes, degradedMinutes, lost, paid, value, intervened, noticed);
        }

        Facts onCall(Boolean value) {
            return new Facts(
                    resolvedAt, userVisible, downtimeMinutes, degradedMinutes, lost, paid, failed, value, noticed);
        }

        Facts noticedBy(NoticedBy value) {
            return new Facts(
                    resolvedAt, userVisible, downtimeMinutes, degradedMinutes, lost, paid, failed, intervened, value);
        }
    }
}
