package dev.manabi.postmortem.policy;

import static dev.manabi.postmortem.policy.domain.Span.Counting.BUSINESS;
import static dev.manabi.postmortem.policy.domain.Span.Counting.CALENDAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manabi.postmortem.policy.domain.BusinessCalendar;
import dev.manabi.postmortem.policy.domain.Criteria;
import dev.manabi.postmortem.policy.domain.Deadlines;
import dev.manabi.postmortem.policy.domain.Policy;
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
                UTC);
        assertThat(policy.draftDueAt("SEV2", FRIDAY)).isEqualTo(policy.publicationDueAt("SEV2", FRIDAY));
        assertThatThrownBy(() -> policy.draftDueAt("SEV9", FRIDAY)).hasMessageContaining("SEV9");
    }
}
