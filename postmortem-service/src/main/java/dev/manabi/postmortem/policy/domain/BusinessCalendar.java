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

    /** The same time of day, the span later; a span in business days ends on a business day. */
    public Instant after(Instant from, Span span) {
        ZonedDateTime start = from.atZone(timeZone);
        return switch (span.counting()) {
            case CALENDAR -> start.plusDays(span.days()).toInstant();
            case BUSINESS -> plusBusinessDays(start, span.days()).toInstant();
        };
    }

    private ZonedDateTime plusBusinessDays(ZonedDateTime start, int days) {
        ZonedDateTime day = start;
        for (int left = days; left > 0; ) {
            day = day.plusDays(1);
            if (isBusinessDay(day.toLocalDate())) {
                left--;
            }
        }
        return day;
    }

    private boolean isBusinessDay(LocalDate day) {
        return !weekend.contains(day.getDayOfWeek()) && !holidays.contains(day);
    }
}
