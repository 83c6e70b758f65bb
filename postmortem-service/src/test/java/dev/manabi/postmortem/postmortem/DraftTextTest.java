package dev.manabi.postmortem.postmortem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.contracts.IncidentMessage.Evidence;
import dev.manabi.contracts.IncidentMessage.Figure;
import dev.manabi.contracts.IncidentMessage.Impact;
import dev.manabi.contracts.IncidentMessage.Incident;
import dev.manabi.contracts.IncidentMessage.Roles;
import dev.manabi.contracts.IncidentMessage.TimelineEntry;
import dev.manabi.postmortem.Story;
import dev.manabi.postmortem.incident.IncidentView.SeverityChange;
import dev.manabi.postmortem.policy.domain.OwnerSource;
import dev.manabi.postmortem.policy.domain.Policy;
import dev.manabi.postmortem.template.domain.Template;
import dev.manabi.postmortem.template.domain.Template.Prefill;
import dev.manabi.postmortem.template.domain.Template.TemplateSection;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DraftTextTest {

    private final Incident incident = Story.incident(Story.MONEY);

    @Test
    void the_summary_says_what_people_wrote_and_when_it_was() {
        assertThat(text(Prefill.SUMMARY, "en", incident)).isEqualTo("""
                Cards were declined | for everybody.

                %s was a SEV1 incident of checkout, payments. It started at 2026-03-02 10:02:00 UTC and was resolved at \
                2026-03-02 10:22:00 UTC, 20 min later.""".formatted(incident.number()));
    }

    @Test
    void the_impact_says_what_is_unknown() {
        assertThat(text(Prefill.IMPACT, "en", incident)).isEqualTo("""
                | Impact | Value |
                | --- | --- |
                | Services | checkout, payments |
                | Services at fault | payments |
                | Visible to users | yes |
                | Downtime | 55 min |
                | Degradation | **unknown** |
                | Users affected | **unknown** |
                | Data lost | no |
                | Money involved | yes |
                | Monitoring failed | no |
                | On-call engineers had to intervene | yes |""");
    }

    @Test
    void the_timeline_is_in_order_with_evidence_and_without_a_way_to_break_the_table() {
        assertThat(text(Prefill.TIMELINE, "en", incident)).isEqualTo("""
                | Time (UTC) | What happened | Recorded by | Evidence |
                | --- | --- | --- | --- |
                | 2026-03-02 09:58:00 | checkout 4.2 goes out &lt;b> | @sam | javascript:alert(1) |
                | 2026-03-02 10:03:00 | CheckoutErrorRate \\| firing for 1 min | alertmanager | \
                [error rate](https://graphs.example/d/1?a=%28b%29) |""");
    }

    @Test
    void people_are_referred_to_by_id() {
        assertThat(text(Prefill.PEOPLE, "en", incident)).isEqualTo("""
                | Role | Person |
                | --- | --- |
                | Incident commander | @mei |
                | Communications | nobody |
                | Scribe | nobody |
                | Responders | @alex |""");
    }

    @Test
    void the_response_says_when_each_step_was_and_how_the_severity_changed() {
        List<SeverityChange> changes =
                List.of(new SeverityChange("SEV2", "SEV1", "all cards", Instant.parse("2026-03-02T10:10:00Z")));
        Template template = template(Prefill.RESPONSE, "en");
        assertThat(DraftText.sections(template, incident, changes).getFirst().text())
                .isEqualTo("""
                | Step | Time (UTC) | After the start |
                | --- | --- | --- |
                | Started | 2026-03-02 10:02:00 | 0 min |
                | Detected by monitoring | 2026-03-02 10:04:00 | 2 min |
                | Acknowledged | 2026-03-02 10:07:00 | 5 min |
                | Mitigated | **unknown** |  |
                | Resolved | 2026-03-02 10:22:00 | 20 min |

                - Severity SEV2 → SEV1 at 2026-03-02 10:10:00 UTC: all cards""");
        assertThat(text(Prefill.RESPONSE, "en", incident))
                .endsWith("The severity at its peak was SEV1, at the end SEV2.");
    }

    @Test
    void the_detection_says_who_noticed_how_late_and_by_which_alerts() {
        assertThat(text(Prefill.DETECTION, "en", incident)).isEqualTo("""
                Detected by monitoring: 2026-03-02 10:04:00 UTC, 2 min after it began.

                - 2026-03-02 10:03:00 UTC CheckoutErrorRate \\| firing for 1 min""");
    }

    @Test
    void the_evidence_shows_graphs_and_links_what_the_timeline_rests_on() {
        String graph = "/api/v1/incidents/" + incident.id() + "/graphs/0195a1c2-0000-7000-8000-0000000000b2.svg";
        List<TimelineEntry> entries = new ArrayList<>(incident.timeline());
        entries.add(new TimelineEntry(
                UUID.randomUUID(),
                Instant.parse("2026-03-02T11:00:00Z"),
                Instant.parse("2026-03-02T11:00:00Z"),
                "NOTE",
                "Failed requests",
                "prometheus",
                null,
                List.of(new Evidence("QUERY", graph, "sum(rate(x[5m]))"))));
        assertThat(text(Prefill.EVIDENCE, "en", incident.withTimeline(entries))).isEqualTo("""
                - javascript:alert(1)
                - [error rate](https://graphs.example/d/1?a=%28b%29)
                - ![Failed requests](""" + graph + ")");
    }

    @Test
    void a_japanese_draft_is_japanese() {
        assertThat(text(Prefill.IMPACT, "ja", incident)).contains("| 停止時間 | 55分 |", "| 影響を受けた利用者数 | **不明** |");
        assertThat(text(Prefill.SUMMARY, "ja", incident))
                .contains("2026-03-02 10:02:00 UTC に始まり、20分後の 2026-03-02 10:22:00 UTC に解決しました。");
        assertThat(text(Prefill.PEOPLE, "ja", incident)).contains("| 連絡担当 | なし |");
    }

    @Test
    void both_languages_know_the_same_words() {
        assertThat(words("ja")).isEqualTo(words("en"));
    }

    @Test
    void an_incident_that_nobody_knows_much_about_gets_a_draft_too() {
        Incident bare = new Incident(
                incident.id(),
                "INC-1",
                "Something",
                null,
                null,
                "SEV3",
                "SEV3",
                List.of(),
                null,
                null,
                incident.declaredAt(),
                incident.startedAt(),
                null,
                null,
                null,
                null,
                "TELEPATHY",
                new Roles(null, null, null, List.of()),
                Story.UNKNOWN,
                List.of());
        for (Prefill prefill : List.of(Prefill.PEOPLE, Prefill.SUMMARY, Prefill.IMPACT, Prefill.RESPONSE)) {
            assertThat(text(prefill, "en", bare)).containsAnyOf("unknown", "nobody");
        }
        assertThat(text(Prefill.TIMELINE, "en", bare)).isEqualTo("Nothing was recorded while it happened.");
        assertThat(text(Prefill.NONE, "en", bare)).isEmpty();
    }

    @Test
    void figures_say_how_they_were_come_by_and_services_at_fault_are_named() {
        Impact impact = new Impact(
                true,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(
                        new Figure("MONEY", "lost | sales", new BigDecimal("5200.50"), "EUR", true, "by last week"),
                        new Figure("REQUESTS", "failed payments", new BigDecimal("1200"), "requests", false, null)));
        Incident counted = Story.of(incident, "INCIDENT", incident.startedAt(), impact);
        assertThat(text(Prefill.IMPACT, "en", counted))
                .contains(
                        "| Services at fault | payments |",
                        "| lost \\| sales | 5200.5 EUR (estimated: by last week) |",
                        "| failed payments | 1200 requests |");
        assertThat(text(Prefill.IMPACT, "ja", counted)).contains("5200.5 EUR(推定: by last week)");
    }

    @Test
    void an_unknown_start_is_said_and_nothing_is_counted_from_it() {
        Incident past = Story.of(incident, "INCIDENT", null, Story.UNKNOWN);
        assertThat(text(Prefill.SUMMARY, "en", past)).contains("When it started is unknown.");
        assertThat(text(Prefill.SUMMARY, "ja", past)).contains("始まった時刻は不明です。");
        assertThat(text(Prefill.RESPONSE, "en", past)).contains("| **unknown** |  |");
    }

    @Test
    void the_owner_led_or_responded_or_was_on_call_and_never_anything_else() {
        assertThat(Participants.owner(incident, Policy.USUAL_OWNERS, () -> Optional.of("oncall"), Optional::empty))
                .contains("mei");
        Incident withoutCommander =
                Story.withRoles(incident, new Roles(null, "pia", "sam", List.of("alex", "ken")), incident.services());
        assertThat(Participants.owner(
                        withoutCommander, Policy.USUAL_OWNERS, () -> Optional.of("oncall"), Optional::empty))
                .contains("alex");
        Incident unattended = Story.withRoles(incident, new Roles(null, "pia", null, List.of()), incident.services());
        assertThat(Participants.owner(unattended, Policy.USUAL_OWNERS, () -> Optional.of("ken"), Optional::empty))
                .contains("ken");
        assertThat(Participants.owner(unattended, Policy.USUAL_OWNERS, Optional::empty, Optional::empty))
                .isEmpty();
    }

    @Test
    void where_an_owner_is_looked_for_and_in_which_order_is_the_policy_s() {
        List<OwnerSource> order = List.of(OwnerSource.TEAM_LEAD, OwnerSource.COMMANDER);
        assertThat(Participants.owner(incident, order, Optional::empty, () -> Optional.of("hana")))
                .contains("hana");
        assertThat(Participants.owner(incident, order, Optional::empty, Optional::empty))
                .contains("mei");
    }

    @Test
    void everybody_who_took_part_collaborates() {
        assertThat(Participants.collaborators(incident, "mei")).containsExactly("alex", "sam");
        assertThat(Participants.collaborators(incident, null)).containsExactly("mei", "alex", "sam");
    }

    private static String text(Prefill prefill, String language, Incident incident) {
        return DraftText.sections(template(prefill, language), incident, List.of())
                .getFirst()
                .text();
    }

    private static Template template(Prefill prefill, String language) {
        return new Template("t", language, 1, "T", List.of(new TemplateSection("s", "S", true, prefill, "help")));
    }

    private static TreeSet<String> words(String language) {
        Properties words = new Properties();
        try (var reader = new InputStreamReader(
                DraftTextTest.class.getResourceAsStream("/drafting/words." + language + ".properties"),
                StandardCharsets.UTF_8)) {
            words.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TreeSet<>(words.stringPropertyNames());
    }
}
