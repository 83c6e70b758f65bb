package dev.manabi.notification.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {

    @ParameterizedTest
    @CsvSource({
        "Asia/Tokyo, 2026-03-01T23:59:59Z, 2026-03-02T00:00:00Z, 2026-W09",
        "Asia/Tokyo, 2026-03-02T00:00:00Z, 2026-03-09T00:00:00Z, 2026-W10",
        "Europe/Berlin, 2026-03-23T08:00:00Z, 2026-03-30T07:00:00Z, 2026-W13",
        "America/New_York, 2026-12-27T00:00:00Z, 2026-12-28T14:00:00Z, 2026-W52",
        "UTC, 2026-12-28T09:00:00Z, 2027-01-04T09:00:00Z, 2026-W53",
    })
    void the_week_ends_on_monday_morning_where_the_organisation_is(
            ZoneId zone, Instant now, Instant next, String period) {
        Schedule schedule = new Schedule(DayOfWeek.MONDAY, LocalTime.of(9, 0), zone);
        assertThat(schedule.after(now)).isEqualTo(next);
        assertThat(schedule.period(next)).isEqualTo(period);
    }

    /** Every hour of four years, at an hour that there is not in March and twice in October. */
    @Test
    void there_is_one_report_a_week_whatever_the_clock_does() {
        Schedule schedule = new Schedule(DayOfWeek.SUNDAY, LocalTime.of(2, 30), ZoneId.of("Europe/Berlin"));
        Set<Instant> slots = new HashSet<>();
        Set<String> periods = new HashSet<>();
        Instant end = Instant.parse("2029-12-31T00:00:00Z");
        for (Instant now = Instant.parse("2026-01-01T00:00:00Z");
                now.isBefore(end);
                now = now.plus(Duration.ofHours(1))) {
            Instant next = schedule.after(now);
            assertThat(next).isAfter(now).isBeforeOrEqualTo(now.plus(Duration.ofHours(169)));
            slots.add(next);
            periods.add(schedule.period(next));
        }
        assertThat(slots).hasSize(210).hasSameSizeAs(periods);
    }
}
