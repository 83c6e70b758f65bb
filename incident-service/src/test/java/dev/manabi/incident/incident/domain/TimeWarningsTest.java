package dev.manabi.incident.incident.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manabi.incident.incident.domain.Incident.Declared;
import dev.manabi.incident.incident.domain.IncidentEvent.IncidentDeclared;
import dev.manabi.incident.incident.domain.IncidentEvent.TimelineEntryAdded;
import dev.manabi.incident.incident.domain.IncidentEvent.TimesCorrected;
import dev.manabi.incident.incident.domain.TimeWarning.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeWarningsTest {

    private static final UUID ID = UUID.fromString("019a2b3c-0000-7000-8000-000000000001");
    private static final Instant START = Instant.parse("2024-07-25T10:00:00Z");
    private static final Instant DECLARED = START.plusSeconds(600);

    private String title = "Payments fail";
    private Times times = new Times(START, START.plusSeconds(300), null, null, START.plusSeconds(7200));
    private final List<TimelineEntry> entries = new ArrayList<>();

    @Test
    void nothing_is_said_of_times_that_agree() {
        entry("2024-07-25T08:30:00Z", "checkout 4.2 goes out");
        entry("2024-07-25T10:20:00Z", "10:20 the pool holds 10 connections; it held 20 before the push at 09:10");
        entry("2024-07-25T10:45:00Z", "19:45 切り戻しを実施 2024年7月25日(木)");
        entry("2024-07-25T11:00:00Z", "rolled back on Thursday");
        assertThat(warnings()).isEmpty();
    }

    @Test
    void steps_that_contradict_each_other() {
        times = new Times(START, START.minusSeconds(60), null, null, START.minusSeconds(120));
        assertThat(rules()).filteredOn(Rule.CONTRADICTION::equals).hasSize(3);
    }

    @Test
    void a_year_too_early_or_too_late() {
        times = new Times(START.minusSeconds(366L * 86_400), START.plusSeconds(300), null, null, null);
        assertThat(rules()).containsExactly(Rule.WRONG_YEAR);
    }

    @Test
    void a_wrong_month_that_makes_it_very_long() {
        times = new Times(START, START, null, null, Instant.parse("2024-09-25T11:50:00Z"));
        assertThat(rules()).containsExactly(Rule.VERY_LONG);
    }

    @Test
    void a_morning_for_an_evening() {
        times = new Times(START.minusSeconds(12 * 3600), START, null, null, null);
        assertThat(rules()).containsExactly(Rule.TWELVE_HOURS);
    }

    @Test
    void a_declaration_after_the_end() {
        times = new Times(START, START, null, null, DECLARED.minusSeconds(180));
        assertThat(rules()).containsExactly(Rule.DECLARED_AFTER_END);
    }

    @Test
    void facts_of_another_year_or_month() {
        UUID year = entry("2023-07-25T10:10:00Z", "password updated");
        UUID month = entry("2024-09-25T10:10:00Z", "all is well");
        assertThat(warnings())
                .extracting(TimeWarning::rule, TimeWarning::entry)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(Rule.WRONG_YEAR, year),
                        org.assertj.core.groups.Tuple.tuple(Rule.FAR_AWAY, month));
    }

    @Test
    void a_fact_written_between_two_later_ones() {
        entry("2024-07-25T12:50:00Z", "one");
        UUID slip = entry("2024-07-25T12:35:00Z", "two");
        entry("2024-07-25T12:55:00Z", "three");
        assertThat(warnings()).extracting(TimeWarning::entry).containsExactly(slip);
        assertThat(rules()).containsExactly(Rule.OUT_OF_ORDER);
    }

    @Test
    void facts_added_later_about_what_came_before_are_no_slip() {
        entry("2024-07-25T12:50:00Z", "one");
        entry("2024-07-25T12:35:00Z", "two");
        entry("2024-07-25T12:40:00Z", "three");
        assertThat(warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "10:45-11:?? restarted, NOT_FILLED_IN",
        "2024-07-25 HH:mm, NOT_FILLED_IN",
        "--:-- nobody knows, NOT_FILLED_IN",
        "10:45~ errors rise, APPROXIMATE",
        "19時30分頃 監視に気づく, APPROXIMATE",
        "around 5.37 AM PST the first errors, TEXT_DISAGREES",
        "2022-07-25 10:45 password updated, TEXT_DISAGREES",
        "2024年7月25日(水) に発生, WRONG_WEEKDAY",
        "2024-07-25 in the night to Saturday, WRONG_WEEKDAY"
    })
    void words_that_do_not_belong_to_the_fact(String text, Rule rule) {
        UUID entry = entry("2024-07-25T10:45:00Z", text);
        assertThat(warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.rule()).isEqualTo(rule);
            assertThat(warning.entry()).isEqualTo(entry);
            assertThat(warning.message()).isNotBlank();
        });
    }

    @Test
    void a_title_with_the_date_of_another_incident() {
        title = "2024-01-27, pod limit reached";
        assertThat(rules()).containsExactly(Rule.TEXT_DISAGREES);
    }

    private UUID entry(String at, String text) {
        UUID id = UUID.randomUUID();
        Instant recordedAt = START.plusSeconds(20_000 + entries.size());
        entries.add(new TimelineEntry(
                id, Instant.parse(at), recordedAt, EntryKind.NOTE, text, TimelineEntry.PERSON, "mei", List.of()));
        return id;
    }

    private List<Rule> rules() {
        return warnings().stream().map(TimeWarning::rule).toList();
    }

    private List<TimeWarning> warnings() {
        Description description = new Description(title, null, IncidentKind.INCIDENT, List.of(), List.of(), null, null);
        List<IncidentEvent> events = new ArrayList<>();
        events.add(new IncidentDeclared(
                ID, "INC-1", description, Severity.SEV2, START, START, Roles.NONE, Impact.UNKNOWN, "mei", DECLARED));
        events.add(new TimesCorrected(ID, times, "the log", "mei", DECLARED));
        entries.forEach(entry -> events.add(new TimelineEntryAdded(ID, entry)));
        return TimeWarnings.of((Declared) new IncidentDecider().fold(events));
    }
}
