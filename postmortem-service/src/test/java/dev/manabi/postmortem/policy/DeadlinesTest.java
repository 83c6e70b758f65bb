package dev.manabi.postmortem.policy;

import static dev.manabi.postmortem.policy.domain.Span.Counting.BUSINESS;
import static dev.manabi.postmortem.policy.domain.Span.Counting.CALENDAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manabi.postmortem.policy.domain.BusinessCalendar;
import dev.manabi.postmortem.policy.domain.Calendars;
import dev.manabi.postmortem.policy.domain.Criteria;
import dev.manabi.postmortem.policy.domain.Deadlines;
import dev.manabi.postmortem.policy.domain.Policy;
import dev.manabi.postmortem.policy.domain.ReviewRule;
import dev.manabi.postmortem.policy.domain.Span;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeadlinesTest {

    private static final Set<DayOfWeek> WEEKEND = Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
    private static final BusinessCalendar UTC = new BusinessCalendar(ZoneId.of("UTC"), WEEKEND, Set.of());
    private static final BusinessCalendar NEW_YORK =
            new BusinessCalendar(ZoneId.of("America/New_York"), WEEKEND, Set.of());
    private static final Set<LocalDate> GOLDEN_WEEK_2026 = Set.of(
            LocalDate.parse("2026-04-29"),
            LocalDate.parse("2026-05-03"),
            LocalDate.parse("2026-05-04"),
            LocalDate.parse("2026-05-05"),
            LocalDate.parse("2026-05-06"));
    private static final Instant FRIDAY = Instant.parse("2026-03-06T15:30:00Z");

    @Test
    void calendar_days_run_through_the_weekend() {
        assertThat(UTC.after(FRIDAY, new Span(3, CALENDAR))).isEqualTo("2026-03-09T15:30:00Z");
    }

    @Test
    void business_days_stand_still_over_weekends_and_holidays() {
        assertThat(UTC.after(FRIDAY, new Span(1, BUSINESS))).isEqualTo("2026-03-09T15:30:00Z");
        BusinessCalendar withHoliday =
                new BusinessCalendar(ZoneId.of("UTC"), WEEKEND, Set.of(LocalDate.parse("2026-03-09")));
        assertThat(withHoliday.after(FRIDAY, new Span(5, BUSINESS))).isEqualTo("2026-03-16T15:30:00Z");
    }

    @Test
    void a_day_begins_where_the_calendar_is() {
        BusinessCalendar tokyo = new BusinessCalendar(ZoneId.of("Asia/Tokyo"), WEEKEND, Set.of());
        Instant alreadySaturdayInTokyo = Instant.parse("2026-03-06T15:30:00Z");
        assertThat(tokyo.after(alreadySaturdayInTokyo, new Span(1, BUSINESS))).isEqualTo("2026-03-08T15:30:00Z");
    }

    @Test
    void the_time_of_day_survives_a_change_to_summer_time() {
        BusinessCalendar berlin = new BusinessCalendar(ZoneId.of("Europe/Berlin"), WEEKEND, Set.of());
        assertThat(berlin.after(Instant.parse("2026-03-27T09:00:00Z"), new Span(3, CALENDAR)))
                .isEqualTo("2026-03-30T08:00:00Z");
    }

    @Test
    void a_week_without_business_days_is_refused() {
        assertThatThrownBy(() -> new BusinessCalendar(ZoneId.of("UTC"), EnumSet.allOf(DayOfWeek.class), Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_draft_is_never_due_after_its_publication() {
        Policy policy = new Policy(
                "default",
                1,
                Instant.EPOCH,
                new Criteria(List.of()),
                Map.of(
                        "SEV2",
                        new Deadlines(
                                new Span(9, BUSINESS),
                                new Span(2, BUSINESS),
                                new Span(7, CALENDAR),
                                new Span(30, CALENDAR))),
                Calendars.only(UTC),
                Policy.USUAL_OWNERS,
                ReviewRule.USUAL);
        assertThat(policy.draftDueAt("SEV2", null, FRIDAY)).isEqualTo(policy.publicationDueAt("SEV2", null, FRIDAY));
        assertThatThrownBy(() -> policy.draftDueAt("SEV9", null, FRIDAY)).hasMessageContaining("SEV9");
    }

    @Test
    void golden_week_is_no_business_time_in_tokyo() {
        BusinessCalendar tokyo = new BusinessCalendar(ZoneId.of("Asia/Tokyo"), WEEKEND, GOLDEN_WEEK_2026);
        Instant tuesdayEvening = Instant.parse("2026-04-28T09:00:00Z"); // 18:00 in Tokyo; the 29th is a holiday
        assertThat(tokyo.after(tuesdayEvening, new Span(1, BUSINESS))).isEqualTo("2026-04-30T09:00:00Z");
        assertThat(tokyo.after(tuesdayEvening, new Span(2, BUSINESS))).isEqualTo("2026-05-01T09:00:00Z");
        assertThat(tokyo.after(tuesdayEvening, new Span(3, BUSINESS))).isEqualTo("2026-05-07T09:00:00Z");
        assertThat(tokyo.after(tuesdayEvening, new Span(3, CALENDAR))).isEqualTo("2026-05-01T09:00:00Z");
    }

    @Test
    void an_incident_that_is_closed_on_a_holiday_has_as_many_business_days_as_any_other() {
        BusinessCalendar tokyo = new BusinessCalendar(ZoneId.of("Asia/Tokyo"), WEEKEND, GOLDEN_WEEK_2026);
        assertThat(tokyo.after(Instant.parse("2026-05-04T03:00:00Z"), new Span(1, BUSINESS)))
                .isEqualTo("2026-05-07T03:00:00Z");
        assertThat(UTC.after(Instant.parse("2026-03-07T08:00:00Z"), new Span(1, BUSINESS))) // a Saturday
                .isEqualTo("2026-03-09T08:00:00Z");
    }

    @Test
    void a_time_that_the_clocks_skip_is_as_much_later_as_they_skip() {
        Instant saturdayHalfPastTwo = Instant.parse("2026-03-07T07:30:00Z"); // 02:30 in New York
        assertThat(NEW_YORK.after(saturdayHalfPastTwo, new Span(1, CALENDAR)))
                .isEqualTo("2026-03-08T07:30:00Z"); // 03:30, because there is no 02:30
    }

    @Test
    void a_skipped_hour_on_the_way_moves_no_later_day() {
        Instant fridayHalfPastTwo = Instant.parse("2026-03-06T07:30:00Z");
        assertThat(NEW_YORK.after(fridayHalfPastTwo, new Span(5, CALENDAR)))
                .isEqualTo("2026-03-11T06:30:00Z"); // 02:30 again
        assertThat(NEW_YORK.after(fridayHalfPastTwo, new Span(5, BUSINESS))).isEqualTo("2026-03-13T06:30:00Z");
    }

    @Test
    void a_time_that_comes_twice_is_the_one_of_the_offset_before() {
        assertThat(NEW_YORK.after(Instant.parse("2026-10-31T05:30:00Z"), new Span(1, CALENDAR))) // 01:30 in summer
                .isEqualTo("2026-11-01T05:30:00Z");
        Instant secondHalfPastOne = Instant.parse("2026-11-01T06:30:00Z"); // 01:30 in winter
        assertThat(NEW_YORK.after(secondHalfPastOne, new Span(1, BUSINESS))).isEqualTo("2026-11-02T06:30:00Z");
        assertThat(NEW_YORK.after(secondHalfPastOne, new Span(7, CALENDAR))).isEqualTo("2026-11-08T06:30:00Z");
    }

    @Test
    void a_team_counts_by_the_calendar_that_it_has_chosen() {
        Calendars calendars = new Calendars(UTC, Map.of("new-york", NEW_YORK), Map.of("storefront", "new-york"));
        assertThat(calendars.of("storefront")).isEqualTo(NEW_YORK);
        assertThat(calendars.of("billing")).isEqualTo(UTC);
        assertThat(calendars.of(null)).isEqualTo(UTC);
        assertThatThrownBy(() -> new Calendars(UTC, Map.of(), Map.of("storefront", "mars")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mars");
    }

    @Test
    void another_team_reviews_what_was_severe() {
        ReviewRule rule = new ReviewRule(2, 1, "SEV2");
        assertThat(rule.of("SEV1")).isEqualTo(new ReviewRule.RequiredReviewers(2, 1, true));
        assertThat(rule.of("SEV2").otherTeam()).isTrue();
        assertThat(rule.of("SEV3").otherTeam()).isFalse();
        assertThat(ReviewRule.USUAL.of("SEV1").otherTeam()).isFalse();
        assertThatThrownBy(() -> new ReviewRule(1, 0, null)).isInstanceOf(IllegalArgumentException.class);
    }
}
