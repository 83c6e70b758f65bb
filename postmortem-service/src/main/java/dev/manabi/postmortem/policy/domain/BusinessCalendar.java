package dev.manabi.postmortem.policy.domain;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;

/** Which days are worked, and in which time zone they begin and end. */
public record BusinessCalendar(ZoneId timeZone, Set<DayOfWeek> weekend, Set<LocalDate> holidays) {

    public BusinessCalendar {
        weekend = Set.copyOf(weekend);
        holidays = Set.copyOf(holidays);
        if (weekend.size() == DayOfWeek.values().length) {
            throw new IllegalArgumentException("A week needs a business day");
        }
    }

    /**
     * The same time of day, the span later; a span in business days ends on a business day. On a day whose clocks skip
     * that time it is as much later as they skip; on a day that has it twice it is the one with the offset from UTC that
     * the beginning had, else the earlier one.
     */
    public Instant after(Instant from, Span span) {
        ZonedDateTime start = from.atZone(timeZone);
        LocalDate day =
                switch (span.counting()) {
                    case CALENDAR -> start.toLocalDate().plusDays(span.days());
                    case BUSINESS -> plusBusinessDays(start.toLocalDate(), span.days());
                };
        // Only now back to the clock: a skipped hour on the way must not move the days after it.
        return ZonedDateTime.ofLocal(day.atTime(start.toLocalTime()), timeZone, start.getOffset())
                .toInstant();
    }

    private LocalDate plusBusinessDays(LocalDate start, int days) {
        LocalDate day = start;
        for (int left = days; left > 0; ) {
            day = day.plusDays(1);
            if (isBusinessDay(day)) {
                left--;
            }
        }
        return day;
    }

    private boolean isBusinessDay(LocalDate day) {
        return !weekend.contains(day.getDayOfWeek()) && !holidays.contains(day);
    }
}
